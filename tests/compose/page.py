"""The tables in ``docs/containers.md``: what the last published run showed, and of which images."""

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from deploy.docs.parts import filled, table
from tests.compose.hardening import IMAGE
from tests.compose.project import ROOT, docker
from tests.compose.steps import Finding

DOCUMENT: Final = ROOT / "docs" / "containers.md"
WHAT: Final = "newsfeed.standin.what"
"""The label by which an image that is not the published one says what it is."""


def publish(found: Mapping[str, Sequence[Finding]]) -> None:
    """Put what was found into the document."""
    parts = {"run": "\n\n".join([surroundings(), *told(found)])}
    DOCUMENT.write_text(filled(DOCUMENT.read_text("utf-8"), parts), "utf-8")
    print(f"compose: wrote {DOCUMENT.relative_to(ROOT)}")


def told(found: Mapping[str, Sequence[Finding]]) -> Iterator[str]:
    """Give a table for each story."""
    for title, findings in found.items():
        rows = ((each.step, each.shown, f"{each.seconds:.0f}") for each in findings)
        yield f"{title}:\n\n{table(('step', 'showed', 'seconds'), rows)}"


def surroundings() -> str:
    """Tell on what it was run."""
    version = docker("version", "--format", "{{.Server.Version}}").said
    compose = docker("compose", "version", "--short").said
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), Docker Engine {version}, "
        f"Compose {compose}.\n\n{table(('image', 'was'), images())}"
    )


def images() -> Iterator[tuple[str, str]]:
    """Tell of each image whether it is the published one: only that has a digest of a registry."""
    names = docker("compose", "config", "--images").said.split()
    for name in sorted({*names} - {IMAGE}):
        (known,) = json.loads(docker("image", "inspect", name).said)
        labels = known["Config"]["Labels"] or {}
        made_here = f"not the published one: {labels.get(WHAT, 'made on that machine')}"
        yield f"`{name}`", "the published one" if known["RepoDigests"] else made_here
