"""Invented news of five desks, each another story; another headline for each."""

from collections.abc import Mapping, Sequence
from typing import Final

from tests.accuracy.copies.blind.sections import sections
from tests.accuracy.copies.kit import Text

DESKS: Final = ("wires", "trade", "crypto", "releases", "local")

SECTIONS: Final = tuple(each for desk in DESKS for each in sections(f"originals/{desk}.txt"))

ORIGINALS: Final[Sequence[Text]] = tuple(Text(each.heading, each.body) for each in SECTIONS)

HEADLINES: Final[Mapping[str, str]] = {each.heading: each.remarks[0] for each in SECTIONS}
"""What another desk wrote over the same news, by the headline of ours."""
