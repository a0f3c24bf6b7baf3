"""Whole lists of our inputs travel as one; everything else goes through Faust as ever."""

from collections.abc import Mapping
from typing import Any

from faust.types import TP

from stream.engine.chunks import Chunk, ChunkScheduler, Fetched, PassThrough
from tests.engine.fakes import fetched

NEWS, OTHER, CHANGELOG = TP("news.tagged", 0), TP("news.tagged", 1), TP("changelog", 0)


def handed_out(records: Mapping[TP, list[Any]]) -> list[tuple[TP, Any]]:
    """Let the scheduler hand out what was fetched."""
    scheduler = ChunkScheduler()  # type: ignore[abstract]  # Faust's interface names an __init__
    return list(scheduler.iterate(records))


def test_a_list_of_ours_is_one_chunk() -> None:
    """It keeps where it began, where the next begins, and its epoch."""
    records = [fetched(3), fetched(4)]

    handed = handed_out({NEWS: Fetched(records, position=2, end=7, epoch=1)})

    assert handed == [(NEWS, Chunk(NEWS, records, 2, 7, 1))]


def test_a_changelog_is_handed_out_record_by_record() -> None:
    """Chunks come first, one a partition; recovery sees single records."""
    one, two = fetched(0, topic="changelog"), fetched(1, topic="changelog")
    ours = Fetched([fetched(3)], position=3, end=4, epoch=1)

    handed = handed_out({CHANGELOG: [one, two], NEWS: ours, OTHER: ours})

    assert [tp for tp, _ in handed] == [NEWS, OTHER, CHANGELOG, CHANGELOG]
    assert [each for _, each in handed[2:]] == [one, two]


def test_keys_and_values_pass_through() -> None:
    """Chunks are no bytes, and the stages read bytes themselves."""
    schema, message = PassThrough(), fetched(0, b"\xff not text")

    assert schema.loads_key(None, message) == b"key"
    assert schema.loads_value(None, message) == b"\xff not text"
