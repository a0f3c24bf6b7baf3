"""The run in containers: what it says where there is nothing to run them, and what it publishes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.docs.parts import standing
from tests.compose import page
from tests.compose.plain import PLAIN
from tests.compose.project import ROOT
from tests.compose.secure import SECURE
from tests.compose.steps import Finding, Story

NOBODY = "tcp://127.0.0.1:1"


def compose_test(**variables: str) -> "subprocess.CompletedProcess[str]":
    """Run what ``make compose-test`` runs, under other variables."""
    return subprocess.run(
        [sys.executable, "-m", "tests.compose"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_docker_one_line_says_that_nothing_was_run(tmp_path: Path) -> None:
    """A machine without Docker passes, and does not look as if it had run anything."""
    done = compose_test(PATH=str(tmp_path))

    assert done.stdout == "compose: not run: no docker here\n"
    assert done.returncode == 0


def test_without_an_engine_one_line_says_that_nothing_was_run(tmp_path: Path) -> None:
    """A client alone, whose engine does not answer, is the same: the line says where it asked."""
    client = tmp_path / "docker"
    client.write_text("#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2\nexit 1\n")
    client.chmod(0o700)

    done = compose_test(PATH=f"{tmp_path}:/usr/bin:/bin", DOCKER_HOST=NOBODY)

    assert done.stdout == f"compose: not run: no Docker engine answers at {NOBODY}\n"
    assert done.returncode == 0


def test_a_story_ends_with_the_first_step_that_does_not_hold() -> None:
    """What was seen until then has been told; nothing after it is tried."""
    told: list[Finding] = []
    steps: dict[str, Callable[[object], str]] = {"one": _well, "two": _broken, "three": _well}

    with pytest.raises(AssertionError, match="amiss"):
        told.extend(Story(title="", steps=steps).told(object()))

    assert [each.step for each in told] == ["one"]


def test_the_page_has_a_row_for_each_step() -> None:
    """No step is missing in what was last published, and none stands there that is not done."""
    published = standing(page.DOCUMENT.read_text("utf-8"))["run"]

    rows = [row.split(" | ")[0].removeprefix("| ") for row in published.splitlines()]

    assert [row for row in rows if row in {*PLAIN.steps, *SECURE.steps}] == [
        *PLAIN.steps,
        *SECURE.steps,
    ]


def test_each_story_is_a_table_of_what_it_showed() -> None:
    """A row tells the step, what it showed, and how many seconds it took."""
    finding = Finding(step="`up`", shown="all well", seconds=19.6)

    (table,) = page.told({"Plain": [finding]})

    assert table.splitlines() == [
        "Plain:",
        "",
        "| step | showed | seconds |",
        "| --- | --- | --- |",
        "| `up` | all well | 20 |",
    ]


def _well(run: object) -> str:
    return f"well {run}"


def _broken(run: object) -> str:
    raise AssertionError("amiss", run)
