"""Marks in a text, and what is shown of a long one: places and styles, no terminal.

Not here: what is marked (``findings``), printing (``view``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

CONTEXT: Final = 150
"""Characters shown on either side of a mark in a long text."""
SHORT: Final = 1_200
"""Longest text that is shown whole."""
LEAST_GAP: Final = 80
"""Fewest characters worth leaving out."""
WORD: Final = 40
"""Longest word that the context is drawn out for."""

_SPACE: Final = re.compile(r"\s")

Span = tuple[int, int]


class Mark(NamedTuple):
    """``text[start:end]`` in a style, and behind it a label for those who see no styles."""

    start: int
    end: int
    label: str
    style: str


def joined(marks: Iterable[Mark]) -> list[Mark]:
    """Give marks in order; those that overlap as one, in the style of the first, all labels."""
    result: list[Mark] = []
    for each in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if result and each.start < result[-1].end:
            before = result[-1]
            label = before.label if each.label in before.label else before.label + each.label
            result[-1] = before._replace(end=max(before.end, each.end), label=label)
        else:
            result.append(each)
    return result


def pieces(text: str, marks: Iterable[Mark], span: Span) -> Iterator[tuple[str, str]]:
    """Give what stands in the span, cut into (text, style); marks are joined ones, wholly in it."""
    place, end = span
    for mark in marks:
        yield text[place : mark.start], ""
        yield text[mark.start : mark.end] + mark.label, mark.style
        place = mark.end
    yield text[place:end], ""


def excerpts(text: str, marks: Sequence[Mark]) -> list[tuple[Span, Sequence[Mark]]]:
    """Give what is shown of a text, each span with the joined marks in it.

    A short text is shown whole; of a long one its beginning and what stands around the marks.
    """
    if len(text) <= SHORT:
        return [((0, len(text)), marks)]
    shown: list[tuple[Span, list[Mark]]] = [(_around(text, 0, 0), [])]
    for mark in marks:
        (start, end), inside = shown[-1]
        begin, stop = _around(text, mark.start, mark.end)
        if begin <= end + LEAST_GAP:
            shown[-1] = (start, max(end, stop)), [*inside, mark]
        else:
            shown.append(((begin, stop), [mark]))
    return [*shown]


def _around(text: str, start: int, end: int) -> Span:
    """Give a place with its context, which begins and ends between words where it can."""
    begin, stop = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before = [match.end() for match in _SPACE.finditer(text, max(0, begin - WORD), begin)]
    behind = _SPACE.search(text, stop, stop + WORD)
    if begin and before:
        begin = before[-1]
    if stop < len(text) and behind:
        stop = behind.start()
    return begin, stop
