"""What was done to the characters of a text on its way is undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages.mending import mended


@pytest.mark.parametrize(
    ("received", "meant"),
    [
        ("Profit &amp; loss", "Profit & loss"),
        ("Profit &amp;amp; loss", "Profit & loss"),
        ("&ldquo;Profit&rdquo; &#36;5", "\u201cProfit\u201d $5"),
        ('It\\u2019s \\"up\\"', 'It\u2019s "up"'),
        ("First\\nsecond", "First\nsecond"),
        ("Profit rose=20\nagain=\n st", "Profit rose \nagain st"),
        ("It=E2=80=99s up", "It\u2019s up"),
        ("It\u00e2\u20ac\u2122s up", "It\u2019s up"),
        ("Pro\u00adfit\u200b rose", "Profit rose"),
        ("95\u00a0000 units", "95000 units"),
        ("2\u00bd points", "2.5 points"),
        ("\uff30\uff31 \ufb01rm", "PQ firm"),
        ("Cafe\u0301", "Caf\u00e9"),
    ],
)
def test_what_was_done_to_characters_is_undone(received: str, meant: str) -> None:
    """Entities, escapes, quoted bytes, wrong code pages, signs not seen, width, accents."""
    assert mended(received) == meant


@pytest.mark.parametrize(
    "text",
    [
        "R&D rose; AT&T fell",
        "x = 20",
        "C:\\data",
        "S\u00c3O PAULO",
        "\u00e2ge",
    ],
)
def test_what_was_meant_so_stays(text: str) -> None:
    """An ampersand, an equals sign, a backslash and letters with accents are no damage."""
    assert mended(text) == text


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF, exclude_characters="&\\=")))
def test_mending_again_changes_nothing_more(text: str) -> None:
    """What carries no escapes is mended at once, whatever its letters."""
    once = mended(mended(text))

    assert mended(once) == once


@given(st.text())
def test_any_text_is_mended(text: str) -> None:
    """No character becomes more than eighteen."""
    assert len(mended(text)) <= 18 * len(text)
