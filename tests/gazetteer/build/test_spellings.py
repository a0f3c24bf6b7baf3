"""One name as different hands write it."""

import pytest

from stream.gazetteer.build.spellings import spellings


def is_word(word: str) -> bool:
    """Stand in for a dictionary."""
    return word in {"best", "buy", "mastercard"}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Estée Lauder", ["Estee Lauder"]),
        ("Deutsche Börse", ["Deutsche Borse", "Deutsche Boerse"]),
        ("Mærsk", ["Maersk"]),
        ("Johnson & Johnson", ["Johnson and Johnson"]),
        ("Bath and Body Works", ["Bath & Body Works"]),
        ("Rolls-Royce", ["Rolls Royce"]),
        ("McDonald's", ["McDonalds"]),
        ("D.R. Horton", ["DR Horton", "D. R. Horton"]),
        ("D R Horton", ["D.R. Horton", "DR Horton", "D. R. Horton"]),
        ("T. Rowe Price", ["T Rowe Price"]),
        ("U.S. Bancorp", ["US Bancorp", "U. S. Bancorp"]),
        ("CrowdStrike", ["Crowdstrike"]),
    ],
)
def test_a_name_has_the_spellings_that_texts_use(name: str, others: list[str]) -> None:
    """Accents, joints, hyphens, apostrophes, initials, capitals inside a coined word."""
    found = spellings(name, is_word)

    assert [each for each in found if each in others] == others


@pytest.mark.parametrize(
    "name", ["Nvidia", "MasterCard", "Snap-on", "Coca-cola", "A10", "McKesson"]
)
def test_a_plain_name_has_no_other_spelling(name: str) -> None:
    """Words that a dictionary has, and Scottish names, keep their capitals."""
    assert spellings(name, is_word) == []
