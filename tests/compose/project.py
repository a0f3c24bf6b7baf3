"""Our compose file as a project of its own, so that nobody's demo is touched, and its containers.

Not here: what is done with it (``plain``, ``secure``), what its services tell (``watching``).
"""

import json
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
NAME: Final = "newsfeed-test"
PORTS: Final = (3000, 9090, 9092)
SECONDS: Final = 600
"""Far more than any command of Docker's takes here."""
SAID: Final = 2_000
"""Characters of what a failed command said that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a command ended: its exit code, and what it said, outputs and errors together."""

    code: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What the engine knows of a container of the project."""

    known: Mapping[str, Any]

    @property
    def service(self) -> str:
        """Give the service that it is a replica of."""
        return str(self.known["Config"]["Labels"]["com.docker.compose.service"])

    @property
    def running(self) -> bool:
        """Say whether it runs."""
        return bool(self.known["State"]["Running"])

    @property
    def well(self) -> bool:
        """Say whether its health check says so."""
        return bool(self.known["State"]["Health"]["Status"] == "healthy")

    @property
    def restarts(self) -> int:
        """Give how often the engine started it again."""
        return int(self.known["RestartCount"])

    def run(self, *command: str) -> Done:
        """Run a command in it."""
        return docker("exec", self.known["Id"], *command)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The project, with the settings of a file of variables or without."""

    environment: Path | None = None

    def compose(self, *arguments: str) -> str:
        """Run ``docker compose``, give its output. Raises ``AssertionError`` where it fails."""
        done = docker(*self._options(), *arguments)
        if done.code:
            raise AssertionError(f"{' '.join(arguments)}: {done.code}\n{done.said[-SAID:]}")
        return done.said

    def up(self, *arguments: str) -> None:
        """Start what does not run, and wait until all of it is well."""
        self.compose("up", "--wait", *arguments)

    def starting(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Begin to do the same, without waiting for the end of that."""
        return subprocess.Popen(
            ["docker", *self._options(), "up", "--wait", *arguments],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def once(self, service: str, *command: str, **variables: str) -> Done:
        """Run a command of our program in a new container of a service, and remove that."""
        given = [word for each in variables.items() for word in ("--env", "=".join(each))]
        return docker(*self._options(), "run", "--rm", "--no-deps", *given, service, *command)

    def containers(self, *services: str) -> Sequence[Container]:
        """Give the containers of these services, else of all, those that ended too."""
        found = self.compose("ps", "--all", "--quiet", *services).split()
        known = json.loads(docker("inspect", *found).said) if found else []
        return [Container(known=each) for each in known]

    def the(self, service: str) -> Container:
        """Give the one container of a service."""
        (container,) = self.containers(service)
        return container

    def _options(self) -> Sequence[str]:
        file = () if self.environment is None else ("--env-file", str(self.environment))
        return ("compose", "--project-name", NAME, "--ansi", "never", "--progress", "quiet", *file)


def docker(*arguments: str) -> Done:
    """Run ``docker``, and give how it ended."""
    done = subprocess.run(
        ["docker", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Done(code=done.returncode, said=done.stdout.strip())


@contextmanager
def project(environment: Path | None = None, *, keep: bool = False) -> Iterator[Project]:
    """Give the project from nothing, and leave nothing of it, unless it is to be kept."""
    made = Project(environment=environment)
    made.compose("down", "--volumes", "--remove-orphans")
    try:
        yield made
    finally:
        if not keep:
            made.compose("down", "--volumes", "--remove-orphans")


def missing() -> str:
    """Say why there is nothing to run containers with, or nothing."""
    try:
        engine = docker("version", "--format", "{{.Server.Version}}")
    except FileNotFoundError:
        return "no docker here"
    if engine.code:
        return f"no Docker engine answers at {os.environ.get('DOCKER_HOST', 'its usual place')}"
    plugin = docker("compose", "version", "--short")
    return "docker has no compose here" if plugin.code else ""


def taken() -> Sequence[int]:
    """Give the ports of the compose file that something else has."""
    return [port for port in PORTS if _is_taken(port)]


def _is_taken(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex(("127.0.0.1", port)) == 0
