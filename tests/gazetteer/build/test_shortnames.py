"""Registered names to everyday ones."""

import pytest

from stream.gazetteer.build import shortnames

WORDS = {"nvidia": False, "gap": True, "best": True, "buy": True, "eli": True, "bank": True}


def is_word(word: str) -> bool:
    """Stand in for a dictionary."""
    return WORDS.get(word, False)


@pytest.mark.parametrize(
    ("full", "plain"),
    [
        ("Ferguson Enterprises Inc. /DE/", "Ferguson Enterprises Inc"),
        ("Voyager Technologies, Inc./DE", "Voyager Technologies, Inc"),
        ("BANK OF NOVA SCOTIA \\ON\\", "BANK OF NOVA SCOTIA"),
        ("AMAZON COM INC", "AMAZON.com INC"),
        ("TOYOTA MOTOR CORP/", "TOYOTA MOTOR CORP"),
        ("Alphabet Inc. Class A", "Alphabet Inc"),
        ("Grayscale Ethereum Classic Trust (ETC)", "Grayscale Ethereum Classic Trust"),
        ("BANCO SANTANDER, S.A.", "BANCO SANTANDER, S.A."),
        ("GENMAB A/S", "GENMAB A/S"),
        ("Pandora A/S / ADR", "Pandora A/S"),
        ("HORTON D R INC /DE/", "D R HORTON INC"),
        ("TELEFONICA S A", "TELEFONICA S A"),
    ],
)
def test_what_no_text_repeats_is_dropped(full: str, plain: str) -> None:
    """State suffixes, share classes, brackets; points and the order of a name come back."""
    assert shortnames.registered(full) == plain


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("NVIDIA CORP", "NVIDIA"),
        ("Tesla, Inc.", "Tesla"),
        ("ELI LILLY & Co", "ELI LILLY"),
        ("PROCTER & GAMBLE Co", "PROCTER & GAMBLE"),
        ("The Coca-Cola Company", "Coca-Cola"),
        ("Taiwan Semiconductor Manufacturing Co Ltd", "Taiwan Semiconductor Manufacturing"),
        ("BANCO SANTANDER, S.A.", "BANCO SANTANDER"),
        ("NOVO NORDISK A S", "NOVO NORDISK"),
        ("Novo Nordisk A/S", "Novo Nordisk"),
        ("Royal Bank of Canada", "Royal Bank of Canada"),
        ("Limited", "Limited"),
        ("SE Corp", "SE"),
    ],
)
def test_legal_forms_are_dropped(full: str, short: str) -> None:
    """A name of nothing else is left alone."""
    assert shortnames.without_legal_form(full) == short


@pytest.mark.parametrize(
    ("capitals", "usual"),
    [
        ("NVIDIA", "Nvidia"),
        ("BEST BUY", "Best Buy"),
        ("CVS HEALTH", "CVS Health"),
        ("BANK OF AMERICA", "Bank of America"),
        ("TEVA PHARMACEUTICAL", "Teva Pharmaceutical"),
        ("COCA-COLA", "Coca-Cola"),
        ("3M", "3M"),
        ("AT&T", "AT&T"),
        ("iShares Gold", "iShares Gold"),
        ("AMAZON.COM", "Amazon.com"),
        ("MCDONALDS", "McDonalds"),
        ("CULLEN/FROST", "Cullen/Frost"),
    ],
)
def test_capitals_become_the_usual_letters(capitals: str, usual: str) -> None:
    """Short words that no dictionary has stay as they are; mixed letters were meant."""
    assert shortnames.styled(capitals, is_word) == usual


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Palantir Technologies", "Palantir"),
        ("Alibaba Group Holding", "Alibaba"),
        ("Motorola Solutions", "Motorola"),
        ("Booz Allen Hamilton Holding", "Booz Allen Hamilton"),
        ("Applied Optoelectronics Systems", "Applied Optoelectronics Systems"),
        ("Suncor Energy", "Suncor Energy"),
        ("Holdings", "Holdings"),
    ],
)
def test_trade_words_are_dropped_from_the_end(name: str, stem: str) -> None:
    """But never the last word; where several stay, only the words of a firm's shape."""
    assert shortnames.without_descriptors(name) == stem


def test_the_trade_itself_is_dropped_where_asked() -> None:
    """With the joint that it leaves."""
    assert shortnames.without_descriptors("Suncor Energy", shortnames.TRADES) == "Suncor"
    assert (
        shortnames.without_descriptors("Wyndham Hotels & Resorts", shortnames.TRADES) == "Wyndham"
    )


@pytest.mark.parametrize(
    ("left", "right", "related"),
    [
        ("ExxonMobil", "EXXON MOBIL CORP", True),
        ("ADP", "AUTOMATIC DATA PROCESSING INC", True),
        ("John Deere", "DEERE & CO", True),
        ("Walt Disney", "Walt Disney Co", True),
        ("Arthur J. Gallagher", "ASSURANT, INC.", False),
        ("Globe Life", "MOHAWK INDUSTRIES INC", False),
    ],
)
def test_two_names_of_one_firm_are_related(left: str, right: str, *, related: bool) -> None:
    """A guard against sources that mix firms up."""
    assert shortnames.are_related(left, right) is related


def test_a_full_name_is_given_short_and_written_out() -> None:
    """A text may say either where the bare name alone says nothing."""
    assert shortnames.expanded("Visa, Inc.") == ["Visa Inc", "Visa Incorporated"]
    assert shortnames.expanded("Visa") == []


def test_a_legal_form_makes_a_name_formal() -> None:
    """Target is a word, Target Corporation is a firm."""
    assert shortnames.is_formal("Target Corporation")
    assert shortnames.is_formal("Block, Inc.")
    assert not shortnames.is_formal("Target")
    assert not shortnames.is_formal("Inc")


def test_spellings_of_one_name_share_a_key() -> None:
    """Blanks, points, capitals and accents do not part them."""
    assert shortnames.key("Telefónica S.A.") == shortnames.key("TELEFONICA SA")
