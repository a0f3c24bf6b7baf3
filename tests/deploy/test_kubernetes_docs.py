"""Kubernetes: what docs/operations.md tells to do can be done."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.harness.manifests import (
    FOLDER,
    Manifest,
    complaints,
    containers,
    of_kind,
    rendered,
    settings_of,
)

OPERATIONS: Final = FOLDER.parents[1] / "docs" / "operations.md"
SECTION: Final = re.split(r"^## ", OPERATIONS.read_text("utf-8"), flags=re.MULTILINE)
TEXT: Final = next(each for each in SECTION if each.startswith("Kubernetes\n"))
EXAMPLES: Final[Sequence[Mapping[str, Any]]] = [
    yaml.safe_load(each) for each in re.findall(r"(?ms)^```yaml\n(.*?)^```", TEXT)
]

pytestmark = [pytest.mark.kubernetes, pytest.mark.timeout(600)]  # the first one builds kustomize


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Give a folder beside the base, as an operator has one in a copy of this tree."""
    (tmp_path / "base").symlink_to(FOLDER / "base")
    (tmp_path / "components").symlink_to(FOLDER / "components")
    overlay = tmp_path / "overlays" / "mine"
    overlay.mkdir(parents=True)
    (overlay / "instruments.csv").write_text("ticker,symbol,name\n")
    return overlay


def built(folder: Path, overlay: Mapping[str, Any]) -> Sequence[Manifest]:
    """Render an overlay of the document in that folder."""
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(dict(overlay)))
    return rendered(folder)


@pytest.mark.parametrize("overlay", EXAMPLES)
def test_an_overlay_of_the_document_builds(copied: Path, overlay: Mapping[str, Any]) -> None:
    """And a cluster takes all of it."""
    manifests = built(copied, overlay)

    assert [told for each in manifests for told in complaints(each, "1.37")] == []


def test_the_shortest_overlay_says_where_image_and_brokers_are(
    copied: Path, tmp_path: Path
) -> None:
    """Each pod takes the image of its registry; the settings are those of the base, but one."""
    manifests = built(copied, EXAMPLES[0])
    images = {
        container["image"].rpartition(":")[0]
        for each in of_kind(manifests, "StatefulSet", "Job").values()
        for container in containers(each)
    }

    assert images == {"registry.example.com/news/newsfeed"}
    assert settings_of(manifests, tmp_path).broker == ("broker-1.example.com:9092",)
    assert settings_of(manifests, tmp_path).replication == 3


def test_instruments_of_ones_own_are_a_file_of_the_taggers(copied: Path) -> None:
    """Under a name that changes with it, at the place that the setting says."""
    manifests = built(copied, EXAMPLES[1])
    tagger = of_kind(manifests, "StatefulSet")["tag"]
    (container,) = containers(tagger)
    maps = [each["configMap"]["name"] for each in volumes(tagger) if "configMap" in each]
    mounts = {each["name"]: each["mountPath"] for each in container["volumeMounts"]}
    told = {each["name"]: each.get("value") for each in container["env"]}

    assert len(maps) == 1
    assert list(of_kind(manifests, "ConfigMap")[maps[0]]["data"]) == ["instruments.csv"]
    assert re.fullmatch(r"newsfeed-gazetteer-\w{10}", maps[0])
    assert told["NEWSFEED_GAZETTEER_EXTRA"] == f"{mounts['gazetteer']}/instruments.csv"
    assert told.keys() == {"NEWSFEED_INSTANCE_ID", "NEWSFEED_GAZETTEER_EXTRA"}


def test_commands_name_what_is_there() -> None:
    """Sets, pods and the job, in the namespace of the base."""
    manifests = rendered(FOLDER / "base")
    sets, jobs = of_kind(manifests, "StatefulSet"), of_kind(manifests, "Job")
    commands = re.findall(r"kubectl -n newsfeed ([^`]+)", TEXT)

    named = {
        name for each in commands for name in re.findall(r"(?:job|statefulset)[/ ](\w+)", each)
    }
    pods = {name for each in commands for name in re.findall(r"\b([a-z]+)-0\b", each)}

    assert of_kind(manifests, "Namespace").keys() == {"newsfeed"}
    assert named
    assert named <= jobs.keys() | sets.keys()
    assert pods
    assert pods <= sets.keys()


def volumes(manifest: Manifest) -> Sequence[Manifest]:
    """Give the volumes of what makes pods."""
    found: Sequence[Manifest] = manifest["spec"]["template"]["spec"]["volumes"]
    return found
