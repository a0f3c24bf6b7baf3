"""Our own labelled texts: reading them, refusing what is not labelled as agreed.

Not here: tagging and judging them (``judging``). What each label means, ``page.md`` tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from stream.models import Article, TickerId

FOLDER: Final = Path(__file__).parent / "texts"
BLIND: Final = "blind"
"""The set of which nothing but figures is shown, unless it is asked for by name."""

DOLLARS: Final = ("$", "＄", "﹩")

Kind = Literal["news", "headline", "post", "release", "analysis"]
Word = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Time = Annotated[datetime, msgspec.Meta(tz=True)]
Ticker = Annotated[str, msgspec.Meta(pattern=r"^(equity|etf|crypto):[A-Z0-9][A-Z0-9.&-]*$")]
Surface = Annotated[str, msgspec.Meta(min_length=1)]


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text and what a careful reader says of it: one line of a file of texts.

    ``tickers`` are all instruments it names or marks, ``primary`` is the one it is about, if
    there is one. ``cashtags`` are those written, in order, listed or not. ``never`` are words of
    it that look like an instrument and are none.
    """

    id: Word
    kind: Kind
    family: Word
    title: str
    body: str
    source: str
    published_at: Time
    tickers: tuple[Ticker, ...]
    primary: Ticker | None
    cashtags: tuple[Surface, ...]
    never: tuple[Surface, ...]

    @property
    def article(self) -> Article:
        """Give it as it would come from a producer."""
        return Article(
            id=self.id,
            source=self.source,
            title=self.title,
            body=self.body,
            published_at=self.published_at,
        )

    @property
    def labelled(self) -> frozenset[TickerId]:
        """Give the ids of all instruments it names or marks."""
        return frozenset(map(TickerId, self.tickers))


def sets(folder: Path = FOLDER) -> dict[str, list[Text]]:
    """Read all texts, by the set that the name of their file begins with, in order of the names.

    Raises ``ValueError`` with file and line of each that is not labelled as agreed, or whose id
    another one has.
    """
    found: dict[str, list[Text]] = {}
    wrong: list[str] = []
    ids: set[str] = set()
    for path in sorted(folder.glob("*.jsonl")):
        texts = found.setdefault(path.stem.partition("-")[0], [])
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                texts.append(_read(line, ids))
            except (msgspec.DecodeError, ValueError) as error:
                wrong.append(f"{path.name}:{number}: {error}")
    if wrong:
        raise ValueError("\n".join(wrong))
    return found


def _read(line: bytes, ids: set[str]) -> Text:
    """Read one line, and add its id to those before it."""
    text = msgspec.json.decode(line, type=Text)
    mistakes = [*_mistakes(text), *(["another text has this id"] if text.id in ids else [])]
    if mistakes:
        raise ValueError(f"{text.id}: {'; '.join(mistakes)}")
    ids.add(text.id)
    return text


def _mistakes(text: Text) -> Iterator[str]:
    """Say where labels contradict each other or the text."""
    if not text.title.strip() and not text.body.strip():
        yield "neither title nor body"
    if len(set(text.tickers)) < len(text.tickers):
        yield "a ticker stands twice"
    if text.primary is not None and text.primary not in text.tickers:
        yield f"primary {text.primary} is not among its tickers"
    if signless := [each for each in text.cashtags if not each.startswith(DOLLARS)]:
        yield f"cashtags without a dollar sign: {', '.join(signless)}"
    if absent := _out_of_order(text.cashtags, f"{text.title}\n{text.body}"):
        yield f"cashtags that do not stand there in this order: {', '.join(absent)}"
    absent = [each for each in text.never if each not in text.title and each not in text.body]
    if absent:
        yield f"never, but not in the text: {', '.join(absent)}"


def _out_of_order(parts: Iterable[str], whole: str) -> Sequence[str]:
    """Give the parts that are not found behind the one before."""
    absent, at = [], 0
    for part in parts:
        start = whole.find(part, at)
        if start < 0:
            absent.append(part)
        else:
            at = start + len(part)
    return absent
