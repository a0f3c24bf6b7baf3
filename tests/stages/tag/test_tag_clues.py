"""What stands right beside a name tells whether a firm is meant, in points."""

from typing import Final

import pytest

from stream.stages.tag import clues

FIRM: Final = "Target"


def place(text: str, name: str = FIRM) -> tuple[str, int, int]:
    """Give the place of a name in a text, as every clue asks for it."""
    start = text.index(name)
    return text, start, start + len(name)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Target (NYSE: TGT)", 5),
        ("Target fell 3%", 5),
        ("Target's earnings", 4),
        ("Target shares", 4),
        ("Target's chief executive", 4),
        ("Target-owned Shipt", 4),
        ("Target said it would", 4),
        ("Target's third quarter", 4),
        ("Target reported", 3),
        ("Target slid", 3),
        ("Target stores", 2),
        ("Target, the owner", 2),
        ("Target has", 1),
        ("Target practice", 0),
        ("Target", 0),
    ],
)
def test_the_surest_clue_behind_a_name_counts(text: str, points: int) -> None:
    """What only firms have and do says most; what anybody does says little."""
    assert clues.beside(*place(text)) == points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("shares of Target", 5),
        ("the chief of Target", 4),
        ("retailer Target", 4),
        ("rivals such as Target", 3),
        ("a bid for Target", 3),
        ("with Target", 1),
        ("a moving Target", 0),
    ],
)
def test_the_surest_clue_before_a_name_counts(text: str, points: int) -> None:
    """What one can only do to a firm, and what firms are called."""
    assert clues.beside(*place(text)) == points


def test_both_sides_are_added_and_nothing_beyond_their_reach() -> None:
    """One clue of each side; sixty characters away it speaks for another."""
    far = f"shares of a thing {'so it was ' * 6}"

    assert clues.beside(*place("shares of Target fell 3%")) == 5 + 5
    assert clues.beside(*place(f"{far}Target{far}")) == 0


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Render network", 3),
        ("the token Render", 2),
        ("holding Render tokens", 5),
        ("Render near $7", 3),
        ("Render surged", 3),
        ("to Render a picture", 0),
    ],
)
def test_tokens_have_clues_of_their_own(text: str, points: int) -> None:
    """What they are called, who holds them, at what price; else what happens to them."""
    assert clues.beside_token(*place(text, "Render")) == points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Target to cut jobs", 2),
        ("Sales fell. Target to cut jobs", 2),
        ("Target opens stores", 1),
        ("What Target opens", 0),
        ("Target practice", 0),
        ("Target losses of the past", 0),
    ],
)
def test_what_begins_a_sentence_before_a_verb_is_its_subject(text: str, points: int) -> None:
    """A plan says more than a deed."""
    assert clues.as_subject(*place(text)) == points


@pytest.mark.parametrize("text", ["a judge in Target", "outside Target", "downtown Target"])
def test_places_stand_behind_words_of_place(text: str) -> None:
    """Many a town has a firm's name."""
    assert clues.is_location(text, text.index(FIRM))


def test_a_firm_stands_elsewhere() -> None:
    """Its people are of it, its shares fall with it."""
    assert not clues.is_location("a store of Target", 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Target", True),
        ("It fell. Target rose", True),
        ("- Target", True),
        ("He said: 'Target", True),
        ("line\nTarget", True),
        ("What Target", False),
        ("Mr. Target", True),
    ],
)
def test_a_sentence_begins_behind_a_stop_a_mark_or_a_line(text: str, *, expected: bool) -> None:
    """There a capital says nothing."""
    assert clues.begins_sentence(text, text.index(FIRM)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nike and Target Lead Retailers Higher", True),
        ("NIKE AND TARGET LEAD", True),
        ("Nike and Target lead retailers higher", False),
        ("See Target", False),
    ],
)
def test_in_a_headline_most_words_have_a_capital(text: str, *, expected: bool) -> None:
    """There capitals beside a name are no part of it; one word tells nothing."""
    name = FIRM if FIRM in text else FIRM.upper()

    assert clues.in_headline_style(*place(text, name)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday Mr. Ford bought shares", True),
        ("a film with Harrison Ford as its star", True),
        ("the late J. Ford was there", True),
        ("the Duke of Ford was there", True),
        ("on Monday Ford fell", False),
        ("in Chicago Ford fell", False),
        ("rival Ford fell", False),
        ("Ford fell", False),
        ("How Harrison Ford Became Rich and Famous", False),
    ],
)
def test_a_title_or_another_capital_before_a_name_makes_it_a_person(
    text: str, *, expected: bool
) -> None:
    """Days, places and words of business are no first names; headlines tell nothing."""
    assert clues.is_person(*place(text, "Ford")) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Unity Party wins seats", True),
        ("the Unity Party's seats", True),
        ("what Unity Inc does", False),
        ("what Unity Shares cost", False),
        ("said Unity Monday", False),
        ("Unity CEO speaks", False),
        ("Unity wins seats", False),
        ("The Unity Party Wins More Seats", False),
    ],
)
def test_a_capital_behind_a_name_makes_it_a_longer_one(text: str, *, expected: bool) -> None:
    """Words of trade, days and acronyms do not."""
    assert clues.is_longer_name(*place(text, "Unity")) is expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Target-Owned Shipt", "owned"),
        ("Target-practice", "practice"),
        ("Target - practice", ""),
        ("Target", ""),
    ],
)
def test_a_hyphen_ties_a_word_to_a_name(text: str, word: str) -> None:
    """In small letters, since headlines write it large."""
    assert clues.compound(text, len(FIRM)) == word
