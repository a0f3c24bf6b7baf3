"""The corpus of hostile records on a real broker: each ends as it must, and no worker minds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle
from typing import Final

from confluent_kafka import Producer

from stream.models import Topic
from tests.faults.log import FOREIGN, Log, header
from tests.faults.stand import Stand
from tests.hostile.case import Case
from tests.hostile.cases import cases, foreign_cases

TEXT_BYTES: Final = 200_000
QUICK_TEXT_BYTES: Final = 10_000
"""Of the articles that repeat one thing; the tests of the stages take a whole MiB."""
MESSAGE_BYTES: Final = 4 << 20
Headers = list[tuple[str, str | bytes | None]]

MOST_HEADERS: Final = 10_000
"""Of more the reading client gives none at all; such records are the stages' tests'."""
FLUSH_SECONDS: Final = 60.0
CASE: Final = "case"
"""The header that names a case on the topics, here alone."""


def met(stand: Stand) -> None:
    """Publish what no stage wrote on the topics between, then every hostile record among news.

    What is foreign comes first: a mention with a place that was passed already is a repeat.
    """
    posts = stand.man_all()
    stand.until_ready()
    text_bytes = QUICK_TEXT_BYTES if stand.quick else TEXT_BYTES
    sent = {
        Topic.TAGGED: _readable(foreign_cases(Topic.TAGGED)),
        Topic.MENTIONS: _readable(foreign_cases(Topic.MENTIONS)),
        Topic.RAW: _readable(cases(text_bytes=text_bytes)),
    }
    for topic, stage in ((Topic.TAGGED, "dedupe"), (Topic.MENTIONS, "window")):
        _publish(stand, topic, sent[topic], [FOREIGN])
        stand.until_left(stage, 0)
    with stand.feeding(100):
        _publish(stand, Topic.RAW, sent[Topic.RAW])
        stand.until_left("tag", 0)
    stand.checks.append(partial(_ended, sent))
    stand.shown["hostile records"] = sum(map(len, sent.values()))
    stand.require(not any(post.codes for post in posts), "a worker left")


def _readable(hostile: Iterable[Case]) -> list[Case]:
    return [case for case in hostile if len(case.headers) <= MOST_HEADERS]


def _publish(
    stand: Stand,
    topic: Topic,
    hostile: Iterable[Case],
    marks: Sequence[tuple[str, bytes]] = (),
) -> None:
    """Publish records by another client than ours, spread over the partitions."""
    settings = {"bootstrap.servers": stand.site.settings.broker[0]}
    producer = Producer({**settings, "message.max.bytes": MESSAGE_BYTES})
    partitions = cycle(producer.list_topics(topic.value).topics[topic.value].partitions)
    for case, partition in zip(hostile, partitions, strict=False):
        headers: Headers = [*case.headers, *marks, (CASE, _named(topic, case).encode())]
        producer.produce(topic.value, case.value, case.key, partition, headers=headers)
    if producer.flush(FLUSH_SECONDS):
        raise TimeoutError(f"{topic}: not all hostile records were delivered")


def _ended(sent: Mapping[Topic, Iterable[Case]], log: Log) -> Iterator[str]:
    """Name each case that did not end as it must: taken, or rejected for its reason, whole."""
    rejected = {header(each, CASE): each for each in log[Topic.REJECTED]}
    for topic, hostile in sent.items():
        for case in hostile:
            found = rejected.get(_named(topic, case))
            reason = header(found, "newsfeed-reason") if found else None
            if reason != case.reason:
                yield f"{_named(topic, case)}: {reason} instead of {case.reason}"
            elif found and found.value != case.value:
                yield f"{_named(topic, case)}: other bytes than it came with"


def _named(topic: Topic, case: Case) -> str:
    return f"{topic}: {case.name}"
