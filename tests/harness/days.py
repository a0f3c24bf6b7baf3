"""Three days of news as wires send it: out of order, late, copied, corrected, and at night silent.

Chance is drawn from a seed; what a record is can be told from the records alone. Not here: sending
them, judging what comes of them.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any, Final, NamedTuple

START: Final = datetime(2025, 2, 26, 9, tzinfo=UTC)
DAYS: Final = timedelta(days=3)
END: Final = START + DAYS
LONG_AFTER: Final = END + timedelta(days=9)
"""When nothing of these days can be revised any more."""
SYMBOLS: Final = (
    "AAPL MSFT NVDA AMZN META TSLA GOOGL JPM AVGO WMT LLY V MA XOM UNH COST PG JNJ HD NFLX BAC CRM "
    "ORCL CVX KO MRK AMD PEP ABBV TMO CSCO ADBE WFC QCOM IBM GE CAT TXN INTU DIS VZ AMGN PFE NKE "
    "UNP LOW GS MS RTX HON BA INTC T BLK SCHW AXP SPGI UBER DE LMT BKNG TGT SBUX GILD MDT ADP "
    "MMC CB MO SO DUK CI CVS BMY ISRG PLD AMT TJX MU PANW LRCX KLAC SNPS CDNS FDX UPS EMR ETN "
    "ITW MMM GD NOC GM F DAL UAL LUV MAR HLT YUM CMG"
).split()
WEIGHTS: Final = tuple(accumulate(1 / rank for rank in range(1, len(SYMBOLS) + 1)))
"""Zipf: the first is drawn every fifth time, the last one time in five hundred."""
SOURCES: Final = (
    "north-wire",
    "south-wire",
    "east-post",
    "west-post",
    "harbour-daily",
    "hill-desk",
)
WORDS: Final = (
    "shares revenue growth forecast analysts quarter market demand supply profit guidance chips "
    "cloud model inflation rates capital deal merger lawsuit product launch factory output record "
    "decline rally investors outlook report margin cost energy data spending orders freight retail "
    "pricing tariffs labour strike recall patents licence dividend buyback debt bonds credit loans "
    "software hardware storage network wireless drugs trials approval insurers claims travel fares "
    "fuel crude refining pipeline grid solar storms floods harvest grain metals copper steel mines"
).split()
NIGHT: Final = frozenset({2, 3, 4})
"""Hours (UTC) in which no article comes."""
SILENT: Final = 3
"""The one of them in which no heartbeat comes either."""
BEAT: Final = timedelta(minutes=3)


class Item(NamedTuple):
    """One raw record, and when it comes. One without a key goes to every raw partition."""

    comes_at: datetime
    key: bytes | None
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How much of the news is out of the ordinary; ``weeks_late`` is a share of the late."""

    disordered: float = 0.05
    ahead: float = 0.01
    late: float = 0.03
    weeks_late: float = 0.2
    copied: float = 0.10
    changed: float = 0.02


SHARES: Final = Shares()


