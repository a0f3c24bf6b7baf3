"""What is fuzzed, one function an entry: any bytes in, and only what is promised may happen.

Each takes bytes and returns nothing; whatever it raises is a finding. Not here: what drives them
(``__main__``, ``test_fuzz_targets``).
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

import orjson

from stream import codec
from stream.engine.outputs import size_of
from stream.engine.part import Decider, Limits, Part
from stream.engine.plan import StageSpec
from stream.models import Rejected, Topic
from stream.stages.contract import Output, Record, Stage
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.text import LONGEST, Fingerprint, fingerprint
from stream.stages.window import WindowSettings, WindowStage
from tests.stages.tag.examples import NOON, tag_stage

HEADER: Final = b"\x1f"
"""Between a record's value and its signature in the input of ``dedupe``: no JSON holds it."""
RECORD: Final = b"\x1e"
"""Between records."""

_LATER: Final = {"internal", "future", "too_late"}
"""Reasons that are the stages' and the engine's to give."""
_LIMITS: Final = Limits(records=1, fact_bytes=512 << 10, message_bytes=4 << 20)
_TAGGER: Final = tag_stage()


def codec_articles(data: bytes) -> None:
    """Read an article: it reads the same again, or has a reason."""
    try:
        article = codec.decode_article(data)
    except Rejected as refused:
        if refused.reason in _LATER:
            raise
        return
    assert codec.decode_article(codec.encode(article)) == article
    codec.decode_received_at(data)


def codec_headers(data: bytes) -> None:
    """Read a signature: it packs to the same bytes, or is none; any text has one."""
    with suppress(ValueError):
        assert Fingerprint.unpack(data).pack() == data
    packed = fingerprint(*data.decode(errors="replace").partition("\n")[::2])
    assert len(packed) <= LONGEST
    assert Fingerprint.unpack(packed).pack() == packed


def tag(data: bytes) -> None:
    """Tag an article; what was tagged is a record that ``dedupe`` reads."""
    part = _decided("tag", Topic.RAW, _TAGGER, Record(0, 0, NOON, None, data))
    for output in part.outputs:
        if output.topic is Topic.TAGGED:
            tagged = codec.decode_tagged(output.value or b"")
            assert all(0 <= each.relevance <= 1 for each in tagged.tags)


def dedupe(data: bytes) -> None:
    """Decide records of news.tagged, with or without a signature."""
    policy = DedupeSettings(raw_partitions=2, max_articles=8, max_identities=16)
    stage, restored = DedupeStage(policy), DedupeStage(policy)
    for at, each in enumerate(data.split(RECORD)):
        value, _, packed = each.partition(HEADER)
        headers = [("newsfeed-signature", packed)] if packed else []
        record = Record(0, at, NOON, None, value, headers)
        part = _decided("dedupe", Topic.TAGGED, stage, record)
        restored.restore(part.facts)
    assert restored.status() == stage.status()
    assert restored.expired() == stage.expired()


def window(data: bytes) -> None:
    """Count records of news.mentions."""
    stage, restored = WindowStage(WindowSettings()), WindowStage(WindowSettings())
    for at, value in enumerate(data.split(RECORD)):
        part = _decided("window", Topic.MENTIONS, stage, Record(0, at, NOON, None, value))
        restored.restore(part.facts)
    assert restored.status() == stage.status()
    assert restored.expired() == stage.expired()


def _decided(name: str, topic: Topic, stage: Stage, record: Record) -> Part:
    """Let a stage decide as in a worker. Raises ``Condemned`` for a bug."""
    part = _decider(name, topic).decide(stage, [record], {})
    assert "internal" not in part.reasons
    assert len(part.steps) == 1
    for output in part.outputs:
        _check(output)
    return part


def _check(output: Output) -> None:
    """See that an output can be sent and, but for what came from strangers, be read."""
    assert size_of(output) <= _LIMITS.message_bytes
    if output.topic is not Topic.REJECTED and output.value is not None:
        assert isinstance(orjson.loads(output.value), dict)


def _decider(name: str, topic: Topic) -> Decider:
    def make(_partition: int) -> Stage:
        raise NotImplementedError

    spec = StageSpec(
        name=name,
        input=topic,
        outputs=(),
        group=name,
        journal=False,
        make=make,
        part_records=_LIMITS.records,
    )
    return Decider(spec, _LIMITS)


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = MappingProxyType(
    {
        "codec": codec_articles,
        "headers": codec_headers,
        "tag": tag,
        "dedupe": dedupe,
        "window": window,
    }
)
"""By the name that ``make fuzz`` knows them by."""
