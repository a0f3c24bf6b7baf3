"""The kit's edits are what they say: copies of the same news; its templates never are."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from tests.accuracy.copies import originals
from tests.accuracy.copies.development import KIT
from tests.accuracy.copies.judging import instances
from tests.accuracy.copies.kit import Edit, Kind, Text

EVERY: Final = 8
"""Every eighth text is looked at."""
SAMPLE: Final = KIT.texts[::EVERY]
WRITTEN_OUT: Final = "small numbers"
"""The edit that writes digits as words, or words as digits: it has a test of its own."""


def edits(*kinds: Kind) -> list[Any]:
    """Give all edits of these kinds as cases, each under its name."""
    return [
        pytest.param(edit, id=f"{kind}: {name}")
        for kind in kinds
        for name, edit in KIT.edits[kind].items()
        if name != WRITTEN_OUT
    ]


def whole(text: Text) -> str:
    """Give both fields."""
    return f"{text.title}\n{text.body}"


def numbers(text: Text) -> set[str]:
    """Give all runs of digits, without what parts thousands."""
    plain = unicodedata.normalize("NFKC", whole(text))
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", plain)))


def words(text: Text) -> Counter[str]:
    """Count all words."""
    return Counter(re.findall(r"\w+", whole(text).lower()))


@pytest.mark.parametrize("edit", edits("exact", "reformatted", "edited", "wrapped"))
def test_numbers_survive_an_edit(edit: Edit) -> None:
    """Whatever is added to them: without them it would be other news."""
    lost = [numbers(text) - numbers(edit(text, Random(1))) for text in SAMPLE]

    assert [each for each in lost if each] == []


@pytest.mark.parametrize("edit", edits("reformatted", "edited", "cut", "wrapped"))
def test_an_edit_changes_something_and_is_repeatable(edit: Edit) -> None:
    """Where nothing can be changed in a text, it is left as it is; that is not so of all."""
    changed = [edit(text, Random(1)) for text in KIT.texts]

    assert changed == [edit(text, Random(1)) for text in KIT.texts]
    assert sum(one != text for one, text in zip(changed, KIT.texts, strict=True)) >= 2


@pytest.mark.parametrize("edit", edits("edited"))
def test_a_light_edit_is_light(edit: Edit) -> None:
    """Of longer texts nine words in ten are there afterwards, or nearly."""
    for text in KIT.texts[:23]:
        before, after = words(text), words(edit(text, Random(1)))

        assert (before & after).total() >= 0.85 * before.total()


@pytest.mark.parametrize("edit", edits("cut"))
def test_a_cut_leaves_about_three_fifths(edit: Edit) -> None:
    """Up to the end of a sentence or a paragraph, and with what is written behind it."""
    for text in KIT.texts[:23]:
        share = len(edit(text, Random(1)).body) / len(text.body)

        assert 0.55 <= share <= 0.9


@pytest.mark.parametrize("name", KIT.templates)
def test_a_template_makes_different_news(name: str) -> None:
    """Two forms at least, of a length at which more than equality is looked for."""
    pieces = instances(name, KIT.templates[name], seed=1)

    assert len(set(pieces)) == len(pieces) >= 2
    assert all(25 <= len(piece.body.split()) <= 250 for piece in pieces)
    assert not any(set("{}") & set(whole(piece)) for piece in pieces)


def test_small_numbers_are_written_in_the_other_way() -> None:
    """As digits if there are words, else as words."""
    edit = KIT.edits["edited"][WRITTEN_OUT]

    assert edit(Text("", "It has two plants."), Random(1)).body == "It has 2 plants."
    assert edit(Text("", "It has 2 plants."), Random(1)).body == "It has two plants."


def test_the_kit_is_large_enough() -> None:
    """Three hundred stories, twenty of them long; a hundred edits and fifty templates."""
    lengths = [len(text.body.split()) for text in KIT.texts]

    assert len(lengths) >= 300
    assert sum(length >= 150 for length in lengths) >= 20
    assert sum(map(len, KIT.edits.values())) >= 100
    assert len(KIT.templates) >= 50


def test_versions_of_one_story_are_left_out() -> None:
    """The first stays."""
    first = Text("", "The port is to be dredged to 52 feet, the council said on Tuesday.")
    again = Text("", "On Tuesday: the port is to be dredged to 52 feet, the council said.")
    other = Text("", "Nurses at eleven hospitals walked out on Tuesday over staffing.")

    assert originals.distinct([first, again, other]) == [first, other]


def test_texts_of_a_file_are_parted_by_dashes(tmp_path: Path) -> None:
    """Each with a headline, an empty line and paragraphs."""
    path = tmp_path / "texts.txt"
    path.write_text("One\n\nFirst.\n\nSecond.\n----\nTwo\n\nThird.\n", "utf-8")

    assert originals.longer(path) == [Text("One", "First.\n\nSecond."), Text("Two", "Third.")]
