"""What a kit of edited news is made of: originals, what is done to them, and templates.

Not here: any text or edit (the kits themselves), what becomes of them (``judging``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, NamedTuple

Kind = Literal["exact", "reformatted", "edited", "cut", "wrapped"]
"""What another house does to a text: nothing, its form, its words, its length, its frame."""


class Text(NamedTuple):
    """The two fields an edit may touch; ``""`` where there is none."""

    title: str
    body: str


Edit = Callable[[Text, Random], Text]
"""Makes a copy of a text: pure, chance only from the ``Random`` given."""

Template = Callable[[Random], Text]
"""Fills in one piece of templated news: two calls are two different news, however alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Texts that are each another story, edits by kind and name, templates by name.

    A copy is the same news as its original: every number, date and name survives each edit.
    """

    texts: Sequence[Text]
    edits: Mapping[Kind, Mapping[str, Edit]]
    templates: Mapping[str, Template]
