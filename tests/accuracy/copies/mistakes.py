"""What went wrong, in classes, for whoever changes the rules: printed, never published.

Not here: what counts as wrong (``stocknet``, ``judging``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.accuracy.copies.feeding import Outcome
from tests.accuracy.copies.judging import Copy, Verdicts
from tests.accuracy.copies.kit import Text
from tests.accuracy.copies.stocknet import Judged, Reading

LONGEST: Final = 900
"""Characters shown of a text."""

Sort = Literal["false", "missed", "elsewhere"]
"""Taken for a copy and none; a copy and not taken for one; a copy, but in another story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One of them; ``family`` says what was done to the text, or how it was found.

    ``told`` is what was decided, ``text`` what about, ``taken_for`` what it was found to be a
    copy of (or nearest to), ``copy_of`` what it is a copy of in truth.
    """

    sort: Sort
    family: str
    told: str
    text: str
    taken_for: str
    copy_of: str


def of_tweets(reading: Reading) -> Iterator[Mistake]:
    """Give all mistakes against the silver truth, in the order of time."""
    texts = {each.id: each.text for each in reading.tweets}
    for judged in reading.judged("cluster"):
        sort = _sort(judged)
        if sort:
            yield Mistake(
                sort=sort,
                family=judged.outcome.method or "",
                told=f"{judged.tweet.id} {told(judged.outcome)}",
                text=judged.tweet.text,
                taken_for=texts.get(judged.outcome.of or "", ""),
                copy_of=_nearest(judged),
            )


def of_kit(verdicts: Verdicts) -> Iterator[Mistake]:
    """Give all mistakes of a kit: copies not recognised, or elsewhere; news taken for a copy."""
    for copy in verdicts.copies:
        if not copy.right:
            yield _of_copy(copy)
    for piece in (*verdicts.templates, *verdicts.originals):
        if not piece.right:
            yield Mistake(
                sort="false",
                family=piece.family,
                told=told(piece.outcome),
                text=_whole(piece.text),
                taken_for=_whole(piece.taken_for) if piece.taken_for else "",
                copy_of="",
            )


def _of_copy(copy: Copy) -> Mistake:
    return Mistake(
        sort="elsewhere" if copy.outcome.method else "missed",
        family=f"{copy.kind}: {copy.edit}",
        told=f"{copy.outcome.article_id} {told(copy.outcome)}",
        text=_whole(copy.text),
        taken_for="",
        copy_of=_whole(copy.original),
    )


def _whole(text: Text) -> str:
    return f"{text.title} | {text.body}" if text.title else text.body


def told(outcome: Outcome) -> str:
    """Say in a line what was decided of an article."""
    near = f"{outcome.similarity:.3f} to {outcome.of}" if outcome.of else "nothing like it"
    return f"{outcome.method or 'no copy'}, {near}"


def listing(mistakes: Iterable[Mistake], most: int) -> str:
    """Give so many mistakes of each class, the largest class first, after a line for each."""
    classes: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for each in mistakes:
        classes[each.sort, each.family].append(each)
    ordered = sorted(classes.items(), key=lambda each: (-len(each[1]), each[0]))
    heads = [f"{len(found):>5} {' '.join(name)}" for name, found in ordered]
    return "\n".join([*heads, *(line for each in ordered for line in _class(*each, most))])


def _class(name: Sequence[str], mistakes: Sequence[Mistake], most: int) -> Iterator[str]:
    yield f"\n== {' '.join(name)}: {len(mistakes)}"
    for each in mistakes[:most]:
        yield f"-- {each.told}"
        yield f"   {_short(each.text)}"
        if each.taken_for:
            yield f"   taken for/nearest: {_short(each.taken_for)}"
        if each.copy_of:
            yield f"   copy of: {_short(each.copy_of)}"


def _sort(judged: Judged) -> Sort | None:
    counts = judged.counts
    if counts.false:
        return "false"
    if counts.missed:
        return "missed"
    return "elsewhere" if counts.right and not judged.in_place else None


def _nearest(judged: Judged) -> str:
    """Give the text of its chain that has most words in common with it, the last of equals."""
    words = set(judged.tweet.text.lower().split())
    texts = [each.tweet.text for each in judged.chain]
    return max(reversed(texts), key=lambda each: len(words & set(each.lower().split())), default="")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
