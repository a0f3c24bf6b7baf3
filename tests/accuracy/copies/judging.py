"""Edited and templated news through one feed after the other, and whether each was recognised.

Not here: what is done to the texts (the kits), figures of it (``figures``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Final

from stream.models import Article
from tests.accuracy.copies.feeding import Find, Outcome
from tests.accuracy.copies.kit import Edit, Kind, Kit, Template, Text

START: Final = datetime(2024, 3, 4, 6, tzinfo=UTC)
APART: Final = timedelta(minutes=3)
"""Between two originals, and between two pieces of templated news."""
LATEST: Final = 12 * 60
"""Minutes after its original at which a copy comes, at most."""
COPIES: Final = 4_500
"""About so many copies are made by a kit."""
INSTANCES: Final = 20
"""Pieces of news that are made by a template."""
TRIES: Final = 200
HOUSES: Final = ("harbour-wire", "ledger-daily", "market-courier", "northern-press")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An original as another house has it, and what was said of both."""

    kind: Kind
    edit: str
    number: int
    original: Text
    text: Text
    first: Outcome
    outcome: Outcome

    @property
    def right(self) -> bool:
        """Say whether it was recognised, as a copy of its original, and is in its story."""
        return (
            self.outcome.method is not None
            and self.outcome.of == self.first.article_id
            and self.outcome.story_id == self.first.story_id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of news that is no copy, and what was said of it; ``family`` names its template."""

    family: str
    text: Text
    outcome: Outcome
    taken_for: Text | None

    @property
    def right(self) -> bool:
        """Say whether it was taken for no copy."""
        return self.outcome.method is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What became of a kit: of its originals in every feed, the copies, the templated news."""

    originals: Sequence[Piece]
    copies: Sequence[Copy]
    templates: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A copy to be made of the original of this number."""

    kind: Kind
    edit: str
    number: int
    text: Text


def judge(find: Find, kit: Kit, seed: int = 1) -> Verdicts:
    """Give what becomes of a kit; the same kit and seed give the same."""
    originals: list[Piece] = []
    copies: list[Copy] = []
    for planned in rounds(kit, seed):
        pieces, found = _round(find, kit.texts, planned, Random(f"{seed}:{len(originals)}"))
        originals += pieces
        copies += found
    templates = _templates(find, kit.templates, seed)
    return Verdicts(originals=originals, copies=copies, templates=templates)


def rounds(kit: Kit, seed: int) -> Iterator[Sequence[Planned]]:
    """Give the copies of each round: one at most of every text, all of one kind.

    Each kind has as many rounds, no more than it has edits; each text comes with the next of them.
    What an edit leaves as it was is no copy, unless the kind is ``exact``.
    """
    turns = max(1, round(COPIES / len(kit.texts) / len(kit.edits)))
    for kind, edits in kit.edits.items():
        for turn in range(min(turns, len(edits))):
            yield list(_planned(kit.texts, kind, list(edits.items()), turn, seed))


def _planned(
    texts: Sequence[Text], kind: Kind, edits: Sequence[tuple[str, Edit]], turn: int, seed: int
) -> Iterator[Planned]:
    for number, text in enumerate(texts):
        name, edit = edits[(number + seed + turn * _stride(len(edits))) % len(edits)]
        changed = edit(text, Random(f"{seed}:{kind}:{name}:{number}"))
        if kind == "exact" or changed != text:
            yield Planned(kind=kind, edit=name, number=number, text=changed)


def _stride(edits: int) -> int:
    """Give a step that comes to all edits before it comes to one again."""
    return 7 if edits % 7 else 5 if edits % 5 else 1


def _round(
    find: Find, texts: Sequence[Text], planned: Sequence[Planned], random: Random
) -> tuple[list[Piece], list[Copy]]:
    """Send all originals through and, among them, the copies of one round."""
    articles = [_article(f"o{each}", text, each * APART) for each, text in enumerate(texts)]
    for each in planned:
        later = each.number * APART + timedelta(
            minutes=random.randint(3, LATEST), seconds=each.number % 59 + 1
        )
        house = random.choice(HOUSES)
        articles.append(_article(f"c{each.number}", each.text, later, house))
    said = _said(find, articles)
    known = {article.id: Text(article.title, article.body) for article in articles}
    pieces = [_piece("original", text, said[f"o{each}"], known) for each, text in enumerate(texts)]
    copies = [
        Copy(
            kind=each.kind,
            edit=each.edit,
            number=each.number,
            original=texts[each.number],
            text=each.text,
            first=said[f"o{each.number}"],
            outcome=said[f"c{each.number}"],
        )
        for each in planned
    ]
    return pieces, copies


def _templates(find: Find, templates: Mapping[str, Template], seed: int) -> list[Piece]:
    """Send the news of all templates through together, shuffled."""
    made = [
        (name, text) for name, each in templates.items() for text in instances(name, each, seed)
    ]
    Random(seed).shuffle(made)
    articles = [_article(f"t{each}", text, each * APART) for each, (_, text) in enumerate(made)]
    said = _said(find, articles)
    known = {article.id: Text(article.title, article.body) for article in articles}
    return [_piece(name, text, said[f"t{each}"], known) for each, (name, text) in enumerate(made)]


def instances(name: str, template: Template, seed: int) -> list[Text]:
    """Make so many different pieces by a template, fewer where it has no more."""
    random = Random(f"{seed}:{name}")
    return list(islice(dict.fromkeys(template(random) for _ in range(TRIES)), INSTANCES))


def _article(identity: str, text: Text, after: timedelta, source: str = "wire") -> Article:
    return Article(
        id=identity, source=source, title=text.title, body=text.body, published_at=START + after
    )


def _said(find: Find, articles: Sequence[Article]) -> dict[str, Outcome]:
    in_time = sorted(articles, key=lambda each: each.published_at)
    return {each.article_id: each for each in find(in_time)}


def _piece(family: str, text: Text, outcome: Outcome, known: Mapping[str, Text]) -> Piece:
    return Piece(family=family, text=text, outcome=outcome, taken_for=known.get(outcome.of or ""))
