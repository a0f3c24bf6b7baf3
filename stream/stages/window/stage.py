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
from stream.stages.window.records import place_of, record_of
from stream.stages.window.settings import WindowSettings
from stream.stages.window.times import MICROSECOND, UNKNOWN, moment, moment_or_none

BYTES_OF_WINDOW: Final = 1_250
BYTES_OF_COPY: Final = 220
"""What one window takes, and each mention in it, measured: the estimate of ``status``."""

_REPEAT: Final = Step("repeat")
_LATE: Final = (Count("late", ""),)


MOST_TOP: Final = 10
"""Tickers that ``status()`` names."""
MOST_CHANGED: Final = 1_000
"""Windows noted as changed during a restore before the notes are thrown away."""


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
        if version_of(news) <= self._version:
            return _REPEAT
        step, change = self._mark(news) if isinstance(news, SeenMark) else self._mention(news)
        self._commit(change, record.offset)
        return step

    def outputs(self) -> Sequence[Output]:
        """Give each window that changed since the last call once, by size, start and ticker."""
        changed = self._board.changed
        tallies = sorted(changed, key=place_of)
        self._board.fix(tallies)
        kinds = Counter(kind for kind in changed.values() if kind)
        self._gathered = [Count("windows", kind, kinds[kind]) for kind in sorted(kinds)]
        outputs = [record_of(tally, deleted=changed[tally] is None) for tally in tallies]
        changed.clear()
        return outputs

    def gathered(self) -> Sequence[Count]:
        """Count the windows that the last ``outputs()`` gave, by kind; tombstones are no news."""
        return self._gathered

    def restore(self, facts: Iterable[Fact]) -> None:
        """Fold the journal's changes; what they changed was put out before."""
        changed = self._board.changed
        for fact in facts:
            self._commit(decode_change(fact.data), fact.offset)
            if len(changed) > MOST_CHANGED:
                changed.clear()
        changed.clear()

    def expired(self) -> int:
        """Give the lowest offset whose mention any window may still depend on."""
        return self._needs.lowest(self._board.watermark)

    def slim(self, fact: Fact) -> Fact:
        """Give the fact as it is: nothing in it is needed less long than the rest."""
        return fact

    def status(self) -> Status:
        """Tell how many windows are held; the bytes are an estimate."""
        board = self._board
        return Status(
            holdings=(Holding("windows", board.windows),),
            bytes=board.windows * BYTES_OF_WINDOW + board.copies * BYTES_OF_COPY,
            watermark=moment_or_none(board.watermark),
            top=board.trending(MOST_TOP),
        )

    def _mark(self, mark: SeenMark) -> tuple[Step, Change]:
        watermark = self._reached(mark)
        change = Change(version=version_of(mark), watermark=watermark, since=self._since(watermark))
        return Step("mark", fact=encode_change(change)), change

    def _mention(self, mention: SeenMention) -> tuple[Step, Change]:
        watermark = self._reached(mention)
        received = received_of(mention)
        sighting = sighting_of(mention, version_of(mention), received)
        self._admit(mention, sighting, watermark)
        change = Change(
            version=sighting.version,
            watermark=watermark,
            since=self._since(watermark),
            sign=mention.sign,
            ticker=mention.ticker,
            received=received,
            sighting=sighting,
        )
        late = self._board.is_late(sighting.event, watermark)
        step = Step(
            "mention",
            fact=encode_change(change),
            counts=_LATE if late else (),
            # A take-back carries the time of what it takes back: no delay of its own.
            received_at=mention.received_at if mention.sign > 0 else None,
        )
        return step, change

    def _reached(self, news: SeenMention | SeenMark) -> int:
        """Give the watermark after a record: never behind the one before."""
        return max(self._board.watermark, watermark_of(news))

    def _since(self, watermark: int) -> int:
        """Give the first watermark there was, this one if there was none before."""
        return watermark if self._board.since == UNKNOWN else self._board.since

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
