"""Entries of a journal: what is packed is what is read, and nothing of others is guessed at."""

import msgspec
import pytest

from stream.engine.entry import (
    VERSION,
    Entry,
    JournalError,
    Label,
    folded,
    pack,
    parse_key,
    read_label,
    unpack,
)
from stream.stages.contract import Fact

encode = msgspec.msgpack.encode


def label(first: int, last: int) -> Label:
    """Label an entry of partition 0 that was written as soon as it could be."""
    return Label(partition=0, first=first, last=last, floor=0, position=last)


def entry(first: int, last: int) -> Entry:
    """Make an entry with a fact for each offset."""
    return pack("dedupe", label(first, last), facts(first, last))


def facts(first: int, last: int) -> list[Fact]:
    """Make a fact for each offset."""
    return [Fact(offset, b"%d" % offset) for offset in range(first, last + 1)]


def test_facts_survive_packing() -> None:
    """What was packed is what is read."""
    packed = pack("dedupe", label(2, 9), [Fact(3, b"\x00\xff"), Fact(9, b"")])

    assert unpack("dedupe", packed.value) == [Fact(3, b"\x00\xff"), Fact(9, b"")]


def test_a_label_survives_packing() -> None:
    """It is read without the facts."""
    written = Label(partition=3, first=5, last=9, floor=2, position=17)

    packed = pack("dedupe", written, [])

    assert read_label("dedupe", packed.value) == written
    assert (packed.first, packed.last, packed.floor) == (5, 9, 2)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (
            pack("window", label(0, 1), []).value,
            "an entry of stage 'window', version",
        ),
        (encode((1, "dedupe", [])), "of stage 'dedupe', version 1; this is stage 'dedupe', ver"),
        (encode((VERSION + 1, "dedupe", {})), f"of stage 'dedupe', version {VERSION + 1}"),
        (encode((VERSION, "dedupe", [])), "an entry that no journal wrote"),
        (encode((VERSION, "dedupe", (label(0, 1), "no list"))), "an entry that no journal wrote"),
        (b'{"ticker": "crypto:BTC", "count": 7}', "an entry that no journal wrote"),
        (b"not msgpack", "an entry that no journal wrote"),
        (b"", "an entry that no journal wrote"),
    ],
    ids=["stage", "older", "newer", "no content", "no facts", "JSON", "rubbish", "empty"],
)
def test_what_another_wrote_is_refused(value: bytes, complaint: str) -> None:
    """Another stage, application or version, or rubbish, is never guessed at."""
    with pytest.raises(JournalError, match=complaint):
        unpack("dedupe", value)


def test_a_fact_of_another_offset_is_refused() -> None:
    """An entry speaks of its own offsets only."""
    packed = pack("dedupe", label(5, 9), [Fact(5, b""), Fact(10, b"")])

    with pytest.raises(JournalError, match="an entry of offsets 5 to 9 has a fact of 10"):
        unpack("dedupe", packed.value)


def test_each_complaint_says_what_to_do() -> None:
    """Someone reads it at night, at the end of a log."""
    with pytest.raises(JournalError, match=r"Stop the stage's workers, delete its group's offsets"):
        unpack("dedupe", b"")


def test_a_key_names_both_offsets() -> None:
    """A shorter chunk with the same beginning has another key, and never overwrites (F)."""
    assert entry(7, 12).key == b"00000000000000000007-00000000000000000012"
    assert entry(7, 9).key != entry(7, 12).key
    assert parse_key(entry(7, 12).key) == (7, 12)


@pytest.mark.parametrize("key", [b"", b"7", b"seven-twelve", b"1-2-3", b"\xff"])
def test_a_foreign_key_is_refused(key: bytes) -> None:
    """The changelog is ours alone."""
    with pytest.raises(JournalError, match="a key that no journal wrote"):
        parse_key(key)


def test_overlapping_entries_fold_to_one_state() -> None:
    """In any order, however they overlap, each offset counts once."""
    whole, half, rest = entry(0, 5), entry(0, 2), entry(2, 5)

    for entries in ([whole], [half, rest], [rest, whole, half], [half, half, rest]):
        assert folded("dedupe", [each.value for each in entries]) == facts(0, 5)


def test_a_fold_begins_at_the_floor() -> None:
    """Of what lies below, some may be gone and some not: none of it counts."""
    values = [entry(0, 3).value, entry(4, 6).value]

    assert folded("dedupe", values, floor=2) == facts(2, 6)
