"""``make setup`` on a machine that lacks something says so in one line, with the remedy."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

SETUP: Final = Path(__file__).parents[2] / "deploy" / "setup.sh"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project of which only the script is there."""
    script = tmp_path / "deploy" / "setup.sh"
    script.parent.mkdir()
    shutil.copy(SETUP, script)
    return tmp_path


def set_up(project: Path, *, python_ends_with: int) -> subprocess.CompletedProcess[str]:
    """Run the script with a Python that answers its question with an exit code."""
    python = project / "python-of-this-machine"
    python.write_text(f"#!/bin/sh\nexit {python_ends_with}\n")
    python.chmod(0o755)
    return subprocess.run(
        ["deploy/setup.sh", "dev"],
        cwd=project,
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_fitting_python(project: Path) -> None:
    """A Python of another version is none."""
    done = set_up(project, python_ends_with=1)

    assert done.returncode == 1
    assert done.stderr == (
        "setup: no Python 3.11 to 3.14 here; install one: apt-get install python3 python3-venv\n"
    )


def test_a_python_without_venv(project: Path) -> None:
    """The right version without venv is told apart, for the remedy is another one."""
    done = set_up(project, python_ends_with=2)

    assert done.returncode == 1
    assert done.stderr == (
        f"setup: {project}/python-of-this-machine has no venv; "
        "install it: apt-get install python3-venv\n"
    )


def test_a_failed_step_shows_why(project: Path) -> None:
    """Nothing goes on after a step that failed."""
    done = set_up(project, python_ends_with=0)

    assert done.returncode != 0
    assert not (project / ".venv" / "dev.stamp").exists()
