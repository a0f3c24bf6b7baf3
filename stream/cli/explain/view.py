"""A finding as people read it: the text with marks in it, then a table of each kind of mark.

Not here: what is said (``findings``), where the marks go (``highlighting``).
"""

from collections.abc import Iterator, Sequence
from itertools import product
from string import ascii_lowercase
from typing import Final

import click
from rich.text import Text

from stream import codec
from stream.cli.explain.findings import Finding, folded
from stream.cli.explain.highlighting import Mark, excerpts, joined, pieces
from stream.cli.look import console, print_table, printable
from stream.models import Tag
from stream.stages.tag.hits import REASONS, Refused
from stream.stages.tag.tagger import is_english

TAGS: Final = ("", "ticker", "name", "relevance", "confidence", "by", "mentions", "")
REFUSED: Final = ("", "refused", "where", "read as", "might have meant", "because")
MOST_NAMED: Final = 3
"""Candidates of one refusal that are named; the others are counted."""

_COLOURS: Final = ("green", "cyan", "magenta", "yellow", "blue", "red")
_REFUSED_STYLE: Final = "dim underline"


def show(found: Finding, *, least: float, full: bool = False) -> None:
    """Print a finding; tags below the confidence ``least`` are told to make no mention."""
    refusals = folded(found.refused)
    marks = [*_tag_marks(found.tags), *_refused_marks(refusals)]
    _print(_head(found))
    for field, text in (("title", found.article.title), ("body", found.article.body)):
        if text:
            inside = joined(mark for place, mark in marks if place == field)
            _print(_marked(text, inside, full=full or field == "title"))
    if found.article.tickers:
        _print(Text(printable(f"provider: {', '.join(found.article.tickers)}")))
    _print(Text())
    _table(TAGS, [*_tag_rows(found.tags, least)], "no tags")
    _table(REFUSED, [*_refused_rows(refusals)], "nothing was refused")


def _head(found: Finding) -> Text:
    article = found.article
    known = (article.source, article.action, codec.rfc3339(article.published_at), found.model)
    head = Text.assemble(
        (printable(article.id), "bold"), "  ", printable("  ".join(filter(None, known)))
    )
    if not is_english(article.language):
        head.append("\nnames and bare symbols are looked for in English only; this is said to be ")
        head.append(printable(article.language))
    return head


def _marked(text: str, marks: Sequence[Mark], *, full: bool) -> Text:
    """Give a text with its marks; what is left out of a long one is counted."""
    lines = "\n".join(map(printable, text.split("\n")))
    shown = [((0, len(lines)), marks)] if full else excerpts(lines, marks)
    result, place = Text(), 0
    for span, inside in shown:
        result.append(_gap(span[0] - place), "dim")
        for piece, style in pieces(lines, inside, span):
            result.append(piece, style)
        place = span[1]
    result.append(_gap(len(lines) - place).rstrip(), "dim")
    return result


def _gap(left_out: int) -> str:
    return f"\n… {left_out:,} characters …\n" if left_out else ""


def _tag_marks(tags: Sequence[Tag]) -> Iterator[tuple[str, Mark]]:
    for number, tag in enumerate(tags):
        style = f"bold {_COLOURS[number % len(_COLOURS)]}"
        for each in tag.evidence:
            yield each.field, Mark(each.start, each.end, f"[{number + 1}]", style)


def _refused_marks(refusals: Sequence[Sequence[Refused]]) -> Iterator[tuple[str, Mark]]:
    for letters, alike in zip(_letters(), refusals, strict=False):
        for each in alike:
            yield each.field, Mark(each.start, each.end, f"[{letters}]", _REFUSED_STYLE)


def _tag_rows(tags: Sequence[Tag], least: float) -> Iterator[Sequence[str]]:
    for number, tag in enumerate(tags):
        notes = ["primary"] if number == 0 else []
        if round(tag.confidence * 1_000) < round(least * 1_000):
            notes.append(f"below {least:g}, so no mention")
        if tag.mention_count > len(tag.evidence):
            notes.append(f"the first {len(tag.evidence)} marked")
        rules = dict.fromkeys(each.rule for each in tag.evidence)
        scores = f"{tag.relevance:.3f}", f"{tag.confidence:.3f}"
        by = ", ".join(rules), str(tag.mention_count)
        yield f"[{number + 1}]", tag.ticker, tag.name, *scores, *by, "; ".join(notes)


def _refused_rows(refusals: Sequence[Sequence[Refused]]) -> Iterator[Sequence[str]]:
    for letters, alike in zip(_letters(), refusals, strict=False):
        first = alike[0]
        where = f"{first.field}:{first.start}-{first.end}"
        if len(alike) > 1:
            where += f" and {len(alike) - 1} more"
        because = f"{REASONS[first.why]} ({first.why})"
        yield f"[{letters}]", first.text, where, first.rule, _meanings(first), because


def _meanings(refused: Refused) -> str:
    tickers = [*dict.fromkeys(each.ticker for each in refused.candidates)]
    more = [f"{len(tickers) - MOST_NAMED} more"] if len(tickers) > MOST_NAMED else []
    return ", ".join([*tickers[:MOST_NAMED], *more])


def _letters() -> Iterator[str]:
    """Give a, b … z, aa, ab … without end."""
    length = 1
    while True:
        yield from map("".join, product(ascii_lowercase, repeat=length))
        length += 1


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], none: str) -> None:
    if rows:
        print_table(titles, rows)
    _print(Text("" if rows else none))


def _print(text: Text) -> None:
    """Print styles on a terminal, elsewhere the mere text in lines as long as they are."""
    screen = console()
    if screen.is_terminal:
        screen.print(text)
    else:
        click.echo(text.plain)
