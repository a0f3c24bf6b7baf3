"""What two texts may differ in and still be the same, and what tells them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages import text
from stream.stages.text import (
    Fingerprint,
    fingerprint,
    fingerprint_of,
    normalise,
    resemblance,
    signature_in,
)

SENTENCE = "Profit at the bank rose to a record in the third quarter, its chief said."


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
        ("Apple (AAPL) - shares fall", "apple aapl shares fall"),
        ("<script>var a = '<b>';</script>Profit<!-- x --> rose<style>p {}</style>", "profit rose"),
        ("a < b and c > d", "a b and c d"),
    ],
)
def test_what_does_not_matter_is_left_out(written: str, canonical: str) -> None:
    """Markup, quotes, width, case, links, datelines, agencies and boilerplate are not the news."""
    assert normalise(written) == canonical


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (SENTENCE, "More is to come."),
        ("", f"{SENTENCE}\nMore is to come."),
        (SENTENCE, f"{SENTENCE}\nMore is to come."),
        (SENTENCE.upper(), f"<p>{SENTENCE}</p>\n\nMore is to come!"),
    ],
)
def test_the_split_in_title_and_body_does_not_matter(title: str, body: str) -> None:
    """The same words are the same content, wherever the title stands, said once or twice."""
    assert fingerprint(title, body) == fingerprint(SENTENCE, "More is to come.")


@pytest.mark.parametrize(("one", "other"), [("\U0001f680", "\U0001f4a5"), ("...", "!!!")])
def test_texts_without_a_word_are_told_apart(one: str, other: str) -> None:
    """Where nothing is left to compare, the text as it came is the content."""
    assert fingerprint_of("", one).content != fingerprint_of("", other).content


def test_a_fingerprint_is_read_back() -> None:
    """What was packed is unpacked: 281 bytes and 4 for each thing named."""
    packed = fingerprint("", "Sales of $XYZ rose 5% in March and fell 2% in April, to 95,000 units")

    read = Fingerprint.unpack(packed)

    assert read.pack() == packed
    assert read.words == 15
    assert len(packed) == 281 + 4 * 8  # $xyz, 5%, 2%, 95000, March, April, up, down
    assert signature_in(packed) == read.signature


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x01",
        bytes(280),
        bytes([text.VERSION + 1]) + fingerprint("", SENTENCE)[1:],
        fingerprint("", SENTENCE)[:-1],
        fingerprint("", SENTENCE) + bytes(4 * text.MAX_THINGS + 4),
    ],
)
def test_other_bytes_are_no_fingerprint(packed: bytes) -> None:
    """Another version, or what is no fingerprint, is never compared."""
    with pytest.raises(ValueError, match="not a fingerprint of this version"):
        Fingerprint.unpack(packed)


def test_a_long_text_names_things_of_its_own_choice() -> None:
    """Of many things those of the lowest hashes are kept: the same ones in every text."""
    numbers = " ".join(str(number) for number in range(1000, 1200))

    one = fingerprint_of("", numbers).things
    other = fingerprint_of("", f"{numbers} and more").things

    assert one == other
    assert len(one) == 40


def test_what_stands_where_a_text_was_cut_is_marked() -> None:
    """A number before an ellipsis, or at the open end of a long text, may be half a number."""
    long = "word " * 40

    assert fingerprint_of("", "It fell to 94\u2026").cut != 0
    assert fingerprint_of("", f"{long} 94").cut != 0
    assert fingerprint_of("", f"{long} 94.").cut == 0
    assert fingerprint_of("", "It fell to 94").cut == 0


def test_resemblance_estimates_the_share_of_common_word_pairs() -> None:
    """Of 300 pairs 200 are common to both and 100 only in one: 200 / 300, within 3 deviations."""
    words = [
        f"w{letter}{other}" for letter in "abcdefghijklmnopqrst" for other in "abcdefghijklmno"
    ]
    one = fingerprint_of("", " ".join(words)).signature
    other = fingerprint_of("", " ".join(words[:201])).signature

    assert resemblance(one, other) == pytest.approx(200 / 299, abs=0.125)
    assert resemblance(one, one) == 1.0
    assert resemblance(one, fingerprint_of("", "quite another text").signature) < 0.05


@given(st.binary(min_size=256, max_size=256), st.integers(0, 2**128 - 1))
def test_resemblance_counts_equal_lanes(signature: bytes, kept: int) -> None:
    """The lanes counted at once are those counted one by one."""
    lanes = [int.from_bytes(signature[at : at + 2], "little") for at in range(0, 256, 2)]
    others = [lane if kept >> at & 1 else lane ^ 0x8001 for at, lane in enumerate(lanes)]
    one, other = (b"".join(lane.to_bytes(2, "little") for lane in each) for each in (lanes, others))

    assert resemblance(one, other) == kept.bit_count() / 128


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_plain_ascii_reads_the_same_either_way(written: str) -> None:
    """The quick reading of ASCII gives the words of the full one."""
    alone = normalise(written).split()
    beside = normalise(f"{written}\n\u00e9").split()

    assert beside[-1:] == ["\u00e9"]
    assert beside[: len(alone)] == alone or written.rstrip().endswith("...")


@pytest.mark.parametrize(
    "part",
    ["<script ", "<!--", "<a ", "a", "a...", " ", "\n", "1,", "$a.", "(Reuters", "http", "A, ",
     "AAAAAA", "\u4fa1", "\u0300\u0327", "\u0f73\u0334", "the post ", "RT @", "&lt;", "-",
     "copyright appeared first on "],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(part: str) -> None:
    """A hundred thousand of what a pattern begins with is read in one go (or this never ends)."""
    words = fingerprint_of("", part * 100_000 + " ...").words

    assert words <= 1_000_000


@pytest.mark.parametrize("digits", ["9" * 5_000, "0" * 5_000, "9" * 20])
def test_the_number_of_no_character_is_read_as_one_unknown(digits: str) -> None:
    """Python reads no integer of more than 4,300 digits; a reference to one is no bug of ours."""
    assert normalise(f"before &#{digits}; after") == normalise("before \ufffd after")


def test_marks_beyond_any_writing_are_left_out() -> None:
    """As many as any script piles up stay, and so does what stands beside them."""
    few, many = "e" + "\u0301\u0323" * 100, "e" + "\u0301\u0323" * 10_000

    assert normalise(f"{few} pile") != normalise("e pile")
    assert normalise(f"{many} pile") == normalise("e" + "\u0301\u0323" * 128 + " pile")


@given(st.text(), st.text())
def test_any_text_has_a_fingerprint(title: str, body: str) -> None:
    """Whatever comes in, a fingerprint of bounded size comes out, the same each time."""
    packed = fingerprint(title, body)

    assert len(packed) <= 281 + 4 * text.MAX_THINGS
    assert Fingerprint.unpack(packed).pack() == packed == fingerprint(title, body)
