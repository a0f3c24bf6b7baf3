"""What the tagger says of a labelled text, beside what the labels say.

Not here: counting over many texts (``counts``), telling of errors (``errors``).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stream.models import Article, Evidence, Tag, TextField, TickerId
from tests.accuracy.texts import Text

Find = Callable[[Article], Sequence[Tag]]
"""What finds the tags of an article: the tagger's."""

SIGNS: Final = ("$", "\uff04")
"""The dollar sign and its full-width twin."""
SURE: Final = 0.5
"""The least confidence of a tag that counts: that of a mention, unless set otherwise."""


class Misplaced(Exception):
    """An evidence does not point at what it says: a bug, whatever the figures are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One place of an article: code points ``start`` to ``end`` of a field, and what is there."""

    field: TextField
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A text with its tags, primary first."""

    text: Text
    tags: Sequence[Tag]

    @property
    def sure(self) -> Sequence[Tag]:
        """Give the tags that count, primary first; a symbol no table knows is none of them."""
        return [tag for tag in self.tags if is_sure(tag)]

    @property
    def found(self) -> frozenset[TickerId]:
        return frozenset(tag.ticker for tag in self.sure)

    @property
    def false(self) -> Sequence[Tag]:
        return [tag for tag in self.sure if tag.ticker not in self.text.labelled]

    @property
    def missed(self) -> Sequence[TickerId]:
        return sorted(self.text.labelled - self.found)

    @property
    def primary(self) -> TickerId | None:
        """Give the first of the sure tags."""
        return next((tag.ticker for tag in self.sure), None)

    @property
    def false_cashtags(self) -> Sequence[str]:
        """Give what was taken for a cashtag and is none, as often as it was."""
        return sorted((self._cashtags() - Counter(self.text.cashtags)).elements())

    @property
    def missed_cashtags(self) -> Sequence[str]:
        return sorted((Counter(self.text.cashtags) - self._cashtags()).elements())

    def _cashtags(self) -> Counter[str]:
        return Counter(span.text for span in marked_spans(self.tags))

    @property
    def taken(self) -> Sequence[tuple[str, Tag, Evidence]]:
        """Give the words that never are an instrument and were taken for one, by which tag.

        Any sure evidence that overlaps them speaks against it, except for a labelled ticker by
        at least the whole of the words: then the text has them in both meanings.
        """
        return [
            (words, tag, evidence)
            for words in self.text.never
            for tag in self.sure
            for evidence in _first(tag.evidence, places(self.text.article, words))
            if tag.ticker not in self.text.labelled or words not in evidence.text
        ]


def judge(find: Find, text: Text) -> Verdict:
    """Tag one text; raises ``Misplaced`` where an evidence does not hold."""
    return Verdict(text=text, tags=tags_of(find, text.article))


def tags_of(find: Find, article: Article) -> Sequence[Tag]:
    """Give an article's tags, each evidence held against the text it points at.

    Raises ``Misplaced`` where ``field[start:end]`` is not the evidence's text.
    """
    tags = find(article)
    for tag in tags:
        for evidence in tag.evidence:
            if not _holds(article, evidence):
                raise Misplaced(f"{article.id}: {tag.ticker}: {evidence}")
    return tags


def is_sure(tag: Tag) -> bool:
    """Say whether a tag counts: sure enough, and of an instrument that is known."""
    return tag.confidence >= SURE and tag.asset_class != "unlisted"


def cashtag_spans(tags: Iterable[Tag]) -> Iterator[Span]:
    """Give each place of the rule ``cashtag`` once, however sure and of whatever ticker."""
    return _spans(tags, lambda each: each.rule == "cashtag")


def marked_spans(tags: Iterable[Tag]) -> Iterator[Span]:
    """Give each place with a dollar sign once, by whatever rule: what a reader calls a cashtag.

    The rule ``cashtag`` is for what the networks link: not ``($CAT)``, a symbol all the same.
    """
    return _spans(tags, lambda each: each.rule == "cashtag" or each.text.startswith(SIGNS))


def _spans(tags: Iterable[Tag], counts: Callable[[Evidence], bool]) -> Iterator[Span]:
    spans = (
        Span(field=each.field, start=each.start, end=each.end, text=each.text)
        for tag in tags
        for each in tag.evidence
        if counts(each)
    )
    return iter(dict.fromkeys(spans))


def places(article: Article, words: str, *, any_case: bool = False) -> Iterator[Span]:
    """Give where these words stand by themselves in title and body."""
    flags = re.IGNORECASE if any_case else re.NOFLAG
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", flags)
    fields: Sequence[tuple[TextField, str]] = (("title", article.title), ("body", article.body))
    for field, text in fields:
        for match in pattern.finditer(text):
            yield Span(field=field, start=match.start(), end=match.end(), text=match[0])


def _first(evidence: Iterable[Evidence], spans: Iterable[Span]) -> Sequence[Evidence]:
    """Give the first evidence that overlaps one of the spans, if any does."""
    there = list(spans)
    return [each for each in evidence if any(_overlap(each, span) for span in there)][:1]


def _overlap(one: Evidence, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _holds(article: Article, evidence: Evidence) -> bool:
    if evidence.field == "tickers":
        whole = (evidence.start, evidence.end) == (0, len(evidence.text))
        return whole and evidence.text in article.tickers
    text: str = getattr(article, evidence.field)
    return text[evidence.start : evidence.end] == evidence.text
