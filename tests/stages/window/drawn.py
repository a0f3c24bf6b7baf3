"""Logs of ``news.mentions`` drawn at random that hit what is rare in a feed; no test of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from stream.models import Mark, Mention
from stream.stages.window import WindowSettings
from tests.stages.choices import Choices
from tests.stages.window.examples import BTC, CSCO, DAY, MINUTE, mark, mention, take_back, time

HOUR: Final = timedelta(hours=1)
MOMENT: Final = timedelta(microseconds=1)
SETTINGS: Final = WindowSettings(sizes=(5 * MINUTE, HOUR, DAY), retention=2 * DAY)
START: Final = time("2024-05-01T00:00:00Z")

KINDS: Final = (
    *("in time", "in time", "in time", "late", "late", "late", "again", "again"),
    *("take back", "take back", "take back", "undo", "undo", "too late", "mark", "leap"),
)
STEPS: Final = (timedelta(0), MOMENT, MINUTE, 5 * MINUTE, 3 * HOUR)
LEAPS: Final = (DAY, 2 * DAY, 3 * DAY, 11 * DAY)
LATE: Final = (MOMENT, 5 * MINUTE, 2 * HOUR, DAY, 2 * DAY - MOMENT)
TOO_LATE: Final = (2 * DAY, 2 * DAY + MOMENT, 400 * DAY)

NUMBER: Final = st.integers(0, 2**64 - 1)
numbers = st.lists(NUMBER, max_size=8) | st.lists(NUMBER, min_size=24, max_size=48)
"""Short ones are what a failure shrinks to; long ones hit what is rare."""


@dataclass(slots=True)
class Author:
    """Writes a log, a record a number: how far time is, what was written, what may be undone."""

    now: datetime = START
    news: list[Mention | Mark] = field(default_factory=list)
    given: list[Mention] = field(default_factory=list)

    def write(self, choices: Choices) -> None:
        """Add a record of some kind."""
        self.now += choices.of(STEPS)
        match choices.of(KINDS):
            case "take back" if self.given:
                self._add(take_back(choices.of(self.given[-3:])))
            case "undo" if self.given:
                self._add(take_back(self.given.pop()))
            case "again" if self.given:
                self._give(choices.of(self.given[-3:]).received_at, choices)
            case "mark":
                self._add(mark(self.now))
            case "leap":
                self.now += choices.of(LEAPS)
                self._add(mark(self.now))
            case "late":
                self._give(self.now - choices.of(LATE), choices)
            case "too late":
                self._give(self.now - choices.of(TOO_LATE), choices)
            case _:
                self._give(self.now + choices.of(STEPS), choices)

    def _give(self, event: datetime, choices: Choices) -> None:
        self.given.append(some_mention(event, choices))
        self._add(self.given[-1])

    def _add(self, record: Mention | Mark) -> None:
        self.news.append(replace(record, seq=len(self.news), watermark=self.now))


def some_mention(event: datetime, choices: Choices) -> Mention:
    """Give a mention of an event time, by a clock that may be ahead; some are equal."""
    return mention(
        event + choices.of((timedelta(0), 8 * HOUR)),
        received=event,
        ticker=choices.of((BTC, CSCO)),
        story=choices.of("abcdefg"),
        source=choices.of(("wire", "blog")),
        relevance=choices.of((0.0, 0.25, 0.999)),
        novel=choices.of((True, False)),
    )


def written(drawn: Iterable[int]) -> Sequence[Mention | Mark]:
    """Give the log of these numbers."""
    author = Author()
    for number in drawn:
        author.write(Choices(number))
    return author.news


logs = numbers.map(written)
