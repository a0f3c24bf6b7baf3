"""How well known an instrument is, so that few names of few words lead to what nobody knows."""

from datetime import date

import pytest

from stream.gazetteer import Instrument
from stream.stages.tag.hits import Hit
from stream.stages.tag.standing import is_known, is_within
from tests.stages.tag.examples import instrument

ENDED = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("known", "rank", "expected"),
    [
        (instrument("equity:A", "A", rank=300), 300, True),
        (instrument("equity:A", "A", rank=301), 300, False),
        (instrument("equity:A", "A"), 3_000, False),
        (instrument("equity:A.DE", "A", ids={"isin": "DE0007164600"}), 1_500, True),
        (instrument("equity:A.DE", "A", ids={"isin": "DE0007164600"}), 1_499, False),
        (instrument("equity:A", "A", valid_to=ENDED), 1_500, True),
        (instrument("crypto:A", "A", ids={"isin": "DE0007164600"}), 3_000, False),
        (instrument("crypto:A", "A", rank=20), 20, True),
    ],
)
def test_its_rank_says_how_well_known_it_is(
    known: Instrument, rank: int, *, expected: bool
) -> None:
    """Without a rank, members of indices abroad and ended shares stand at 1,500, tokens nowhere."""
    assert is_within(known, rank) is expected


@pytest.mark.parametrize(
    ("ticker", "name", "furthest"),
    [
        ("crypto:A", "Render", 300),
        ("equity:A", "Target", 3_000),
        ("equity:A", "AGI", 2_000),
        ("equity:A", "ABCDE", 2_000),
        ("equity:A", "ABCDEF", 3_000),
        ("crypto:A", "AGI", 300),
    ],
)
def test_a_short_name_means_only_what_many_know(ticker: str, name: str, furthest: int) -> None:
    """Tokens have to be better known than shares, those with up to five capitals as well."""
    hit = Hit("body", 0, len(name), name, "name", name, (), 850)

    assert is_known(instrument(ticker, name, rank=furthest), hit)
    assert not is_known(instrument(ticker, name, rank=furthest + 1), hit)
