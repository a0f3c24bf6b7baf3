"""The journal of one partition: which entries stand in the changelog, and how they are kept few.

An entry holds the facts of the input offsets ``first`` to ``last``, both included. Restoring sorts
by offset and takes each offset once, so overlapping entries (a retried chunk, a worker that woke
up late, a merge cut short) restore to one state. No I/O here: ``changelog`` reads and writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from stream.stages.contract import Fact, Stage

VERSION: Final = 1
"""Of the packing; a changelog of another version is refused, never guessed at."""

_envelope = msgspec.msgpack.Decoder(tuple[int, str, msgspec.Raw])
_facts = msgspec.msgpack.Decoder(list[Fact])


class JournalError(Exception):
    """The changelog holds something this stage did not write, or not in this version."""


class Entry(NamedTuple):
    """One key of the changelog with its value."""

    first: int
    last: int
    value: bytes

    @property
    def key(self) -> bytes:
        """Give the key: both offsets, so that a shorter chunk never overwrites a longer one."""
        return b"%020d-%020d" % (self.first, self.last)


class Merge(NamedTuple):
    """Small entries that one larger one replaces: deliver it, then delete the parts."""

    merged: Entry
    parts: Sequence[bytes]


def pack(stage: str, facts: Iterable[Fact]) -> bytes:
    """Write the facts of one entry: msgpack of version, stage, and pairs of offset and data."""
    return msgspec.msgpack.encode((VERSION, stage, list(facts)))


def unpack(stage: str, value: bytes) -> list[Fact]:
    """Read the facts of one entry. Raises ``JournalError``."""
    try:
        version, writer, facts = _envelope.decode(value)
        if (version, writer) != (VERSION, stage):
            raise JournalError(
                f"an entry of stage {writer!r}, version {version}; "
                f"this is stage {stage!r}, version {VERSION}"
            )
        return _facts.decode(facts)
    except msgspec.DecodeError as error:
        raise JournalError(f"an entry that no journal wrote: {error}") from None


def parse_key(key: bytes) -> tuple[int, int]:
    """Read the first and last offset of an entry's key. Raises ``JournalError``."""
    try:
        first, last = map(int, key.split(b"-"))
    except ValueError:
        raise JournalError(f"a key that no journal wrote: {key[:60]!r}") from None
    return first, last


def folded(stage: str, values: Iterable[bytes]) -> list[Fact]:
    """Give the facts of several entries in the order of their offsets, each offset once.

    Of two facts for one offset either will do: results are a function of the log.
    """
    facts = {fact.offset: fact for value in values for fact in unpack(stage, value)}
    return [facts[offset] for offset in sorted(facts)]


class Journal:
    """The keys of one partition's entries, as far as this process knows them.

    ``merge_count`` small entries become one; an entry is small below ``entry_bytes`` divided by
    it, so that a merged one stays under ``entry_bytes``. Only small ones keep their value here:
    the rest lives in the stage.
    """

    def __init__(self, stage: str, *, merge_count: int, entry_bytes: int) -> None:
        self.stage = stage
        self.position = -1
        """The last input offset applied, -1 for an empty journal."""
        self._merge_count = merge_count
        self._small_below = entry_bytes // merge_count
        self._last: dict[bytes, int] = {}
        self._small: dict[bytes, Entry] = {}
        self._oldest = -1

    def __len__(self) -> int:
        """Count the entries that stand in the changelog."""
        return len(self._last)

    def entry(self, first: int, last: int, facts: Iterable[Fact]) -> Entry:
        """Make the entry of one chunk; it counts as written once ``add`` was told so."""
        return Entry(first, last, pack(self.stage, facts))

    def add(self, entry: Entry) -> None:
        """Remember a delivered entry."""
        key = entry.key
        self._last[key] = entry.last
        self._oldest = min(self._oldest, entry.last) if len(self._last) > 1 else entry.last
        self.position = max(self.position, entry.last)
        if len(entry.value) < self._small_below:
            self._small[key] = entry

    def load(self, entries: Mapping[bytes, bytes]) -> None:
        """Remember entries read from the changelog. Raises ``JournalError``."""
        for key, value in entries.items():
            self.add(Entry(*parse_key(key), value))

    def remove(self, keys: Iterable[bytes]) -> None:
        """Forget entries whose deletion was delivered."""
        for key in keys:
            self._last.pop(key, None)
            self._small.pop(key, None)
        self._oldest = min(self._last.values(), default=-1)

    def merge(self, stage: Stage) -> Merge | None:
        """Say which entries to merge now, if enough small ones gathered."""
        if len(self._small) < self._merge_count:
            return None
        parts = sorted(self._small.values())[: self._merge_count]
        facts = folded(self.stage, (part.value for part in parts))
        first, last = min(part.first for part in parts), max(part.last for part in parts)
        merged = self.entry(first, last, map(stage.slim, facts))
        return Merge(merged, [part.key for part in parts if part.key != merged.key])

    def expired(self, below: int) -> Sequence[bytes]:
        """Give the keys of entries that lie wholly below an offset; the newest never goes."""
        if self._oldest >= below:
            return ()
        return [key for key, last in self._last.items() if last < min(below, self.position)]