def three_days(count: int, seed: int) -> Iterator[Item]:
    """Give about so many articles in the order of their coming, with heartbeats among them.

    The last heartbeat, a day and a half after the end, closes every window.
    """
    desk = _Desk(draw=random.Random(seed), most=count // 6)
    pace = (END - START) * (24 - len(NIGHT)) / 24 / count
    now = beat = START
    while now < END:
        while beat <= now:
            if beat.hour != SILENT:
                yield heartbeat(beat)
            beat += BEAT
        if now.hour in NIGHT:
            now = beat
            continue
        yield desk.send(now)
        now += pace * desk.draw.expovariate(1)
    yield heartbeat(END + timedelta(days=1.5))


def heartbeat(at: datetime) -> Item:
    """Give the record that says how late it is."""
    value = {"action": "heartbeat", "published_at": _rfc3339(at), "received_at": _rfc3339(at)}
    return Item(at, None, json.dumps(value).encode())


@dataclass(slots=True, kw_only=True)
class _Desk:
    """Makes one record after the other; ``recent`` may still be copied or change."""

    draw: random.Random
    most: int
    sent: int = 0
    recent: list[dict[str, Any]] = field(default_factory=list)

    def send(self, now: datetime) -> Item:
        self.sent += 1
        luck = self.draw.random()
        if not self.recent or luck >= SHARES.changed + SHARES.copied:
            article = self._fresh(now)
        elif luck >= SHARES.changed:
            article = self._copied(now)
        else:
            article = self._changed(now)
        value = {**article, "received_at": _rfc3339(now)}
        return Item(now, article["id"].encode(), json.dumps(value).encode())

    def _fresh(self, now: datetime) -> dict[str, Any]:
        return self._kept(
            {
                "id": f"first-{self.sent}",
                "source": self.draw.choice(SOURCES),
                "published_at": _rfc3339(now - self._delay()),
                **self._text(),
            }
        )

    def _delay(self) -> timedelta:
        """Draw how long after its time it comes: seconds, minutes, hours, a week; or before it.

        Of what comes a week late, half comes about when the last news that old can be counted.
        """
        luck = self.draw.random() * (1 - SHARES.copied - SHARES.changed)
        if luck < SHARES.late * SHARES.weeks_late:
            edge = timedelta(days=7, minutes=self.draw.uniform(0, 30))
            return self.draw.choice((edge, timedelta(days=self.draw.uniform(5.5, 9))))
        if luck < SHARES.late:
            return timedelta(hours=self.draw.uniform(1, 40))
        if luck < SHARES.late + SHARES.disordered:
            return timedelta(minutes=self.draw.uniform(1, 14))
        if luck < SHARES.late + SHARES.disordered + SHARES.ahead:
            return timedelta(minutes=self.draw.uniform(-3, 0))
        return timedelta(milliseconds=self.draw.randint(0, 3_000))

    def _text(self) -> dict[str, str]:
        """Write of the first ticker in the title, of others further and further down."""
        count = self.draw.choice((1, 1, 1, 2, 2, 3, 6))
        drawn = dict.fromkeys(self.draw.choices(SYMBOLS, cum_weights=WEIGHTS, k=count))
        first, *others = (f"${symbol}" for symbol in drawn)
        words = self.draw.choices(WORDS, k=self.draw.randint(25, 60))
        for place, other in enumerate(others, start=1):
            words.insert(place * len(words) // len(drawn), other)
        return {
            "title": f"{first} {' '.join(self.draw.choices(WORDS, k=7))}",
            "body": " ".join(words),
        }

    def _copied(self, now: datetime) -> dict[str, Any]:
        """Give something recent again: the same record, or its text at another house's."""
        article = self.draw.choice(self.recent)
        if self.draw.random() < 0.3:
            return article
        edited = self.draw.random() < 0.3
        body = f"{article['body']} {self.draw.choice(WORDS)}" if edited else article["body"]
        copy = {name: article[name] for name in ("title", "body")} | {
            "id": f"copy-{self.sent}",
            "source": self.draw.choice(SOURCES),
            "published_at": _rfc3339(now),
            "body": body,
        }
        return self._kept(copy)

    def _changed(self, now: datetime) -> dict[str, Any]:
        """Retract or correct something recent, every fourth time what is of the oldest date."""
        oldest = self.draw.random() < 0.25
        dated = min(self.recent, key=lambda each: str(each["published_at"]))
        article = dated if oldest else self.draw.choice(self.recent)
        self.recent.remove(article)
        revision = article.get("revision", 0) + 1
        again = {**article, "revision": revision, "updated_at": _rfc3339(now)}
        match self.draw.choice(("retract", "retract", "rewrite", "drop", "add")):
            case "retract":
                return {**again, "action": "retract"}
            case "rewrite":
                text = self._text()
            case "drop":
                kept = (word for word in article["body"].split() if not word.startswith("$"))
                text = {"body": " ".join(kept)}
            case _:
                text = {"body": f"{article['body']} as corrected in version {self.sent}"}
        return self._kept({**again, **text, "action": "correct"})

    def _kept(self, article: dict[str, Any]) -> dict[str, Any]:
        self.recent.append(article)
        if len(self.recent) > self.most:
            del self.recent[self.draw.randrange(self.most)]
        return article


def _rfc3339(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
