"""What a text may be wrapped in, and how its words may be written, without a difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages.wording import normalise

PIECES = (
    *("Profit", "a", "US$", "$abc", "$BRK.B", "$a5", "Q3", "3a4", "5", "1,000", "2.5", "%", "_"),
    *(" million", "-percent", " b", "t", " ", "\n", "\x1c", "-", ".", ",", ":", "http://a", "..."),
    *("(Reuters) - ", "UPDATE 2-", "BREAKING:\n", "Read more", "See also", "RT @a "),
)
"""What the patterns begin with, end with and stop at."""


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Profit ROSE", "profit rose"),
        ("<p>Profit&nbsp;<b>rose</b></p>", "profit rose"),
        ("\uff30rofit rose", "profit rose"),
        ("\u201cProfit\u201d rose\u2026 again", "profit rose again"),
        ("Profit rose https://example.com/a?b=c www.example.com", "profit rose"),
        ("RT @desk: Profit rose", "profit rose"),
        ("FRANKFURT, Feb 10 (Reuters) - Profit rose", "profit rose"),
        ("NEW YORK, Feb. 10, 2025 /PRNewswire/ -- Profit rose", "profit rose"),
        ("SAN FRANCISCO--(BUSINESS WIRE)--Profit rose", "profit rose"),
        ("S\u00c3O PAULO (AP) \u2014 Profit rose", "profit rose"),
        ("Profit fell to 5 (Reuters) - and rose", "profit fell to 5 reuters and rose"),
        ("UPDATE 2-Profit rose", "profit rose"),
        ("Profit rose\n\nAdvertisements\n\nagain\nREPLY NOW\nLeave A Reply", "profit rose again"),
        ("Profit rose\n(Reporting by A. Writer; Editing by B. Editor)", "profit rose"),
        ("up 10 percent, 10 per cent, 10%", "up 10% 10% 10%"),
        ("$1.5 billion, 1.5bn, US$1.5\nbillion", "1.5bn 1.5bn us 1.5bn"),
        ("95,000 at -5% on 2025-02-10", "95000 at -5% on 2025 02 10"),
        ("$AAPL, $BRK.B.", "$aapl $brk.b"),
        ("Profit was turb\u2026", "profit was"),
        ("\u4fa1\u683c\u4e0a\u6607 BTC", "\u4fa1 \u683c \u4e0a \u6607 btc"),
        ("@desk $XYZ up, says @other_desk: 5%", "$xyz up says 5%"),
        ("@acme up 5%, mail to a@b.example", "acme up 5% mail to a b example"),
        ("12 345 678 of 5 000, 12 in 2024 300", "12345678 of 5000 12 in 2024 300"),
        ("The Com-\nmission met", "the commission met"),
        ("It rose\u2026 Read the full story here", "it"),
        ("Apple (AAPL) - shares fall", "apple aapl shares fall"),
        ("<script>var a = '<b>';</script>Profit<!-- x --> rose<style>p {}</style>", "profit rose"),
        ("a < b and c > d", "a b and c d"),
    ],
)
def test_what_does_not_matter_is_left_out(written: str, canonical: str) -> None:
    """Markup, quotes, width, case, links, datelines, agencies and boilerplate are not the news."""
    assert normalise(written) == canonical


@given(
    st.text(alphabet=st.characters(max_codepoint=0x7F))
    | st.lists(st.sampled_from(PIECES)).map("".join)
)
def test_plain_ascii_reads_the_same_either_way(written: str) -> None:
    """The quick reading of ASCII gives the words of the full one."""
    alone = normalise(f"{written}\n.").split()
    beside = normalise(f"{written}\n.\u00e9").split()

    assert beside == [*alone, "\u00e9"]


@given(
    st.lists(st.sampled_from((*PIECES, "\u2018", "\u2019", "\u201c", "\u201d", "\u2022", "\u20ac")))
)
def test_typographic_marks_say_nothing(pieces: list[str]) -> None:
    """Quotes, bullets and foreign signs are read as any other mark that is no part of a word."""
    marked = "".join(pieces)
    others = "".join(piece if piece in PIECES else "\u00b6" for piece in pieces)

    assert normalise(marked) == normalise(others)


@pytest.mark.parametrize("digits", ["9" * 5_000, "0" * 5_000, "9" * 20])
def test_the_number_of_no_character_is_read_as_one_unknown(digits: str) -> None:
    """Python reads no integer of more than 4,300 digits; a reference to one is no bug of ours."""
    assert normalise(f"before &#{digits}; after") == normalise("before \ufffd after")


def test_marks_beyond_any_writing_are_left_out() -> None:
    """As many as any script piles up stay, and so does what stands beside them."""
    few, many = "e" + "\u0301\u0323" * 100, "e" + "\u0301\u0323" * 10_000

    assert normalise(f"{few} pile") != normalise("e pile")
    assert normalise(f"{many} pile") == normalise("e" + "\u0301\u0323" * 128 + " pile")
