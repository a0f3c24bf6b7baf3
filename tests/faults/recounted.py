"""Three days of news while window workers are killed, come and go; then all is counted anew.

The recount knows nothing of the stages (``tests.harness.recounting``), so it holds what the oracle
and the workers have in common to its word too. Not here: how the news is made (``days``).
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from signal import SIGKILL
from typing import Final

from stream.engine.publisher import Publisher
from stream.models import Topic
from stream.stages.contract import Record
from tests.faults.groups import change
from tests.faults.log import Log, header
from tests.faults.stand import Stand
from tests.harness.days import END, Item, three_days
from tests.harness.recounting import Fields, Recount, differences

ARTICLES: Final = 50_000
PARTS: Final = 200
"""The news is sent in so many parts, half a second apart."""
PART_SECONDS: Final = 0.5
KILLS: Final = 30
CHANGES: Final = 50
"""Half of them add a worker, a quarter is in good order, a quarter is a kill."""
NAMED: Final = 3
"""Differences that a row names, of however many."""


def killed(stand: Stand) -> None:
    """Kill the window worker (-9) at drawn moments, for as long as news comes."""
    *_, window = stand.man_all()
    _through(stand, KILLS, window.kill)


def changed(stand: Stand) -> None:
    """Add a window worker, remove one in good order or by a kill: one to three are there."""
    for stage in ("tag", "dedupe", "window"):
        stand.man(stage)
    _through(stand, CHANGES, partial(change, stand, "window"))


def amiss(log: Log) -> Iterator[str]:
    """Name windows that are not as the mentions have it, or whose last version was not last."""
    right = _recounted(log[Topic.MENTIONS])
    written_last = {record.key: record for record in log[Topic.WINDOWS]}
    highest = {record.key: record for record in sorted(log[Topic.WINDOWS], key=_version)}
    for versions in (written_last, highest):
        told = {(record.key or b"").decode(): _value(record) for record in versions.values()}
        yield from islice(differences(told, right), NAMED)


def _recounted(mentions: Sequence[Record]) -> dict[str, Fields | None]:
    """Recount each partition's windows by themselves: a ticker is in one of them."""
    recounts: dict[int, Recount] = defaultdict(Recount)
    for record in mentions:
        recounts[record.partition].read(_value(record) or {})
    return {key: each for recount in recounts.values() for key, each in recount.windows().items()}


def _checked(stand: Stand, log: Log) -> Iterator[str]:
    stand.shown["windows recounted"] = len({record.key for record in log[Topic.WINDOWS]})
    return amiss(log)


def _through(stand: Stand, times: int, strike: Callable[[], object]) -> None:
    """Send three days of news part by part, and strike between parts that are drawn."""
    items = three_days(ARTICLES, stand.seed)
    each = ARTICLES // PARTS
    struck = frozenset(stand.draw.sample(range(PARTS), times))
    stand.newest = END
    stand.checks.append(partial(_checked, stand))
    stand.until_ready()
    for part in range(PARTS):
        _send(stand, list(islice(items, each)))
        stand.let_pass(PART_SECONDS)
        if part in struck:
            strike()
    _send(stand, list(items))
    stand.let_pass(0)
    left = [post.codes for post in stand.posts if post.stage == "window"]
    stand.shown["kills"] = sum(codes[-SIGKILL] for codes in left)
    stand.shown["leaves"] = sum(codes[0] for codes in left)


def _send(stand: Stand, items: Sequence[Item]) -> None:
    """Publish in this order in every partition; heartbeats to each of them."""

    async def send() -> int:
        sent = 0
        async with Publisher(stand.site.settings) as publisher:
            every = range(stand.site.settings.raw_partitions)
            for item in items:
                for partition in every if item.key is None else [None]:
                    sent += 1
                    await publisher.publish(Topic.RAW, item.key, item.value, partition=partition)
        return sent

    stand.sent += asyncio.run(send())


def _version(record: Record) -> int:
    return int(header(record, "ce_id").rpartition("@")[2])


def _value(record: Record) -> Fields | None:
    value: Fields | None = json.loads(record.value) if record.value else None
    return value
