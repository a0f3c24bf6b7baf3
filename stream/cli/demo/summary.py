"""What the demo showed: counts that must add up, one example of each kind in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson

from stream.cli.demo.watching import Example, Seen
from stream.cli.look import printable, shortened
from stream.cli.telling import size_name

TITLE: Final = 60
TOP: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A demo in numbers; ``sent`` articles must all have come out."""

    seeds: int
    sent: int
    seconds: float
    counts: Mapping[str, int]
    tickers: Mapping[str, int]

    @property
    def adds_up(self) -> bool:
        """Say whether each article sent became exactly one result."""
        return self.counts["articles_in"] == self.sent

    def as_json(self) -> dict[str, Any]:
        """Give the object that ``--json`` ends with."""
        return {
            "seeds": self.seeds,
            **self.counts,
            "seconds": self.seconds,
            "tickers": self.tickers,
        }


def result_of(seen: Seen, *, seeds: int, sent: int, seconds: float) -> Result:
    """Sum up what was seen."""
    counts = asdict(seen.tally.summary())
    del counts["seconds"]
    tickers = {ticker: count for ticker, count in seen.tickers.most_common() if count > 0}
    return Result(seeds=seeds, sent=sent, seconds=round(seconds, 3), counts=counts, tickers=tickers)


def examples_in_words(examples: Mapping[str, Example]) -> Iterator[tuple[str, str]]:
    """Give kind and sentence for one example of each kind there is, in the order of the data."""
    for kind, told in _WORDS.items():
        if kind in examples:
            yield _LABELS.get(kind, kind), printable(told(examples[kind]))


def _unique(example: Example) -> str:
    unique = orjson.loads(example.value)
    nearest = unique["nearest"]
    near = (
        f"the nearest before it, {nearest['article_id']}, is {nearest['similarity']:.2f} alike"
        if nearest
        else "nothing before it is like it"
    )
    return (
        f"{_title(unique['article'])} ({unique['article']['id']}) is news: {near}, so its novelty "
        f"is {unique['novelty']:.2f}. It is about {_about(unique['tags'])}."
    )


def _changed(what: str) -> Callable[[Example], str]:
    def words(example: Example) -> str:
        unique = orjson.loads(example.value)
        return f"{unique['article']['id']} {what}"

    return words


def _duplicate(example: Example) -> str:
    duplicate = orjson.loads(example.value)
    return (
        f"{_title(duplicate)} ({duplicate['article_id']}, {duplicate['source']}) is a duplicate of "
        f"{duplicate['duplicate_of']}: {duplicate['similarity']:.2f}, {duplicate['method']}. It is "
        f"number {duplicate['story_count']} of its story, "
        f"{_passed(duplicate['seconds_since_first'])} after the first."
    )


def _again(what: str) -> Callable[[Example], str]:
    def words(example: Example) -> str:
        duplicate = orjson.loads(example.value)
        named = f"{_title(duplicate)} ({duplicate['article_id']}, {duplicate['source']})"
        return f"{named} {what}"

    return words


def _window(example: Example) -> str:
    window = orjson.loads(example.value)
    state = "final" if window["final"] else "still open"
    revised = f", revised {window['revision']} times by late news" if window["revision"] else ""
    return (
        f"{window['ticker']}, {size_name(window['size_seconds'])} from {window['start']}: "
        f"{window['articles']} articles, {window['stories']} stories, {window['sources']} sources; "
        f"{state}{revised}."
    )


def _rejected(example: Example) -> str:
    origin, reason, detail = (
        example.headers.get(f"newsfeed-{name}", b"").decode(errors="replace")
        for name in ("origin", "reason", "detail")
    )
    return (
        f"What stood at {origin} of news.raw is {reason} ({detail}); its bytes are kept, and "
        "nothing else was held up."
    )


def _title(article: Mapping[str, Any]) -> str:
    title = shortened(article["title"], TITLE)
    return f"“{title}”" if title else "An article without a title"


def _about(tags: Sequence[Mapping[str, Any]]) -> str:
    told = [
        f"{tag['ticker']} (confidence {tag['confidence']:.2f}, by {tag['evidence'][0]['rule']} "
        f"“{tag['evidence'][0]['text']}”)"
        for tag in tags[:3]
    ]
    return ", ".join(told) or "no ticker"


def _passed(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} h"


_WORDS: Final[Mapping[str, Callable[[Example], str]]] = {
    "publish": _unique,
    "correct": _changed("was corrected: its former mentions were taken back, and new ones given."),
    "retract": _changed("was retracted: its mentions were taken back, and counts went down."),
    "redelivered": _again("came a second time, unchanged: it is a duplicate and counts no more."),
    "exact": _duplicate,
    "near": _duplicate,
    "contained": _duplicate,
    "superseded": _again("came in a revision older than the one known: it changes nothing."),
    "window": _window,
    "rejected": _rejected,
}
_LABELS: Final = {"publish": "unique", "correct": "correction", "retract": "retraction"}
