"""How many repeats a crash may cost: what was in flight, and what was not yet committed.

A stage with a journal repeats at most one part: up to ``chunk_records`` input records that were
delivered and not yet in the journal. ``tag`` has none: it repeats what it delivered since its last
commit, so rate times commit interval, and one part.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from stream.config import Settings
from stream.models import Topic
from stream.stages.contract import Record
from tests.faults.log import Log, header, ours, place_of_mention

COMMIT_SECONDS: Final = 1.0
"""Longest that a commit itself takes on a busy machine, and the loop before it gets to it."""


def bounds(log: Log, settings: Settings, interruptions: Mapping[str, int]) -> int:
    """Give the repeats allowed on all topics, for so many interruptions of each stage."""
    log = ours(log)
    part = settings.chunk_records
    seconds = settings.commit_interval_seconds + COMMIT_SECONDS
    each = {
        "tag": part + _busiest_times(log[Topic.TAGGED], timedelta(seconds=seconds)),
        "dedupe": part + _busiest_mentions(log[Topic.MENTIONS], part),
        "window": part + _busiest_windows(log, part),
    }
    return sum(count * each[stage] for stage, count in interruptions.items())


def _busiest_times(records: Iterable[Record], span: timedelta) -> int:
    """Give the most records that were written within a span of time."""
    times = [record.timestamp.timestamp() for record in records]
    return _busiest(times, span.total_seconds())


def _busiest_mentions(mentions: Iterable[Record], part: int) -> int:
    """Give the most mentions that so many input offsets in a row led to."""
    return _busiest((place_of_mention(record)[0] for record in mentions), part)


def _busiest_windows(log: Log, part: int) -> int:
    """Give the most windows that so many mentions of a partition in a row changed."""
    lanes: dict[int, list[int]] = defaultdict(list)
    for mention in log[Topic.MENTIONS]:
        seq, index = place_of_mention(mention)
        lanes[mention.partition].append(seq << 16 | index)
    written: dict[int, set[str]] = defaultdict(set)
    for window in log[Topic.WINDOWS]:
        written[window.partition].add(header(window, "ce_id"))
    busiest = 0
    for partition, lane in lanes.items():
        inputs = sorted(set(lane))
        versions = (int(each.rpartition("@")[2]) for each in written[partition])
        ranks = (bisect_left(inputs, version) for version in versions)
        busiest = max(busiest, _busiest(ranks, part))
    return busiest


def _busiest(places: Iterable[float], span: float) -> int:
    """Give the most of these places that lie within a span."""
    line = sorted(places)
    counts = (bisect_right(line, place + span) - first for first, place in enumerate(line))
    return max(counts, default=0)
