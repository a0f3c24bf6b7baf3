"""A maximum that bites is told once for each time that it begins."""

from itertools import count

import pytest

from stream.engine.maxima import REST_SECONDS, Maxima
from stream.stages.contract import Count

TEXTS = Count("evicted", "texts", 3)
SETTINGS = {"texts": "NEWSFEED_MAX_ARTICLES", "identities": "NEWSFEED_MAX_IDENTITIES"}


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Give the time."""
        return self.now


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Give kind and setting of each warning."""
    return [(vars(each)["kind"], vars(each)["setting"]) for each in caplog.records]


def test_a_maximum_that_bites_is_told_with_the_setting_to_raise(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Constant words, and in fields whose it is and what to do."""
    Maxima("dedupe", SETTINGS).counted([TEXTS])

    [event] = caplog.records
    assert event.levelname == "WARNING"
    assert event.message == "forgotten before its time: raise the setting"
    assert vars(event)["stage"] == "dedupe"
    assert told(caplog) == [("texts", "NEWSFEED_MAX_ARTICLES")]


def test_a_maximum_that_goes_on_biting_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    """However many chunks push something out, and for however long."""
    clock = Clock()
    maxima = Maxima("dedupe", SETTINGS, clock)

    for minute in range(600):
        clock.now = 60.0 * minute
        maxima.counted([TEXTS])
        maxima.counted([])

    assert told(caplog) == [("texts", "NEWSFEED_MAX_ARTICLES")]


def test_a_maximum_that_rested_is_told_anew(caplog: pytest.LogCaptureFixture) -> None:
    """An hour without is an end; what comes then is another beginning."""
    clock = Clock()
    maxima = Maxima("dedupe", SETTINGS, clock)

    for clock.now in (0.0, REST_SECONDS - 1, 2 * REST_SECONDS - 1):
        maxima.counted([TEXTS])

    assert len(caplog.records) == 2


def test_each_maximum_is_told_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    """Other counts of a stage are no matter of it."""
    Maxima("dedupe", SETTINGS, count(0.0).__next__).counted(
        [Count("duplicates", "near"), Count("evicted", "identities"), TEXTS, TEXTS]
    )

    assert told(caplog) == [
        ("identities", "NEWSFEED_MAX_IDENTITIES"),
        ("texts", "NEWSFEED_MAX_ARTICLES"),
    ]
