"""All that speaks for one ticker is gathered: where it stands, how sure it is, whose voice."""

import pytest

from stream.gazetteer import Instrument
from stream.models import Rule, TextField
from stream.stages.tag.hits import Hit
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.subjects import Ruling, Subject, subjects
from tests.stages.tag.examples import SMALL, article

CISCO = SMALL.names()["Cisco"][0]
APPLE = SMALL.names()["Apple"][0]
LONG = "." * 1_000


def ruling(
    start: int,
    text: str = "Cisco",
    *,
    rule: Rule = "name",
    field: TextField = "body",
    instrument: Instrument | None = CISCO,
    sureness: int = 850,
) -> Ruling:
    """Make a decided occurrence at a place."""
    hit = Hit(field, start, start + len(text), text, rule, text.strip("$"), (), sureness)
    return Ruling(hit, instrument, sureness)


def subject(*rulings: Ruling, body: str = LONG) -> Subject:
    """Gather the rulings of an article, which are all of one ticker."""
    (found,) = subjects(ReadArticle(article(body)), rulings)
    return found


def test_rulings_stand_in_the_order_of_the_text() -> None:
    """Title, body, the provider's list; whichever finder gave them first."""
    found = subject(
        ruling(0, "CSCO", rule="provider", field="tickers"),
        ruling(50),
        ruling(5),
        ruling(9, field="title"),
    )

    assert [(each.hit.field, each.hit.start) for each in found.rulings] == [
        ("title", 9),
        ("body", 5),
        ("body", 50),
        ("tickers", 0),
    ]
    assert (found.field, found.start) == (0, 9)


def test_of_overlapping_occurrences_the_longest_is_kept() -> None:
    """Of equal ones the surer: a cashtag behind its exchange is found by two rules."""
    long = subject(ruling(5, "Cisco"), ruling(5, "Cisco Systems"), ruling(11, "Systems"))
    sure = subject(ruling(5), ruling(5, rule="exchange", sureness=980))

    assert [each.hit.text for each in long.rulings] == ["Cisco Systems"]
    assert [each.sureness for each in sure.rulings] == [980]


def test_tickers_are_apart_and_so_are_symbols_that_no_table_knows() -> None:
    """The latter go by their letters."""
    found = subjects(
        ReadArticle(article(LONG)),
        [ruling(0), ruling(9, instrument=APPLE), ruling(20, "$QQX", instrument=None)],
    )

    assert [each.ticker for each in found] == ["equity:CSCO", "equity:AAPL", "unlisted:QQX"]


@pytest.mark.parametrize(
    ("start", "place"), [(0, 1_000), (199, 1_000), (200, 1_000), (600, 750), (1_000, 500)]
)
def test_the_place_falls_evenly_from_the_lead_to_the_end(start: int, place: int) -> None:
    """In thousandths, of a body of 1,000 characters whose lead is 200."""
    assert subject(ruling(start)).place == place


@pytest.mark.parametrize(
    ("rulings", "place"),
    [
        ([ruling(1_000), ruling(1_000 - 20)], 513),
        ([ruling(1_000), ruling(1_000 - 20), ruling(1_000 - 40)], 1_000),
        ([ruling(0, "CSCO", rule="provider", field="tickers")], 500),
        ([ruling(990, field="title")], 1_000),
    ],
)
def test_three_occurrences_make_a_theme(rulings: list[Ruling], place: int) -> None:
    """Wherever they stand; the provider's word alone places nothing."""
    assert subject(*rulings).place == place


def test_a_theme_has_a_third_of_all_places() -> None:
    """Three of twelve are not enough."""
    others = [
        ruling(400 + 10 * place, f"$QQ{letter}", instrument=None)
        for place, letter in enumerate("ABCDEFGHI")
    ]
    mine = [ruling(start) for start in (600, 800, 1_000)]

    cisco = next(
        each
        for each in subjects(ReadArticle(article(LONG)), [*others, *mine])
        if each.instrument == CISCO
    )

    assert cisco.place == 750


@pytest.mark.parametrize(
    ("one", "zone"),
    [
        (ruling(5, field="title"), 0),
        (ruling(5, "$CSCO", rule="cashtag"), 1),
        (ruling(5), 2),
        (ruling(600, "$CSCO", rule="cashtag"), 3),
        (ruling(600), 3),
    ],
)
def test_it_stands_out_by_title_mark_and_lead(one: Ruling, zone: int) -> None:
    """In the title, marked in the lead, named there, behind it."""
    assert subject(one).zone == zone


@pytest.mark.parametrize(
    ("one", "labelled"),
    [
        (ruling(5, "$CSCO", rule="cashtag"), True),
        (ruling(5, "CSCO", rule="exchange"), True),
        (ruling(5, "CSCO", rule="provider", field="tickers"), True),
        (ruling(5, "$CSCO", rule="symbol"), True),
        (ruling(5, "CSCO", rule="symbol"), False),
        (ruling(5, "Cisco", rule="hashtag"), False),
        (ruling(5, "Cisco"), False),
    ],
)
def test_a_sign_or_a_market_is_a_mark(one: Ruling, *, labelled: bool) -> None:
    """Bare capitals, names and hashtags are what the text says, not what its author marks."""
    assert subject(one).labelled is labelled


def test_different_rules_make_it_surer_and_never_certain() -> None:
    """Each at its surest, as if they were independent; one rule twice says nothing more."""
    name, again = ruling(5, sureness=800), ruling(50, sureness=850)
    cashtag = ruling(90, "$CSCO", rule="cashtag", sureness=900)
    unknown = ruling(5, "$QQX", rule="cashtag", instrument=None, sureness=400)
    unknown_bare = ruling(50, "$QQX", rule="symbol", instrument=None, sureness=400)

    assert subject(name).confidence == 800
    assert subject(name, again).confidence == 850
    assert subject(name, cashtag).confidence == 980
    assert subject(again, cashtag).confidence == 985
    assert subject(ruling(5, sureness=950), ruling(90, rule="ric", sureness=950)).confidence == 990
    assert subject(unknown, unknown_bare).confidence == 400


def test_a_house_is_one_that_is_named_for_its_analysts_alone() -> None:
    """One mark, or one other mention, and it is news itself."""
    body = f"Cisco analysts upgraded it. Cisco fell. {LONG}"
    cited, news = ruling(0), ruling(28)

    assert subject(cited, body=body).is_house
    assert not subject(cited, news, body=body).is_house
    assert not subject(cited, ruling(90, "$CSCO", rule="cashtag"), body=body).is_house


def test_its_row_is_that_of_the_symbol_in_use() -> None:
    """Named and marked, the mark tells by which symbol it was quoted at the time."""
    former = SMALL.by_symbol("FB", article().published_at.date().replace(year=2015))[0]
    present = SMALL.by_symbol("META")[0]

    found = subject(
        ruling(0, "Facebook", instrument=present),
        ruling(50, "$FB", rule="cashtag", instrument=former),
    )

    assert found.instrument is not None
    assert (found.instrument.symbol, found.start) == ("FB", 0)
