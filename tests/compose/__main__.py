"""``make compose-test``: ``docker compose up`` for real, with what an operator does to it.

About ten minutes. Without a Docker engine one line says that nothing was run.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from stream.metrics import STAGES
from tests.compose import page
from tests.compose.demo import BROKER, Demo
from tests.compose.plain import PLAIN
from tests.compose.project import Project, missing, project, taken
from tests.compose.secure import FILE, SECURE
from tests.compose.steps import Finding, Story
from tests.harness.site import site

STORIES: Final[Mapping[str, tuple[Story[Demo], Path | None]]] = {
    "plain": (PLAIN, None),
    "secure": (SECURE, FILE),
}
LINES: Final = "20"
"""Of each worker's log that are shown when a step fails."""


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, or say why not. Raises ``AssertionError`` where a step fails."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.publish and asked.only:
        parser.error("--publish goes with a whole run: no --only")
    if lacking := missing():
        print(f"compose: not run: {lacking}")
        return 0
    if ports := taken():
        print(f"compose: not run: something else has the ports {', '.join(map(str, ports))}")
        return 1
    stories = [STORIES[name] for name in asked.only or STORIES]
    found = {story.title: list(run(story, file, keep=asked.keep)) for story, file in stories}
    if asked.publish:
        page.publish(found)
    return 0


def run(story: Story[Demo], environment: Path | None, *, keep: bool) -> Iterator[Finding]:
    """Go through a story from nothing; show the workers' logs where it ends too soon."""
    print(f"compose: {story.title}", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="newsfeed-compose-") as directory,
        project(environment, keep=keep) as running,
        site(BROKER, Path(directory)) as outside,
    ):
        try:
            for finding in story.told(Demo(project=running, site=outside)):
                print(f"compose: {finding}", flush=True)
                yield finding
        except AssertionError:
            _show_logs(running)
            raise


def _show_logs(running: Project) -> None:
    logs = running.compose("logs", "--tail", LINES, "replay", *STAGES)
    print(running.compose("ps", "--all"), logs, sep="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.compose", description=__doc__)
    parser.add_argument("--only", choices=STORIES, action="append", help="one of the two alone")
    parser.add_argument("--keep", action="store_true", help="leave it running at the end")
    parser.add_argument("--publish", action="store_true", help="write it into docs/containers.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
