"""What ``news.windows`` must say in the end, recounted from ``news.mentions`` alone.

Brute force, from the words of ``docs/consumers.md``: the mentions that stand are kept whole, and
counted anew whenever there is something to count. Not here: a line of the stage.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import ceil, inf, sqrt
from typing import Any, Final, NamedTuple

DAY: Final = 86_400
WEEK: Final = 7 * DAY
"""How long windows can be revised, and how far back the longest volume and a baseline look."""
SIZES: Final = (300, 3_600, DAY)
SPANS: Final = {"1h": 3_600, "12h": DAY // 2, "24h": DAY, "3d": 3 * DAY, "5d": 5 * DAY, "7d": WEEK}
FIGURES: Final = ("volume", "novel_volume", "baseline_mean", "baseline_std", "zscore")
OPEN: Final = {"final": False, "revision": 0, **dict.fromkeys(FIGURES)}
PASSING: Final = frozenset(("sign", "seq", "index", "watermark"))
"""What a take-back has of its own; the rest is that of the mention it takes back."""
EXACT_TO: Final = {"mean_relevance": 5e-4, **dict.fromkeys(FIGURES[2:], 5e-7)}
"""Half of the last decimal that a window tells."""

Fields = dict[str, Any]


class Key(NamedTuple):
    """Which window: times in seconds since 1970."""

    ticker: str
    size: int
    start: int

    @property
    def end(self) -> int:
        """Give the first second after it."""
        return self.start + self.size

    def __str__(self) -> str:
        return f"{self.ticker}|{self.size}|{_rfc3339(self.start)}"


class Recount:
    """The windows of one partition, from its mentions and marks, read in the order of the log.

    ``refused`` are the places (``seq``, ``index``) of those that were too late.
    """

    def __init__(self) -> None:
        self.refused: list[tuple[int, int]] = []
        self._standing: dict[str, list[Fields]] = defaultdict(list)
        self._told: dict[Key, Fields] = {}
        self._open: set[Key] = set()
        self._place = (-1, -1)
        self._now, self._since = -inf, inf

    def read(self, record: Mapping[str, Any]) -> None:
        """Let time pass to where this record says it is, then count it; not if it is a repeat."""
        seq, index = place = record["seq"], record["index"]
        if place <= self._place:
            return
        self._place = place
        if record["watermark"]:
            self._now = _seconds(record["watermark"])
            self._since = min(self._since, self._now)
        changed = {"version": seq << 16 | index, "watermark": record["watermark"]}
        for key in [key for key in self._open if key.end <= self._now]:
            self._told[key] |= self._closed(key) | changed
        if "ticker" in record:
            self._count(record, changed)

    def _count(self, record: Mapping[str, Any], changed: Fields) -> None:
        at = min(_seconds(record["published_at"]), _seconds(record["received_at"]))
        keys = [Key(record["ticker"], size, int(at // size * size)) for size in SIZES]
        mention = {name: record[name] for name in record.keys() - PASSING} | {"at": at}
        standing = self._standing[record["ticker"]]
        added = record["sign"] > 0
        if at + WEEK <= self._now or not (added or mention in standing):
            self.refused.append(self._place)
            return
        (standing.append if added else standing.remove)(mention)
        for key in keys:
            told = self._told.setdefault(key, {**OPEN})
            if key.end <= self._now:
                told |= {} if told["final"] else self._closed(key)
                told["revision"] += 1
            else:
                self._open.add(key)
            told |= changed

    def _closed(self, key: Key) -> Fields:
        """Give the figures of a window against its past, as they are now, and close it."""
        self._open.discard(key)
        before = [each for each in self._standing[key.ticker] if each["at"] < key.end]
        since = max(ceil(self._since / key.size) * key.size, key.start - WEEK)
        past = max(0, key.start - since) // key.size
        earlier = [each for each in before if since <= each["at"] < key.start]
        told = {(each["at"] // key.size, each["story_id"]) for each in earlier}
        counts = list(Counter(window for window, _ in told).values())
        counts += [0] * (past - len(counts))
        mean = sum(counts) / past if past else 0.0
        std = sqrt(sum((each - mean) ** 2 for each in counts) / past) if past else 0.0
        stories = len({each["story_id"] for each in before if each["at"] >= key.start})
        return {
            "final": True,
            "volume": _volumes(before, key.end),
            "novel_volume": _volumes([each for each in before if each["novel"]], key.end),
            "baseline_mean": mean if past else None,
            "baseline_std": std if past else None,
            "zscore": (stories - mean) / max(std, 1) if past >= 24 else None,
        }

    def windows(self) -> dict[str, Fields | None]:
        """Give the last version of every window by its key, None where it is no longer kept."""
        lists: dict[Key, list[Fields]] = {key: [] for key in self._told}
        for ticker, mentions in self._standing.items():
            for each in mentions:
                for size in SIZES:
                    lists[Key(ticker, size, int(each["at"] // size * size))].append(each)
        return {
            str(key): _window(key, mentions) | self._told[key]
            if mentions or key.end + WEEK > self._now
            else None
            for key, mentions in lists.items()
        }


def differences(
    told: Mapping[str, Mapping[str, Any] | None], recounted: Mapping[str, Fields | None]
) -> Iterator[str]:
    """Name every window that is missing, too much, or has a field that tells otherwise.

    Both by key: the last value of each window, None where that is a tombstone.
    """
    for name in sorted(told.keys() | recounted.keys()):
        if name not in told or name not in recounted:
            yield f"{name}: {'missing' if name in recounted else 'one too many'}"
            continue
        there, right = told[name] or {}, recounted[name] or {}
        for field in sorted(there.keys() | right.keys()):
            if not _same(field, there.get(field), right.get(field)):
                yield f"{name}: {field} is {there.get(field)}, not {right.get(field)}"


def _same(field: str, told: Any, right: Any) -> bool:
    """Compare exactly, but for figures that are told in so many decimals."""
    if field in EXACT_TO and told is not None and right is not None:
        return bool(abs(told - right) <= EXACT_TO[field] + 1e-12)
    return bool(told == right)


def _window(key: Key, mentions: list[Fields]) -> Fields:
    """Give what a window tells of the mentions that stand in it, in the order of their coming."""
    copies = Counter(each["story_id"] for each in mentions)
    first = {each["story_id"]: each for each in reversed(mentions)}
    times = [each["at"] for each in mentions]
    return {
        "ticker": key.ticker,
        "size_seconds": key.size,
        "start": _rfc3339(key.start),
        "end": _rfc3339(key.end),
        "articles": len(mentions),
        "stories": len(copies),
        "duplicates": sum(not each["novel"] for each in mentions),
        "sources": len({each["source"] for each in mentions}),
        "mean_relevance": sum(each["relevance"] for each in mentions) / max(1, len(mentions)),
        "top": [
            {"story_id": story, "copies": count}
            | {name: first[story][name] for name in ("title", "url")}
            for story, count in copies.most_common(5)
        ],
        "first_at": _rfc3339(min(times)) if times else None,
        "last_at": _rfc3339(max(times)) if times else None,
    }


def _volumes(mentions: list[Fields], end: int) -> dict[str, int]:
    times = sorted(each["at"] for each in mentions)
    return {name: len(times) - bisect_left(times, end - span) for name, span in SPANS.items()}


def _seconds(time: str) -> float:
    return datetime.fromisoformat(time).timestamp()


def _rfc3339(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
