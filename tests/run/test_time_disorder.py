"""A feed that comes in another order within the lateness makes the same windows.

Its copies are recognised, its corrections and retractions found, whichever of them comes first.
Which of several copies is the novel one hangs on the order, and so do ``duplicates`` by window.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.codec import decode_json, encode, rfc3339
from stream.models import Topic
from stream.stages.contract import Output
from tests.run.timeline import Told, heartbeat, outcome, windows
from tests.stages.choices import Choices
from tests.stages.window.examples import time

MINUTE: Final = timedelta(minutes=1)
LATENESS: Final = 15 * MINUTE
DELAYS: Final = (timedelta(0), MINUTE, 7 * MINUTE, LATENESS - timedelta(microseconds=1), LATENESS)
GAPS: Final = (timedelta(0), timedelta(microseconds=1), 2 * MINUTE, 5 * MINUTE, 14 * MINUTE)
TICKERS: Final = ("CSCO", "MSFT", "BTC", "NVDA")
WORDS: Final = (
    "harbour river valley bridge garden copper timber engine window pepper saddle ladder marble "
    "blanket kettle candle basket feather pillow hammer mirror button carpet drawer fabric glove "
    "helmet island jacket kitchen lantern meadow needle orchard pencil quarry ribbon sailor table "
    "umbrella velvet wagon anchor barrel cabin desert elbow forest goblet hollow"
).split()


@dataclass(frozen=True, slots=True)
class Sent:
    """One revision of an article by its fields, when it counts, and how long it is under way."""

    fields: dict[str, object]
    published: datetime
    delays: tuple[timedelta, timedelta]

    def arrival(self, day: int) -> datetime:
        """Give when it comes, on one day or on another."""
        return self.published + self.delays[day]

    def value(self, day: int) -> bytes:
        """Give it as a producer sent it, received when it comes."""
        times = {"published_at": self.published, "received_at": self.arrival(day)}
        return encode({**self.fields, **{name: rfc3339(each) for name, each in times.items()}})


def text(seed: int, ticker: str) -> str:
    """Give a story of its own, long enough to be compared."""
    words = Random(seed).sample(WORDS, 24)
    return f"${ticker} {' '.join(words[:12])} and ${ticker} {' '.join(words[12:])}"


def feed(drawn: Sequence[int]) -> list[Sent]:
    """Give a few hours of news: of each number an article with its copies, or what became of it."""
    sent = list[Sent]()
    for place, number in enumerate(drawn):
        choices = Choices(number)
        at = time("10:00") + choices.of(range(40)) * 5 * MINUTE
        body = text(place, choices.of(TICKERS))
        first = {"id": f"a{place}", "source": "wire", "body": body}
        for fields in (first, *choices.of(FATES)(first)):
            delays = (choices.of(DELAYS), choices.of(DELAYS))
            is_copy = fields["id"] != first["id"]
            sent.append(Sent(fields, at + (choices.of(GAPS) if is_copy else 0 * MINUTE), delays))
    return sent


Fields = dict[str, Any]


def alone(first: Fields) -> list[Fields]:
    """Let nothing become of an article."""
    return []


def copied(first: Fields) -> list[Fields]:
    """Let two other houses have it, one with a line of its own, one word by word."""
    name, body = first["id"], first["body"]
    return [
        {"id": f"{name}-near", "source": "blog", "body": f"{body} and more to read below"},
        {"id": f"{name}-same", "source": "post", "body": body},
    ]


def corrected(first: Fields) -> list[Fields]:
    """Let it be about another ticker, too."""
    body = first["body"]
    return [
        {**first, "action": "correct", "revision": 1, "body": f"$ORCL {body.partition(' ')[2]}"}
    ]


def retracted(first: Fields) -> list[Fields]:
    """Let it be taken back."""
    return [{**first, "action": "retract", "revision": 1, "body": ""}]


FATES: Final = (copied, alone, corrected, retracted, copied)


def arrived(sent: Sequence[Sent], day: int) -> list[bytes]:
    """Give what came on a day, in that order; time is known before it and over behind it."""
    ordered = sorted(sent, key=lambda each: each.arrival(day))
    values = [each.value(day) for each in ordered]
    return [heartbeat("2024-05-01T00:00:00Z"), *values, heartbeat("2024-05-02T00:15:00Z")]


@given(st.lists(st.integers(0, 2**64 - 1), max_size=12))
@settings(max_examples=60)
def test_disorder_within_the_lateness_changes_no_window(drawn: list[int]) -> None:
    """Articles, stories, sources, times, volumes, baselines; none is late on any day."""
    sent = feed(drawn)

    one, other = (windows(*arrived(sent, day)) for day in (0, 1))

    assert without_order(one) == without_order(other)
    assert all(window["final"] for window in one.values())
    assert {window["revision"] for window in (*one.values(), *other.values())} <= {0}
    assert copies(one) == copies(other)


def without_order(found: Told) -> Told:
    """Give the windows that anything stands in, and of each what no order decides.

    Where a retraction came first its window never was, else it is at zero. The day holds all
    copies of each story, so it knows their number whichever is the novel one.
    """
    return {key: independent(window) for key, window in found.items() if window["articles"]}


def independent(window: dict[str, Any]) -> dict[str, Any]:
    """Give a window's fields; how many are novel only of the day."""
    novel = {"duplicates", "novel_volume"}
    fields = {name: each for name, each in window.items() if name not in novel | {"top"}}
    copies_ = sorted(story["copies"] for story in window["top"])
    days = {name: window[name] for name in novel} if window["size_seconds"] == 86_400 else {}
    if days:
        spans = ("24h", "3d", "5d", "7d")
        days["novel_volume"] = [days["novel_volume"][span] for span in spans]
    return {**fields, **days, "top": copies_}


def copies(found: Told) -> Counter[tuple[str, int]]:
    """Count the duplicates of each ticker over all its windows of a size."""
    counts = Counter[tuple[str, int]]()
    for window in found.values():
        counts[window["ticker"], window["size_seconds"]] += window["duplicates"]
    return counts


def test_the_drawn_feeds_are_in_disorder() -> None:
    """Copies come before their first, corrections and retractions before their articles."""
    sent = feed([Random(seed).getrandbits(64) for seed in range(40)])

    found = [outcome(*arrived(sent, day)) for day in (0, 1)]

    orders = [ids(each) for each in found]
    assert sum(one != other for one, other in zip(*orders, strict=True)) > 40
    assert [methods(each) for each in found] == [
        {"near": 13, "exact": 13, "superseded": 8},
        {"near": 13, "exact": 13, "superseded": 9},
    ]


def ids(found: dict[Topic, list[Output]]) -> list[bytes | None]:
    """Name the articles in the order in which they came."""
    return [each.key for each in found[Topic.TAGGED]]


def methods(found: dict[Topic, list[Output]]) -> Counter[str]:
    """Count by which methods copies were recognised."""
    return Counter(decode_json(each.value)["method"] for each in found[Topic.DUPLICATES])
