"""The journal of one partition: which entries stand in the changelog, and how they are kept few.

Each entry begins where the one before ended, so a hole between them is never honest: something
was lost, and the journal is refused. Overlaps (a retried chunk, a worker that woke up late, a
merge cut short) restore to one state. No I/O here: ``changelog`` reads and writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from stream.engine.entry import Entry, JournalError, Label, folded, key_of, pack, read_label
from stream.stages.contract import Fact, Stage

WITHIN_ANOTHER: Final = -1
"""In place of the last offset of an entry that lies within another: it may go like an expired."""


class Merge(NamedTuple):
    """Entries in a row that one replaces: deliver it, then delete the parts."""

    merged: Entry
    parts: Sequence[bytes]


class Journal:
    """The keys of one partition's entries, as far as this process knows them.

    The entries since the last large one are the *run*: at most ``merge_count`` of them (or, should
    each be larger than all after it, their number is the logarithm of ``entry_bytes``), in all at
    most ``entry_bytes``. Only they keep their value here: the rest lives in the stage.

    Merging: a run of ``merge_count`` entries is merged from the first one on that is not larger
    than all after it. A run that the next entry does not fit in is merged into one, and left. An
    entry of a quarter of ``entry_bytes`` stands for itself. So there are at most ``merge_count``
    entries and one for each eighth of ``entry_bytes``. Each merge but an entry's first and last
    puts it into one at least twice as large: a fact is written at most
    3 + log2(``entry_bytes`` / size of its first merged entry) times, in chunks of one record
    about 4 times, in large chunks once.
    """

    def __init__(self, stage: str, partition: int, *, merge_count: int, entry_bytes: int) -> None:
        self.stage = stage
        self.partition = partition
        self.position = -1
        """The last input offset applied, -1 for an empty journal."""
        self.floor = 0
        """Facts below this input offset are not needed to restore, and may be gone."""
        self._merge_count = merge_count
        self._entry_bytes = entry_bytes
        self._last: dict[bytes, int] = {}
        self._oldest = 0
        self._run: list[Entry] = []
        self._run_bytes = 0
        self._full: list[Entry] = []

    def __len__(self) -> int:
        """Count the entries that stand in the changelog."""
        return len(self._last)

    def entry(self, last: int, facts: Iterable[Fact], needed_from: int) -> Entry:
        """Make the entry of all offsets since the position; it counts once ``add`` was told so.

        Offsets that the log lacks, wherever they are, so lie within an entry. Facts below the
        offset ``needed_from`` are not needed any more by the state that these ones lead to.
        """
        floor = max(self.floor, min(needed_from, last + 1))
        return pack(self.stage, self._label(self.position + 1, last, floor, last), facts)

    def add(self, entry: Entry) -> None:
        """Remember a delivered entry."""
        self._stands(entry.key, entry.last)
        self.position = max(self.position, entry.last)
        self.floor = max(self.floor, entry.floor)
        size = len(entry.value)
        large = size >= self._entry_bytes // 4
        if large or self._run_bytes + size > self._entry_bytes:
            self._leave_run()
        if not large:
            self._run.append(entry)
            self._run_bytes += size

    def load(self, entries: Mapping[bytes, bytes]) -> None:
        """Remember the entries of a whole changelog. Raises ``JournalError``.

        Refused is what another stage, version or partition wrote, and what lacks an entry between
        the floor and the position, or the newest. Entries below the floor, and those that lie
        within another, may be there or not.
        """
        labels = [(self._checked(key, value), value) for key, value in entries.items()]
        labels.sort(key=lambda each: (each[0].first, -each[0].last))
        chain: list[Entry] = []
        for (_, first, last, floor, _), value in labels:
            if chain and last <= chain[-1].last:
                self._stands(key_of(first, last), WITHIN_ANOTHER)
                self.floor = max(self.floor, floor)
            else:
                chain.append(Entry(first, last, floor, value))
        for entry in chain:
            self.add(entry)
        self._refuse_holes(chain, newest=max((label.position for label, _ in labels), default=-1))

    def told_by(self, entries: Mapping[bytes, bytes]) -> int:
        """Give the newest position that some of a changelog's entries tell, -1 for none of them.

        Whether others are missing is for ``load`` to say. Raises ``JournalError``.
        """
        labels = [self._checked(key, value) for key, value in entries.items()]
        return max((label.position for label in labels), default=-1)

    def remove(self, keys: Iterable[bytes]) -> None:
        """Forget entries whose deletion was delivered."""
        for key in keys:
            self._last.pop(key, None)
        self._oldest = min(self._last.values(), default=0)
        self._set_run([entry for entry in self._run if entry.key in self._last])
        if not all(entry.key in self._last for entry in self._full):
            self._full = []

    def merge(self, stage: Stage) -> Merge | None:
        """Say which entries to merge now, without what is no longer needed of their facts."""
        parts = self._full or self._tail()
        if not parts:
            return None
        facts = map(stage.slim, folded(self.stage, (each.value for each in parts), self.floor))
        label = self._label(parts[0].first, parts[-1].last, self.floor, self.position)
        merged = pack(self.stage, label, facts)
        return Merge(merged, [part.key for part in parts if part.key != merged.key])

    def merged(self, merge: Merge) -> None:
        """Remember a delivered merge; its parts stand until ``remove`` is told otherwise."""
        entry = merge.merged
        self._stands(entry.key, entry.last)
        if self._full:
            self._full = []
        else:
            self._set_run([*(each for each in self._run if each.first < entry.first), entry])

    def expired(self) -> Sequence[bytes]:
        """Give the keys of entries that are not needed any more; the newest never goes.

        Its floor was delivered with the newest entry: what is deleted never looks like a hole.
        """
        bound = min(self.floor, self.position)
        if self._oldest >= bound:
            return ()
        return [key for key, last in self._last.items() if last < bound]

    def _label(self, first: int, last: int, floor: int, position: int) -> Label:
        return Label(self.partition, first, last, floor, position)

    def _stands(self, key: bytes, last: int) -> None:
        self._oldest = min(self._oldest, last) if self._last else last
        self._last[key] = last

    def _set_run(self, run: list[Entry]) -> None:
        self._run = run
        self._run_bytes = sum(len(entry.value) for entry in run)

    def _leave_run(self) -> None:
        """Have the run merged into one; one not merged in time stays as it is."""
        if len(self._run) > 1:
            self._full = self._run
        self._set_run([])

    def _tail(self) -> Sequence[Entry]:
        """Give the entries of a long run from the first on that is not larger than all after it."""
        if len(self._run) < self._merge_count:
            return ()
        start, after = len(self._run), 0
        for number in reversed(range(start)):
            size = len(self._run[number].value)
            start = number if size <= after else start
            after += size
        return self._run[start:]

    def _checked(self, key: bytes, value: bytes) -> Label:
        """Read the label of an entry. Raises ``JournalError`` where it is not of this journal."""
        label = read_label(self.stage, value)
        if key != key_of(label.first, label.last):
            named = f"offsets {label.first} to {label.last}"
            raise JournalError(self._name, f"an entry of {named} has the key {key[:60]!r}")
        if label.partition != self.partition:
            raise JournalError(self._name, f"an entry of partition {label.partition}")
        return label

    def _refuse_holes(self, chain: Iterable[Entry], newest: int) -> None:
        """Raise ``JournalError`` where an offset from the floor to the newest has no entry."""
        following = self.floor
        for entry in chain:
            if entry.first > following:
                missing = f"offsets {following} to {entry.first - 1}"
                raise JournalError(self._name, f"the entry of {missing} is missing")
            following = max(following, entry.last + 1)
        if newest > self.position:
            missing = f"of offsets {self.position + 1} to {newest}"
            raise JournalError(self._name, f"the entry {missing}, the newest, is missing")

    @property
    def _name(self) -> str:
        return f"{self.stage}[{self.partition}]"
