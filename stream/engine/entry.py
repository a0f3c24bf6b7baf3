"""One entry of a journal: its key, its label, its facts, and how they are packed.

An entry holds the facts of the input offsets ``first`` to ``last``, both included. Not here: which
entries stand (``journal``), how they are written and read (``changelog``).
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from stream.stages.contract import Fact

VERSION: Final = 3
"""Of the packing and of the facts; a changelog of another version is refused, never guessed at."""

REMEDY: Final = (
    "Stop the stage's workers, delete its group's offsets, delete its changelog topic (`tag` has "
    "none), run `newsfeed topics`, and start again: results are then computed anew from what the "
    "log still has"
)


class JournalError(Exception):
    """The changelog holds something this stage did not write, or lacks what it wrote."""

    def __init__(self, stage: str, problem: str) -> None:
        super().__init__(f"the journal of {stage}: {problem}. {REMEDY}")


class Label(NamedTuple):
    """What stands on an entry beside its facts; all but ``partition`` are input offsets.

    ``floor``: facts below it were not needed any more when the entry was written, and may be gone.
    ``position``: the last offset applied when the entry was written; its floor, and what it leaves
    out, are right for states that reach as far.
    """

    partition: int
    first: int
    last: int
    floor: int
    position: int


class Entry(NamedTuple):
    """One key of the changelog with its value."""

    first: int
    last: int
    floor: int
    value: bytes

    @property
    def key(self) -> bytes:
        """Give the key: both offsets, so that a shorter chunk never overwrites a longer one."""
        return key_of(self.first, self.last)


_envelope = msgspec.msgpack.Decoder(tuple[int, str, msgspec.Raw])  # the same in every version
_content = msgspec.msgpack.Decoder(tuple[Label, msgspec.Raw])
_facts = msgspec.msgpack.Decoder(list[Fact])


def key_of(first: int, last: int) -> bytes:
    """Give the key of an entry by its first and last offset."""
    return b"%020d-%020d" % (first, last)


def parse_key(key: bytes) -> tuple[int, int]:
    """Read the first and last offset of an entry's key. Raises ``JournalError``."""
    try:
        first, last = map(int, key.split(b"-"))
    except ValueError:
        raise JournalError("this stage", f"a key that no journal wrote: {key[:60]!r}") from None
    return first, last


def pack(stage: str, label: Label, facts: Iterable[Fact]) -> Entry:
    """Make an entry; its value is msgpack of version, stage, and the pair of label and facts."""
    value = msgspec.msgpack.encode((VERSION, stage, (label, list(facts))))
    return Entry(label.first, label.last, label.floor, value)


def read_label(stage: str, value: bytes) -> Label:
    """Read what stands on an entry. Raises ``JournalError``."""
    return _open(stage, value)[0]


def unpack(stage: str, value: bytes) -> list[Fact]:
    """Read the facts of one entry, by offset. Raises ``JournalError``, also for other offsets."""
    label, packed = _open(stage, value)
    try:
        facts = _facts.decode(packed)
    except msgspec.DecodeError as error:
        raise JournalError(stage, f"an entry that no journal wrote: {error}") from None
    facts.sort()
    for fact in (*facts[:1], *facts[-1:]):
        if not label.first <= fact.offset <= label.last:
            where = f"offsets {label.first} to {label.last}"
            raise JournalError(stage, f"an entry of {where} has a fact of {fact.offset}")
    return facts


def folded(stage: str, values: Iterable[bytes], floor: int = 0) -> Sequence[Fact]:
    """Give the facts of several entries from ``floor`` on, by offset, each offset once.

    Of two facts for one offset either will do: results are a function of the log.
    """
    facts = {fact.offset: fact for value in values for fact in unpack(stage, value)}
    return [facts[offset] for offset in sorted(facts) if offset >= floor]


def _open(stage: str, value: bytes) -> tuple[Label, msgspec.Raw]:
    """Take an entry out of its envelope, if it is this stage's and of this version."""
    try:
        version, writer, content = _envelope.decode(value)
        if (version, writer) != (VERSION, stage):
            theirs = f"an entry of stage {writer[:60]!r}, version {version}"
            raise JournalError(stage, f"{theirs}; this is stage {stage!r}, version {VERSION}")
        return _content.decode(content)
    except msgspec.DecodeError as error:
        raise JournalError(stage, f"an entry that no journal wrote: {error}") from None
