"""What each target begins with: the hostile corpus, and sound records of its topic."""

from collections.abc import Iterator, Sequence

from stream.models import Topic
from stream.stages.contract import Record
from tests.fuzz.targets import HEADER, RECORD
from tests.hostile.cases import cases, foreign_cases
from tests.stages.dedupe.examples import records as tagged
from tests.stages.tag.examples import tag_examples
from tests.stages.window.examples import records as mentions

LONGEST = 1 << 13
"""Bytes of a seed, at most: the fuzzer learns from many short inputs, not from a few long ones."""


def seeds_of(target: str) -> list[bytes]:
    """Give the seeds of a target, each once, none longer than ``LONGEST``."""
    seeds = dict.fromkeys(_seeds(target))
    return [seed for seed in seeds if len(seed) <= LONGEST]


def _seeds(target: str) -> Iterator[bytes]:
    if target == "dedupe":
        yield from _rows([_signed(each) for each in tagged()])
        yield from (case.value or b"" for case in foreign_cases(Topic.TAGGED))
    elif target == "window":
        yield from _rows([each.value or b"" for each in mentions()])
        yield from (case.value or b"" for case in foreign_cases(Topic.MENTIONS))
    else:
        yield from (value for each in tagged() for _, value in each.headers)
        yield from (each.value or b"" for each in tag_examples())
        yield from (case.value or b"" for case in cases(text_bytes=LONGEST))


def _signed(record: Record) -> bytes:
    packed = b"".join(value for _, value in record.headers)
    return (record.value or b"") + (HEADER + packed if packed else b"")


def _rows(values: Sequence[bytes]) -> Iterator[bytes]:
    """Give records alone, and a few in a row, so that what comes later has a past."""
    yield from values
    for at in range(len(values)):
        yield RECORD.join(values[at : at + 4])
