"""How many repeats a crash may cost: what was in flight, and what was not yet committed.

A stage with a journal repeats at most one part: up to its ``part_records`` input records that were
delivered and not yet in the journal. ``tag`` has none: it repeats what it delivered since its last
commit, so rate times commit interval, and one part.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from stream.config import Settings
from stream.engine.outputs import key_hash
from stream.models import Topic
from stream.pipeline import stages
from stream.stages.contract import Record
from tests.faults.log import Log, header, ours, place_of_mention

COMMIT_SECONDS: Final = 1.0
"""Longest that a commit itself takes on a busy machine, and the loop before it gets to it."""

Place = tuple[int, int]
"""A partition and an offset in it."""


def bounds(log: Log, settings: Settings, interruptions: Mapping[str, int]) -> int:
    """Give the repeats allowed on all topics, for so many interruptions of each stage."""
    log = ours(log)
    part = part_records(settings)
    each = {
        "tag": part["tag"] + _uncommitted(log[Topic.TAGGED], settings),
        "dedupe": part["dedupe"] + _busiest_mentions(log[Topic.MENTIONS], part["dedupe"]),
        "window": part["window"] + _busiest_windows(log, settings),
    }
    return sum(count * each[stage] for stage, count in interruptions.items())


def needed(log: Log, settings: Settings) -> Mapping[str, int]:
    """Give the fewest interruptions of each stage that explain what was repeated.

    Sharper than a number of records: one part may close ten thousand windows, another none.
    """
    log = ours(log)
    part = part_records(settings)
    return {
        "tag": max(_interruptions_of_tag(log[Topic.TAGGED], settings), default=0),
        "dedupe": _parts(_repeated_by_dedupe(log), part["dedupe"]),
        "window": _parts(_repeated_by_window(log, settings), part["window"]),
    }


def part_records(settings: Settings) -> Mapping[str, int]:
    """Give the most records of one part, by stage."""
    return {spec.name: spec.part_records for spec in stages(settings)}


def _interruptions_of_tag(tagged: Iterable[Record], settings: Settings) -> Iterator[int]:
    """Give for each raw partition how many interruptions its repeats take.

    One worker's end may repeat a stretch of every partition it had, so the most of them counts.
    """
    lanes: dict[int, list[tuple[int, Record]]] = defaultdict(list)
    for record in tagged:
        if record.key:
            partition, offset = map(int, header(record, "newsfeed-origin").split(":"))
            lanes[partition].append((offset, record))
    for lane in lanes.values():
        ranks = {offset: rank for rank, offset in enumerate(sorted({place for place, _ in lane}))}
        stretch = part_records(settings)["tag"] + _uncommitted((each for _, each in lane), settings)
        results = ((header(each, "ce_id"), (0, ranks[offset])) for offset, each in lane)
        yield _parts(results, stretch)


def _repeated_by_dedupe(log: Log) -> Iterator[tuple[str, Place]]:
    """Give each result with the place of the input record that it came of."""
    places: dict[str, Place] = {}
    for record in log[Topic.TAGGED]:
        places.setdefault(header(record, "newsfeed-origin"), (0, record.offset))
    for topic in (Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS):
        for record in log[topic]:
            identity = f"{topic} {record.partition} {header(record, 'ce_id')}"
            if (place := places.get(header(record, "newsfeed-origin"))) is not None:
                yield identity, place


def _repeated_by_window(log: Log, settings: Settings) -> Iterator[tuple[str, Place]]:
    """Give each state of a window with the place of the mention or mark that made it."""
    places: dict[tuple[int, int], Place] = {}
    for record in log[Topic.MENTIONS]:
        there = record.partition, record.offset
        places.setdefault((record.partition, _version_of_mention(record)), there)
    for record in log[Topic.WINDOWS]:
        if (place := places.get((_lane(record, settings), _version(record)))) is not None:
            yield header(record, "ce_id"), place


def _parts(results: Iterable[tuple[str, Place]], part: int) -> int:
    """Count the parts it takes to cover all repeats, each record of a part once."""
    counts: Counter[str] = Counter()
    over: dict[Place, int] = defaultdict(int)
    for identity, place in results:
        counts[identity] += 1
        over[place] = max(over[place], counts[identity] - 1)
    taken = 0
    running: list[tuple[Place, int]] = []
    for (partition, offset), repeats in sorted(over.items()):
        running = [
            ((lane, start), count)
            for (lane, start), count in running
            if lane == partition and offset < start + part
        ]
        more = repeats - sum(count for _, count in running)
        if more > 0:
            taken += more
            running.append(((partition, offset), more))
    return taken


def _uncommitted(tagged: Iterable[Record], settings: Settings) -> int:
    """Give the most records that a tagger wrote within the time from commit to commit."""
    times = (record.timestamp.timestamp() for record in tagged)
    return _busiest(times, settings.commit_interval_seconds + COMMIT_SECONDS)


def _busiest_mentions(mentions: Iterable[Record], part: int) -> int:
    """Give the most mentions that so many input offsets in a row led to."""
    return _busiest((place_of_mention(record)[0] for record in mentions), part)


def _busiest_windows(log: Log, settings: Settings) -> int:
    """Give the most windows that so many mentions of a partition in a row changed."""
    lanes: dict[int, set[int]] = defaultdict(set)
    for mention in log[Topic.MENTIONS]:
        lanes[mention.partition].add(_version_of_mention(mention))
    written: dict[int, dict[str, int]] = defaultdict(dict)
    for window in log[Topic.WINDOWS]:
        written[_lane(window, settings)][header(window, "ce_id")] = _version(window)
    busiest = 0
    for lane, versions in lanes.items():
        inputs = sorted(versions)
        ranks = [bisect_left(inputs, version) for version in written[lane].values()]
        busiest = max(busiest, _busiest(ranks, part_records(settings)["window"]))
    return busiest


def _lane(window: Record, settings: Settings) -> int:
    """Give the partition of ``news.mentions`` that a window is made of: that of its ticker."""
    ticker = (window.key or b"").partition(b"|")[0]
    return key_hash(ticker) % settings.partitions


def _version(window: Record) -> int:
    return int(header(window, "ce_id").rpartition("@")[2])


def _version_of_mention(mention: Record) -> int:
    seq, index = place_of_mention(mention)
    return seq << 16 | index


def _busiest(places: Iterable[float], span: float) -> int:
    """Give the most of these places that lie within a span."""
    line = sorted(places)
    counts = (bisect_right(line, place + span) - first for first, place in enumerate(line))
    return max(counts, default=0)
