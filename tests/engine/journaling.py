"""Journals and entries of partition 0, made by hand."""

from collections.abc import Iterable

from stream.engine.entry import Entry, Label, key_of, pack
from stream.engine.journal import Journal
from stream.stages.contract import Fact


def journal(*, merge_count: int = 3, entry_bytes: int = 4_000) -> Journal:
    """Make an empty journal of partition 0; an entry of 1,000 bytes is large."""
    return Journal("dedupe", 0, merge_count=merge_count, entry_bytes=entry_bytes)


def facts(first: int, last: int, data: bytes = b"fact") -> list[Fact]:
    """Make a fact for each offset."""
    return [Fact(offset, data) for offset in range(first, last + 1)]


def entry(
    first: int,
    last: int,
    data: bytes = b"fact",
    *,
    floor: int = 0,
    position: int | None = None,
    partition: int = 0,
) -> Entry:
    """Make an entry with a fact for each offset, written at once unless told."""
    label = Label(partition, first, last, floor, last if position is None else position)
    return pack("dedupe", label, facts(first, last, data))


def changelog(entries: Iterable[Entry]) -> dict[bytes, bytes]:
    """Give what a changelog of these entries holds."""
    return {each.key: each.value for each in entries}


def of_size(first: int, size: int) -> Entry:
    """Make an entry of one offset and of so many bytes, or one or two more."""
    return entry(first, first, b"x" * (size - len(entry(first, first, b"").value)))


def keys(*spans: tuple[int, int]) -> list[bytes]:
    """Give the keys of entries with these first and last offsets."""
    return [key_of(*span) for span in spans]
