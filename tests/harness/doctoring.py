"""``newsfeed doctor`` as a test asks it: by an environment, from within this process."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient

from stream.cli.doctor.examination import Request, examine
from stream.cli.doctor.findings import Checked, Finding, Verdict, exit_code
from stream.engine.topics import wait_for_broker
from tests.harness.site import Site
from tests.harness.waiting import eventually

SECONDS = 10.0
"""Longer than any answer here takes; what never answers is asked with less."""


class Diagnosis(dict[str, Checked]):
    """What each check said, by its name."""

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Give the checks that are neither fine nor skipped."""
        wrong = (Verdict.WARNING, Verdict.ERROR)
        return {name: each.verdict for name, each in self.items() if each.verdict in wrong}

    @property
    def exit_code(self) -> int:
        """Give what the command would end with."""
        return exit_code([*self.values()])

    def only(self, check: str) -> Finding:
        """Give the one finding of a check. Fails with all it said."""
        findings = self[check].findings
        assert len(findings) == 1, self[check]
        return findings[0]


def diagnosed(environment: Mapping[str, str], seconds: float = SECONDS, **asked: Any) -> Diagnosis:
    """Examine what these variables set."""
    request = Request(seconds=seconds, **{"most_lag": 10_000, **asked})
    results = asyncio.run(examine(environment, request))
    return Diagnosis((each.check, each) for each in results)


def topics_of(site: Site) -> set[str]:
    """Name the topics that there are."""
    return {*asyncio.run(wait_for_broker(site.settings))}


def drop(site: Site, *topics: str) -> None:
    """Delete topics, and wait until they are gone: brokers go on telling them for a while."""
    asyncio.run(_delete(site, topics))
    eventually(lambda: not topics_of(site) & {*topics}, f"no {', '.join(topics)}")


async def _delete(site: Site, topics: Sequence[str]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=list(site.settings.broker))
    await admin.start()
    try:
        await admin.delete_topics([*topics])
    finally:
        await admin.close()
