"""The jars are fetched once, by whoever comes first, and never taken half."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from stream.engine.kafka_jars import DONE, KAFKA_VERSION

MAVEN = """#!/bin/sh
echo called >> "$CALLS"
for option; do case $option in -DoutputDirectory=*) home=${option#*=} ;; esac; done
ls "$home" >> "$CALLS"
echo jar > "$home/kafka.jar"
exit $CODE
"""
ASK = "from stream.engine.kafka_jars import kafka_classpath; print(kafka_classpath())"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Put a Maven in the way that notes what it found where it was to write."""
    maven = tmp_path / "bin" / "mvn"
    maven.parent.mkdir()
    maven.write_text(MAVEN)
    maven.chmod(0o755)
    return tmp_path / "calls"


def ask(calls: Path, times: int = 1, code: int = 0) -> Sequence[tuple[int, str]]:
    """Have so many processes ask at once; give how each ended and what it said last."""
    env = {
        **os.environ,
        "PATH": f"{calls.parent}/bin:{os.environ['PATH']}",
        "XDG_CACHE_HOME": str(calls.parent / "cache"),
        "CALLS": str(calls),
        "CODE": str(code),
    }
    command = [sys.executable, "-c", ASK]
    asking = [
        subprocess.Popen(command, env=env, text=True, stdout=PIPE, stderr=STDOUT)
        for _ in range(times)
    ]
    said = [each.communicate()[0] for each in asking]
    return [(each.returncode, text) for each, text in zip(asking, said, strict=True)]


def home(calls: Path) -> Path:
    """Give where the jars are kept."""
    return calls.parent / "cache" / "newsfeed" / f"kafka-{KAFKA_VERSION}"


def test_many_who_ask_at_once_fetch_once(calls: Path) -> None:
    """The others wait for the first one's."""
    assert ask(calls, times=6) == [(0, f"{home(calls)}/*\n")] * 6
    assert calls.read_text() == "called\n"


def test_what_was_cut_off_is_fetched_anew(calls: Path) -> None:
    """Maven would leave half a jar as it is."""
    home(calls).mkdir(parents=True)
    (home(calls) / "half.jar").write_text("ha")
    assert ask(calls)[0][0] == 0
    assert calls.read_text() == "called\n"
    assert sorted(each.name for each in home(calls).iterdir()) == [DONE, "kafka.jar"]


def test_a_fetch_that_failed_is_told_and_tried_again(calls: Path) -> None:
    """Nothing of it stands in the way."""
    code, text = ask(calls, code=1)[0]
    assert code == 1
    assert "KafkaMissing: Maven could not fetch Apache Kafka" in text
    assert ask(calls)[0][0] == 0
