"""Marks stand behind what they mark, and of a long text what is marked is shown."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stream.cli.explain.highlighting import SHORT, Mark, excerpts, joined, pieces

TEXTS = st.text("ab \n", max_size=4_000)
PLACES = st.lists(st.tuples(st.integers(0, 3_999), st.integers(1, 12)), max_size=20)


def mark(start: int, end: int, label: str = "[1]", style: str = "bold") -> Mark:
    """Make a mark."""
    return Mark(start, end, label, style)


def test_a_label_stands_behind_its_place() -> None:
    """The text around it has no style."""
    assert list(pieces("A gains", [mark(0, 1)], (0, 7))) == [
        ("", ""),
        ("A[1]", "bold"),
        (" gains", ""),
    ]


def test_marks_that_overlap_are_one_with_all_labels() -> None:
    """In the style of the first, longest one; a label that stands there already is not repeated."""
    marks = [mark(2, 4, "[2]"), mark(0, 3, "[a]", "dim"), mark(1, 2, "[a]"), mark(4, 5, "[2]")]

    assert joined(marks) == [mark(0, 4, "[a][2]", "dim"), mark(4, 5, "[2]")]


def test_a_short_text_is_shown_whole() -> None:
    """Up to the length that is worth a look."""
    assert excerpts("x" * SHORT, [mark(5, 6)]) == [((0, SHORT), [mark(5, 6)])]


def test_context_is_cut_between_words() -> None:
    """The beginning is always shown."""
    text = "word " * 200 + "AAPL" + " word" * 200

    shown = [text[start:end] for (start, end), _ in excerpts(text, [mark(1_000, 1_004)])]

    assert len(shown) == 2
    assert {each[:5] for each in shown} == {"word "}
    assert {each[-5:] for each in shown} == {" word"}


@given(TEXTS, PLACES)
def test_every_mark_is_shown_once_and_whole(text: str, places: list[tuple[int, int]]) -> None:
    """Spans are in order and apart, whatever the text."""
    marks = joined(mark(a, a + length) for a, length in places if a + length <= len(text))

    shown = excerpts(text, marks)

    assert [each for _, inside in shown for each in inside] == marks
    assert all(a <= each.start and each.end <= b for (a, b), inside in shown for each in inside)
    spans = [span for span, _ in shown]
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@given(TEXTS, PLACES)
def test_without_its_labels_the_text_is_what_it_was(
    text: str, places: list[tuple[int, int]]
) -> None:
    """Nothing is lost or doubled between the pieces."""
    marks = joined(mark(a, a + length, "|") for a, length in places if a + length <= len(text))

    shown = "".join(piece for piece, _ in pieces(text, marks, (0, len(text))))

    assert shown.replace("|", "") == text
