"""What the image and the containers lack on purpose, seen from within."""

import json
from typing import Final

import stream
from tests.compose.project import Container, Project, docker

NO_TOOLS: Final = "for each in gcc cc uv uvx; do command -v $each; done; true"
IMAGE: Final = f"newsfeed:{stream.__version__}"
MEBIBYTE: Final = 1 << 20


def image() -> str:
    """Look at our image: its labels, its user, and that it has no tools to build with."""
    (known,) = json.loads(docker("image", "inspect", IMAGE).said)
    config = known["Config"]
    tools = docker("run", "--rm", "--entrypoint", "sh", IMAGE, "-c", NO_TOOLS)

    assert tools.said == ""
    assert config["User"] == "10001:10001"
    assert "/healthz/ready" in " ".join(config["Healthcheck"]["Test"])
    assert config["Labels"]["org.opencontainers.image.version"] == stream.__version__
    return f"{known['Size'] / MEBIBYTE:.0f} MiB, without compiler and uv"


def given_up(project: Project) -> str:
    """Look into every running container: no root, no capability, a root that is read-only."""
    running = [each for each in project.containers() if each.running]
    for container in running:
        held = _held(container)

        assert held["Uid"] != "0", container.service
        assert int(held["CapEff"], 16) == int(held["CapBnd"], 16) == 0, container.service
        assert held["NoNewPrivs"] == "1", container.service
        assert _mounts(container)["/"] == "ro", container.service
        assert container.known["HostConfig"]["Memory"] > 0, container.service
        assert container.known["HostConfig"]["PidsLimit"] > 0, container.service
    return f"{len(running)} containers: no root, no capabilities, no new privileges, read-only"


def _mounts(container: Container) -> dict[str, str]:
    """Read what its first process has mounted where, to read (``ro``) or to write (``rw``)."""
    lines = (line.split() for line in container.run("cat", "/proc/1/mounts").said.splitlines())
    return {place: options.split(",")[0] for _, place, _, options, *_ in lines}


def _held(container: Container) -> dict[str, str]:
    """Read what the kernel knows of the first process: its user and its rights."""
    lines = container.run("cat", "/proc/1/status").said.splitlines()
    told = (line.partition(":") for line in lines)
    return {name: values.split()[0] for name, _, values in told if values.split()}
