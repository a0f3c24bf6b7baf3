"""What a record says, in one line for people: a function for each topic of the flow.

Records are read leniently, as plain JSON: a viewer must not fail on what it shows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import orjson

from stream.cli.look import printable, shortened
from stream.models import Topic

TITLE: Final = 70
Headers = Sequence[tuple[str, bytes]]


def tell(topic: str, value: bytes | None, headers: Headers = ()) -> str:
    """Say what a record of a topic says. Anything unreadable is shown as it is, shortened."""
    if topic == Topic.REJECTED:
        return _rejected(value, headers)
    try:
        document = orjson.loads(value or b"")
        return printable(_TELLERS[topic](document))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return shortened((value or b"").decode(errors="replace"), TITLE)


def size_name(seconds: int) -> str:
    """Name a length of time as the settings do: 300 is 5m."""
    for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % length == 0:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def _raw(article: Mapping[str, Any]) -> str:
    if article.get("action") == "heartbeat":
        return f"heartbeat: time is {article['published_at']}"
    action = article.get("action", "publish")
    return f"{article.get('id', '(no id)')}  {action}  {_title(article)}"


def _tagged(tagged: Mapping[str, Any]) -> str:
    if tagged.get("idle"):
        return f"idle: nothing comes after {tagged['origin']} of news.raw"
    return f"{tagged['article']['id']}  {_tags(tagged)}  {_title(tagged['article'])}"


def _unique(unique: Mapping[str, Any]) -> str:
    said = f"{unique['article']['id']}  {unique['change']}  novelty {unique['novelty']:g}"
    return f"{said}  {_tags(unique)}  {_title(unique['article'])}"


def _duplicate(duplicate: Mapping[str, Any]) -> str:
    return (
        f"{duplicate['article_id']}  duplicate of {duplicate['duplicate_of']}, "
        f"{duplicate['similarity']:.2f}, {duplicate['method']}  {_title(duplicate)}"
    )


def _mention(mention: Mapping[str, Any]) -> str:
    if "ticker" not in mention:
        return f"mark: watermark {mention['watermark']}"
    sign = "takes back" if mention["sign"] < 0 else "first of its story" * mention["novel"]
    return (
        f"{mention['ticker']}  in {mention['article_id']}  relevance {mention['relevance']:g}"
        f"  {sign or 'a copy'}  {_title(mention)}"
    )


def _window(window: Mapping[str, Any]) -> str:
    state = "open" if not window["final"] else "final"
    revised = f", revised {window['revision']} times" if window["revision"] else ""
    score = "" if window["zscore"] is None else f", z-score {window['zscore']:g}"
    return (
        f"{window['ticker']}  {size_name(window['size_seconds'])} from {window['start']}  {state}"
        f"{revised}: articles {window['articles']}, stories {window['stories']}, "
        f"sources {window['sources']}{score}"
    )


def _rejected(value: bytes | None, headers: Headers) -> str:
    known = {name: (text or b"").decode(errors="replace") for name, text in headers}
    why = (known.get(f"newsfeed-{name}", "?") for name in ("reason", "stage", "origin", "detail"))
    shown = shortened((value or b"").decode(errors="replace"), TITLE)
    return printable("  ".join([*why, shown]))


def _tags(record: Mapping[str, Any]) -> str:
    tags = (f"{tag['ticker']} {tag['confidence']:.2f}" for tag in record["tags"])
    return f"[{', '.join(tags)}]"


def _title(article: Mapping[str, Any]) -> str:
    return shortened(article.get("title") or article.get("body") or "", TITLE)


_TELLERS: Final[Mapping[str, Callable[[Any], str]]] = {
    Topic.RAW: _raw,
    Topic.TAGGED: _tagged,
    Topic.UNIQUE: _unique,
    Topic.DUPLICATES: _duplicate,
    Topic.MENTIONS: _mention,
    Topic.WINDOWS: _window,
}
