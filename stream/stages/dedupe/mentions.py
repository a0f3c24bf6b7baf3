"""Which mentions an article makes, and which of its former ones are taken back.

Not here: what a mention does to a window (``window``).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from stream.models import Change
from stream.stages.dedupe.facts import Held, HeldMention, StoryState
from stream.stages.dedupe.intake import SeenArticle, SeenTag
from stream.stages.dedupe.story import known_for

MAX_TITLE: Final = 300
MAX_URL: Final = 2_048
"""A mention must be remembered as it was given: a longer title is cut, a longer url left out."""
MAX_BEGINNING: Final = 80
"""Characters of a text that stand for a title."""


class Revision(NamedTuple):
    """What becomes of an article's mentions: ``held`` as it is from now on, in its ``story``."""

    held: Held
    story: StoryState
    taken: Sequence[HeldMention]
    given: Sequence[HeldMention]


def headline(article: SeenArticle) -> str:
    """Give what a mention calls an article: its title, or of a post how its text begins."""
    if article.title.strip():
        return article.title[:MAX_TITLE]
    text = " ".join(article.body[:MAX_TITLE].split())
    if len(text) <= MAX_BEGINNING:
        return text
    end = text.rfind(" ", MAX_BEGINNING // 2, MAX_BEGINNING)
    return text[: MAX_BEGINNING if end < 0 else end] + "…"


def confident(tags: Sequence[SeenTag], least: int) -> list[SeenTag]:
    """Give the tags of at least this confidence in thousandths, each ticker once."""
    firsts: dict[str, SeenTag] = {}
    for tag in tags:
        if round(tag.confidence * 1000) >= least:
            firsts.setdefault(tag.ticker, tag)
    return list(firsts.values())


def revised(
    former: Held | None,
    held: Held,
    story: StoryState,
    *,
    tags: Sequence[SeenTag],
    change: Change,
    received: int,
) -> Revision:
    """Compare an article's former mentions with those of its tags now.

    What is the same stands as it was given; the rest is taken back, and what is new given. A
    mention is novel where its story has no other novel one of that ticker.
    """
    wanted = [
        (tag.ticker, round(tag.relevance * 1000), round(tag.confidence * 1000)) for tag in tags
    ]
    standing = _standing(former, held, wanted) if former else {}
    taken = [each for each in former.mentions if each not in standing] if former else []
    known = _known(story, taken)
    there = {each.ticker for each in standing}
    given = [
        HeldMention(ticker, relevance, confidence, ticker not in known, change, received)
        for ticker, relevance, confidence in wanted
        if ticker not in there
    ]
    novel = [each.ticker for each in given if each.novel]
    return Revision(
        held=msgspec.structs.replace(held, mentions=(*standing, *given)),
        story=known_for(story, (*known, *novel)),
        taken=taken,
        given=given,
    )


def _known(story: StoryState, taken: Sequence[HeldMention]) -> Sequence[str]:
    """Give the tickers of which a novel mention stands once these are taken back."""
    undone = {each.ticker for each in taken if each.novel} if taken else ()
    return [ticker for ticker in story.tickers if ticker not in undone] if undone else story.tickers


def _standing(
    former: Held, held: Held, wanted: Iterable[tuple[str, int, int]]
) -> Mapping[HeldMention, None]:
    """Give the former mentions that would be given again just so, in their order."""
    if _shared(former) != _shared(held):
        return {}
    again = set(wanted)
    return {
        each: None
        for each in former.mentions
        if (each.ticker, each.relevance, each.confidence) in again
    }


def _shared(held: Held) -> tuple[object, ...]:
    return (held.title, held.url, held.published, held.novelty, held.tickers_in_article)
