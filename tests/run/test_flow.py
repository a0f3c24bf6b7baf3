"""The stages in memory: who gets what, in which order, how a feed is closed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from stream import codec
from stream.models import Article, Rejected, Tagged, Topic
from stream.run import Stages, raw_partitions, run, run_tagged
from stream.stages.contract import Count, Fact, Output, Record, Status, Step, origin

NOW = datetime.fromisoformat("2025-03-01T00:00:00Z")


@dataclass
class Fake:
    """A stage that does what it is told, and keeps what it was given."""

    decide: Callable[[Record], Sequence[Output]]
    seen: list[Record] = field(default_factory=list)
    chunks: list[int] = field(default_factory=list)

    def apply(self, record: Record) -> Step:
        outputs = self.decide(record)
        self.seen.append(record)
        return Step("done", outputs)

    def outputs(self) -> Sequence[Output]:
        self.chunks.append(len(self.seen))
        return [Output(Topic.WINDOWS, None, b"gathered", ())] if self.seen else []

    def gathered(self) -> Sequence[Count]:
        return ()

    def restore(self, facts: Iterable[Fact]) -> None:
        assert list(facts) == [], "a run has no journal"

    def expired(self) -> int:
        return 0

    def slim(self, fact: Fact) -> Fact:
        return fact

    def status(self) -> Status:
        return Status()


def tagged(record: Record) -> Sequence[Output]:
    """Tag nothing; a broken record is rejected."""
    article = codec.decode_article(record.value)
    value = Tagged(
        article=article,
        origin=origin(record),
        received_at=record.timestamp,
        model="fake",
        tags=(),
    )
    return [Output(Topic.TAGGED, article.id.encode(), codec.encode(value), [("h", b"1")])]


def unique_and_mention(record: Record) -> Sequence[Output]:
    """Call everything unique, and mention it."""
    return [
        Output(Topic.UNIQUE, record.key, record.value, ()),
        Output(Topic.MENTIONS, record.key, f"mention {record.offset}".encode(), ()),
    ]


def nothing(_: Record) -> Sequence[Output]:
    """Give nothing for a record."""
    return []


@dataclass
class Fakes:
    """Three fake stages, the ones a run was given."""

    tag: Fake = field(default_factory=lambda: Fake(tagged))
    dedupe: Fake = field(default_factory=lambda: Fake(unique_and_mention))
    window: Fake = field(default_factory=lambda: Fake(nothing))

    def stages(self) -> Stages:
        return Stages(tag=lambda: self.tag, dedupe=lambda: self.dedupe, window=lambda: self.window)


def article(number: int, time: str = "2025-02-10T14:00:00Z") -> bytes:
    """Give a raw article ``a<number>``."""
    return codec.encode({"id": f"a{number}", "body": "text", "published_at": time})


def heartbeats(records: Iterable[Record]) -> Iterator[Article]:
    """Give the heartbeats among raw records."""
    articles = (codec.decode_article(record.value) for record in records if record.value != b"{")
    return (article for article in articles if article.action == "heartbeat")


def test_each_stage_reads_what_the_one_before_wrote() -> None:
    """In order, with keys and headers; offsets count from nought in every log."""
    fakes = Fakes()

    list(run([(0, article(0)), (4, article(1))], fakes.stages(), now=NOW, closing=None))

    assert [(each.partition, each.offset, each.key) for each in fakes.tag.seen] == [
        (0, 0, None),
        (0, 4, None),
    ]
    assert [(each.offset, each.key, each.headers) for each in fakes.dedupe.seen] == [
        (0, b"a0", [("h", b"1")]),
        (1, b"a1", [("h", b"1")]),
    ]
    assert [(each.offset, each.value) for each in fakes.window.seen] == [
        (0, b"mention 0"),
        (1, b"mention 1"),
    ]


def test_all_that_is_put_out_is_given() -> None:
    """What a record makes and what a stage gathered over a chunk, topic by topic in order."""
    fakes = Fakes()

    outputs = list(run([(0, article(0))], fakes.stages(), now=NOW, closing=None))

    assert [output.topic for output in outputs if output.value != b"gathered"] == [
        Topic.TAGGED,
        Topic.UNIQUE,
        Topic.MENTIONS,
    ]
    assert [output.value for output in outputs].count(b"gathered") == 3


def test_a_stage_is_asked_what_it_gathered_after_each_chunk() -> None:
    """Five records in chunks of two: after 2, 4 and 5."""
    fakes = Fakes()

    list(
        run(
            ((number, article(number)) for number in range(5)),
            fakes.stages(),
            now=NOW,
            chunk=2,
            closing=None,
        )
    )

    assert fakes.tag.chunks == fakes.dedupe.chunks == fakes.window.chunks == [2, 4, 5]


def test_bad_input_is_rejected_and_the_flow_goes_on() -> None:
    """The bytes leave as they came, with reason, stage and origin in headers."""
    fakes = Fakes()

    lines = [(0, b"{broken"), (1, article(1))]
    outputs = list(run(lines, fakes.stages(), now=NOW, closing=None))

    [rejected] = [output for output in outputs if output.topic == Topic.REJECTED]
    headers = dict(rejected.headers)
    assert rejected.value == b"{broken"
    assert headers["newsfeed-reason"] == b"not_json"
    assert headers["newsfeed-stage"] == b"tag"
    assert headers["newsfeed-origin"] == b"0:0"
    assert [each.key for each in fakes.dedupe.seen] == [b"a1"]


def test_any_stage_may_reject() -> None:
    """Here the window rejects what came too late."""

    def too_late(_: Record) -> Sequence[Output]:
        raise Rejected("too_late", "8 days")

    fakes = Fakes(window=Fake(too_late))

    outputs = list(run([(0, article(0))], fakes.stages(), now=NOW, closing=None))

    [rejected] = [output for output in outputs if output.topic == Topic.REJECTED]
    assert rejected.value == b"mention 0"
    assert dict(rejected.headers)["newsfeed-stage"] == b"window"


def test_a_bug_of_ours_is_not_hidden() -> None:
    """Whatever is not a rejection ends the run."""

    def bug(_: Record) -> Sequence[Output]:
        raise ZeroDivisionError

    fakes = Fakes(dedupe=Fake(bug))

    with pytest.raises(ZeroDivisionError):
        list(run([(0, article(0))], fakes.stages(), now=NOW))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "2025-03-01T00:00:00Z"),
        ({"received_at": "2025-02-10T15:00:00+01:00"}, "2025-02-10T14:00:00Z"),
        ({"received_at": "yesterday"}, "2025-03-01T00:00:00Z"),
        ({"received_at": 7}, "2025-03-01T00:00:00Z"),
        ({"received_at": None}, "2025-03-01T00:00:00Z"),
        ({"note": "received_at"}, "2025-03-01T00:00:00Z"),
    ],
)
def test_a_record_was_received_when_it_says(given: dict[str, object], expected: str) -> None:
    """Else now; a ``received_at`` that is no time is as good as none."""
    fakes = Fakes()

    lines = [(0, codec.extend(article(0), given) if given else article(0))]
    list(run(lines, fakes.stages(), now=NOW, closing=None))

    assert codec.rfc3339(fakes.tag.seen[0].timestamp) == expected


def test_a_run_closes_its_feed_as_a_replay_does() -> None:
    """A heartbeat on the next line, at the end of the newest article's day and 15 minutes."""
    fakes = Fakes()

    lines = [(0, article(0)), (3, article(1, "2025-02-11T23:59:59Z")), (7, b"{")]
    list(run(lines, fakes.stages(), now=NOW))

    [heartbeat] = heartbeats(fakes.tag.seen)
    assert codec.rfc3339(heartbeat.published_at) == "2025-02-12T00:15:00Z"
    assert fakes.tag.seen[-1].offset == 8
    assert fakes.tag.seen[-1].timestamp == NOW


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ("0001-01-01", "0001-01-02T00:15:00Z"),
        ("1969-12-31", "1970-01-01T00:15:00Z"),
        ("1970-01-01", "1970-01-02T00:15:00Z"),
        ("9999-12-31", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_a_feed_of_any_day_of_the_calendar_is_closed(day: str, closed: str) -> None:
    """The last day of all has no end: its feed is closed as far as time can go."""
    fakes = Fakes()
    now = datetime.max.replace(tzinfo=UTC)

    list(run([(0, article(0, f"{day}T00:00:00Z"))], fakes.stages(), now=now))

    [heartbeat] = heartbeats(fakes.tag.seen)
    assert codec.rfc3339(heartbeat.published_at) == closed


def test_the_present_is_not_closed() -> None:
    """The heartbeat is never dated after the newest reception: today's windows stay open."""
    fakes = Fakes()
    now = datetime.fromisoformat("2025-02-10T14:30:00Z")

    list(run([(0, article(0, "2025-02-10T20:00:00Z"))], fakes.stages(), now=now))

    [heartbeat] = heartbeats(fakes.tag.seen)
    assert codec.rfc3339(heartbeat.published_at) == "2025-02-10T14:30:00Z"


def test_nothing_in_closes_nothing() -> None:
    """No article, no time: no heartbeat."""
    fakes = Fakes()

    assert list(run([], fakes.stages(), now=NOW)) == []
    assert [output.topic for output in run([(0, b"{")], fakes.stages(), now=NOW)] == [
        Topic.REJECTED
    ]


def test_a_log_of_tagged_records_runs_from_there() -> None:
    """The log itself is given too; offsets are those of the lines; no heartbeat is added."""
    fakes = Fakes()

    lines = [(0, b'{"first":1}'), (2, b'{"second":1}')]
    outputs = list(run_tagged(lines, fakes.stages(), now=NOW))

    assert [each.offset for each in fakes.dedupe.seen] == [0, 2]
    assert fakes.tag.seen == []
    assert [output.value for output in outputs if output.topic == Topic.TAGGED] == [
        b'{"first":1}',
        b'{"second":1}',
    ]


def test_a_log_tells_how_many_raw_partitions_it_comes_from() -> None:
    """By its origins, those of idle records too; what is no record of the log says nothing."""
    fakes = Fakes()
    outputs = run([(5, article(0, "2025-02-10T14:00:00Z"))], fakes.stages(), now=NOW, closing=None)
    log = [output.value or b"" for output in outputs if output.topic == Topic.TAGGED]

    assert raw_partitions([]) == 1
    assert raw_partitions(log) == 1
    assert raw_partitions([*log, b"{broken", b'{"origin":"3:7","idle":true}']) == 4


def test_lines_are_read_a_chunk_at_a_time() -> None:
    """Memory holds a chunk, however long the feed."""
    lines = ((number, article(number)) for number in range(100))

    next(run(lines, Fakes().stages(), now=NOW, chunk=10))

    assert next(lines)[0] == 10
