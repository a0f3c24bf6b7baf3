"""When two texts are the same, how far they resemble each other, what tells them apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages import text
from stream.stages.text import (
    Fingerprint,
    fingerprint,
    fingerprint_of,
    resemblance,
    signature_in,
)

SENTENCE = "Profit at the bank rose to a record in the third quarter, its chief said."


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
    one, other = fingerprint_of(title, body), fingerprint_of(SENTENCE, "More is to come.")

    assert replace(one, names=()) == replace(other, names=())


@pytest.mark.parametrize(("one", "other"), [("\U0001f680", "\U0001f4a5"), ("...", "!!!")])
def test_texts_without_a_word_are_told_apart(one: str, other: str) -> None:
    """Where nothing is left to compare, the text as it came is the content."""
    assert fingerprint_of("", one).content != fingerprint_of("", other).content


def test_a_fingerprint_is_read_back() -> None:
    """What was packed is unpacked: 287 bytes and 6 for each thing and name."""
    packed = fingerprint(
        "", "Sales of $XYZ rose 5% in March and fell 2% in Berlin, to 95,000 units"
    )

    read = Fingerprint.unpack(packed)

    assert read.pack() == packed
    assert read.words == 15
    assert read.pairs == 9
    assert len(packed) == 287 + 6 * 9  # $xyz, 5, 2, 95000, March, up, down; Sales, Berlin
    assert signature_in(packed) == read.signature


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x01",
        bytes(286),
        bytes([text.VERSION + 1]) + fingerprint("", SENTENCE)[1:],
        fingerprint("", SENTENCE)[:-1],
        fingerprint("", SENTENCE) + bytes(6),
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
    assert fingerprint_of("", "It fell to 94 [\u2026]").cut != 0


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


@pytest.mark.parametrize(
    "part",
    ["<script ", "<!--", "<a ", "a", "a...", " ", "\n", "1,", "$a.", "(Reuters", "http", "A, ",
     "AAAAAA", "\u4fa1", "\u0300\u0327", "\u0f73\u0334", "the post ", "RT @", "&lt;", "-",
     "copyright appeared first on ", "BREAKING:\n", "\nsee also", "1 ", "$", "a-1", "\u2019",
     "[/b", "[b=", "=20", "=\n", "\\u", "&amp;", "\u00e2\u20ac", "\u00ad", "1\u00a0000",
     "\nUpdated 1", "\nhome ", "\nBy A A", "\n12 ", "\nshare x ", "\ncopyright A ", "[+1 chars",
     "<p ", "</", "<![CDATA[", "]]>", "A -- ", "/AP/ ", " a A", ". A A A", " a, 'A", " \u2019 ",
     "5 million ", "5-", "1.2", "1.234.", "twenty ", "not up ", "jan 3 ", "U.S.", "$a.b ", "-5 ",
     "1 000 ", "1 000", "3 may ", "may 3 ", "a-\n", "... view ", "\u2026 the post ", "@a $b "],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(part: str) -> None:
    """A hundred thousand of what a pattern begins with is read in one go (or this never ends)."""
    words = fingerprint_of("", part * 100_000 + " ...").words

    assert words <= 1_000_000


@given(st.text(), st.text())
def test_any_text_has_a_fingerprint(title: str, body: str) -> None:
    """Whatever comes in, a fingerprint of bounded size comes out, the same each time."""
    packed = fingerprint(title, body)

    assert len(packed) <= text.LONGEST
    assert Fingerprint.unpack(packed).pack() == packed == fingerprint(title, body)
