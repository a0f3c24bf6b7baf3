"""Fetches Apache Kafka's jars through Maven, once a machine, by name and version."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

KAFKA_VERSION: Final = "4.3.1"
DONE: Final = "complete"

_POM: Final = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>newsfeed</groupId><artifactId>kafka</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
    <version>{version}</version>
  </dependency></dependencies>
</project>
"""


class KafkaMissing(Exception):
    """The jars could not be had; says what to do."""


def kafka_classpath() -> str:
    """Give the class path of the jars, fetched if they are not there yet: by one process at a time.

    Raises ``KafkaMissing``.
    """
    home = cache_home() / f"kafka-{KAFKA_VERSION}"
    if not (home / DONE).exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        with home.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (home / DONE).exists():
                _fetch(home)
    return f"{home}/*"


def cache_home() -> Path:
    """Give the folder for what can be fetched again."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "newsfeed"


def _fetch(home: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaMissing("Maven is not installed, and Apache Kafka's jars come through it")
    shutil.rmtree(home, ignore_errors=True)  # what was cut off in the middle is never mended
    home.mkdir()
    with tempfile.TemporaryDirectory() as project:
        (Path(project) / "pom.xml").write_text(_POM.format(version=KAFKA_VERSION))
        command = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={home}"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        raise KafkaMissing(f"Maven could not fetch Apache Kafka:\n{done.stdout[-2_000:]}")
    (home / DONE).touch()
