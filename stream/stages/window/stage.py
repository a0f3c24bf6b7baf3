"""The window stage: mentions of one partition in, windows of event time per ticker out.

It decides what each record changes and folds the changes; the journal holds the same changes.
Not here: the windows themselves (``board``), their figures (``aggregates``, ``figures``).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from stream.models import Rejected
from stream.stages.contract import Count, Fact, Holding, Output, Record, Status, Step
from stream.stages.window.board import Board
from stream.stages.window.changes import Change, Sighting, decode_change, encode_change
from stream.stages.window.intake import (
    SeenMark,
    SeenMention,
    read,
    received_of,
    sighting_of,
    version_of,
    watermark_of,
)
from stream.stages.window.needs import Needs
from stream.stages.window.records import place_of, record_of, tombstone_of
from stream.stages.window.settings import WindowSettings
from stream.stages.window.times import LOOKBACK, MICROSECOND, UNKNOWN, moment, moment_or_none

BYTES_OF_TICKER: Final = 2_500
BYTES_OF_WINDOW: Final = 720
BYTES_OF_COPY: Final = 200
BYTES_OF_FOLDED: Final = 150
"""What a ticker takes, one of its windows, a mention in it, and what more a mention where they are
folded into states: measured, for the estimate of ``status``."""

_REPEAT: Final = Step("repeat")
_LATE: Final = (Count("late", ""),)


MOST_TOP: Final = 10
"""Tickers that ``status()`` names."""
MOST_CHANGED: Final = 1_000
"""Facts folded during a restore before the notes of what they changed are thrown away."""


class WindowStage:
    """Counts the mentions of one partition into tumbling windows; keeps the ``Stage`` contract.

    A record whose (``seq``, ``index``) is not above the highest applied is a repeat. A record
    without effect because it is refused does not move time either.
    """

    def __init__(self, settings: WindowSettings) -> None:
        self._retention = settings.retention // MICROSECOND
        self._board = Board(settings)
        self._needs = Needs()
        self._version = -1
        self._gathered: Sequence[Count] = ()

    def apply(self, record: Record) -> Step:
        """Decide one mention or mark.

        Raises ``Rejected`` with ``too_late`` for a mention whose retention is over, and for a
        take-back of a mention that does not stand; with the codec's reasons for anything else.
        """
        news = read(record.value)
        version = version_of(news)
        if version <= self._version:
            return _REPEAT
        watermark = max(self._board.watermark, watermark_of(news))  # never behind the one before
        if isinstance(news, SeenMark):
            change = Change(version, watermark, self._since(watermark))
            step = Step("mark", (), encode_change(change))
        else:
            change = self._change(news, version, watermark)
            step = self._step(news, change)
        self._commit(change, record.offset)
        return step

    def outputs(self) -> Sequence[Output]:
        """Give each window that changed since the last call once, by size, start and ticker.

        Then the tombstones: one that fell to zero and is over by now is told to have been zero.
        """
        board = self._board
        board.gather()
        board.fix()
        kinds = Counter(board.changed.values())
        self._gathered = [Count("windows", kind, kinds[kind]) for kind in sorted(kinds)]
        outputs = [record_of(tally) for tally in sorted(board.changed, key=place_of)]
        deleted = board.deleted
        outputs += [tombstone_of(tally, deleted[tally]) for tally in sorted(deleted, key=place_of)]
        board.put_out()
        return outputs

    def gathered(self) -> Sequence[Count]:
        """Count the windows that the last ``outputs()`` gave, by kind; tombstones are no news."""
        return self._gathered

    def restore(self, facts: Iterable[Fact]) -> None:
        """Fold the journal's changes; what they changed was put out before."""
        board = self._board
        for number, fact in enumerate(facts, 1):
            self._commit(decode_change(fact.data), fact.offset)
            if number % MOST_CHANGED == 0:
                board.gather()
                board.put_out()
        board.gather()
        board.put_out()

    def expired(self) -> int:
        """Give the lowest offset whose mention any window may still depend on."""
        return self._needs.lowest(self._board.watermark)

    def slim(self, fact: Fact) -> Fact:
        """Give the fact as it is: nothing in it is needed less long than the rest."""
        return fact

    def status(self) -> Status:
        """Tell how many windows are held; the bytes are an estimate."""
        board = self._board
        board.gather()
        return Status(
            holdings=(Holding("windows", board.windows),),
            bytes=board.tickers * BYTES_OF_TICKER
            + board.windows * BYTES_OF_WINDOW
            + board.copies * BYTES_OF_COPY
            + board.folded * BYTES_OF_FOLDED,
            watermark=moment_or_none(board.watermark),
            top=board.trending(MOST_TOP),
        )

    def _change(self, mention: SeenMention, version: int, watermark: int) -> Change:
        """Give what a mention changes. Raises ``Rejected``."""
        received = received_of(mention)
        sighting = sighting_of(mention, version, received)
        self._admit(mention, sighting, watermark)
        since = self._since(watermark)
        return Change(version, watermark, since, mention.sign, mention.ticker, received, sighting)

    def _step(self, mention: SeenMention, change: Change) -> Step:
        """Give what became of a mention."""
        sighting = change.sighting
        late = sighting is not None and self._board.is_late(sighting.event, change.watermark)
        # A take-back carries the time of what it takes back: no delay of its own.
        received_at = mention.received_at if mention.sign > 0 else None
        return Step("mention", (), encode_change(change), _LATE if late else (), received_at)

    def _since(self, watermark: int) -> int:
        """Give the watermark with which history begins: the first, or the last after a leap.

        Of what time leapt over nothing was seen, so that it lends no window a past: it may have
        begun with one article a year old.
        """
        board = self._board
        anew = board.since == UNKNOWN or watermark - board.watermark > LOOKBACK
        return watermark if anew else board.since

    def _admit(self, mention: SeenMention, sighting: Sighting, watermark: int) -> None:
        """Refuse a mention after its retention, and a take-back of what does not stand."""
        if sighting.event + self._retention <= watermark:
            behind = f"{moment(sighting.event)} is too far behind {moment(watermark)}"
            raise Rejected("too_late", f"event time {behind}")
        if mention.sign < 0 and not self._board.stands(mention.ticker, sighting):
            raise Rejected("too_late", "takes back a mention that does not stand")

    def _commit(self, change: Change, offset: int) -> None:
        """Fold one change: time first, for lateness is judged by the record's own watermark."""
        board, sighting = self._board, change.sighting
        if change.watermark > board.watermark:
            board.advance(change)
        if sighting is None:
            self._needs.note(offset, UNKNOWN)
        else:
            self._needs.note(offset, board.needed_until(sighting.event))
            board.put(change, sighting)
        self._version = change.version
