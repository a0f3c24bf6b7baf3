"""The feed of three days is what it says, counted from its records alone."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

import pytest

from stream.models import EPOCH
from tests.harness.days import DAYS, Item, three_days

ARTICLES: Final = 4_000
JITTER: Final = timedelta(seconds=3)
LATENESS: Final = timedelta(minutes=15)
RETENTION: Final = timedelta(days=7)


def census(items: Iterable[Item]) -> Counter[str]:
    """Count the kinds of articles, each of one kind."""
    kinds: Counter[str] = Counter()
    records: set[str] = set()
    titles: set[str] = set()
    newest = EPOCH
    for item in items:
        article = json.loads(item.value)
        time = min(datetime.fromisoformat(article[at]) for at in ("published_at", "received_at"))
        record = json.dumps(article | {"received_at": None})
        if article.get("action") != "heartbeat":
            known = record in records, article["title"] in titles
            kinds[kind(article, known, newest - time)] += 1
            records.add(record)
            titles.add(article["title"])
        newest = max(newest, time)
    return kinds


def kind(article: dict[str, Any], known: tuple[bool, bool], behind: timedelta) -> str:
    """Name what an article is: is its record known, is its title, how far is it behind."""
    again, copied = known
    if again:
        return "redelivered"
    if "revision" in article:
        return str(article["action"])
    if copied:
        return "copied"
    if article["published_at"] > article["received_at"]:
        return "ahead"
    if behind > LATENESS:
        return "weeks late" if behind > RETENTION else "late"
    return "disordered" if behind > JITTER else "in order"


@pytest.fixture(scope="module")
def kinds() -> Counter[str]:
    """Count the kinds of one feed."""
    return census(three_days(ARTICLES, seed=7))


@pytest.mark.parametrize(
    ("named", "share"),
    [
        (("disordered",), 0.05),
        (("late", "weeks late"), 0.03),
        (("redelivered", "copied"), 0.10),
        (("correct", "retract"), 0.02),
        (("ahead",), 0.01),
    ],
)
def test_so_much_is_out_of_the_ordinary(
    named: tuple[str, ...], share: float, kinds: Counter[str]
) -> None:
    """To one in a hundred; and each kind of it is there many times over."""
    counts = [kinds[each] for each in named]

    assert abs(sum(counts) / kinds.total() - share) < 0.01
    assert min(counts) >= 10


def test_the_number_of_articles_is_about_what_was_asked_for(kinds: Counter[str]) -> None:
    """More of them are closer together: the days stay three."""
    assert abs(kinds.total() / ARTICLES - 1) < 0.1


def test_records_come_in_the_order_of_their_coming() -> None:
    """For three days, and a heartbeat long enough after them to close every window."""
    times = [item.comes_at for item in three_days(ARTICLES, seed=7)]

    assert all(before <= after for before, after in pairwise(times))
    assert times[-2] - times[0] > DAYS - timedelta(minutes=15)
    assert times[-1] - times[-2] >= timedelta(days=1)


def test_nights_are_quiet_and_an_hour_of_them_is_silent() -> None:
    """Heartbeats tell of time where no article does; then nothing does, for an hour."""
    items = list(three_days(ARTICLES, seed=7))

    gaps = [after.comes_at - before.comes_at for before, after in pairwise(items[:-1])]
    hours = Counter((item.comes_at.hour, item.key is not None) for item in items)

    assert sum(gap >= timedelta(hours=1) for gap in gaps) == 3
    assert (hours[2, True], hours[3, True], hours[4, True]) == (0, 0, 0)
    assert (hours[2, False], hours[3, False], hours[4, False]) == (60, 0, 60)


def test_a_few_tickers_are_in_most_of_the_news() -> None:
    """Zipf's law: the first has some twenty times as many as the twentieth, over a hundred come."""
    articles = [json.loads(item.value) for item in three_days(ARTICLES, seed=7) if item.key]
    counts = Counter(
        word for each in articles for word in each["title"].split() if word.startswith("$")
    )

    ranked = [count for _, count in counts.most_common()]

    assert len(ranked) > 100
    assert 10 < ranked[0] / ranked[19] < 40


def test_a_seed_is_one_feed() -> None:
    """The same records again; of another seed others."""
    assert list(three_days(50, seed=1)) == list(three_days(50, seed=1))
    assert list(three_days(50, seed=1)) != list(three_days(50, seed=2))
