"""An error is told with what a rule writer needs: family, text, ticker, words, what is around."""

from stream.gazetteer import Gazetteer, Instrument
from stream.models import TickerId
from tests.accuracy.confusions import confusions
from tests.accuracy.errors import Error, listing, of, summary
from tests.accuracy.samples import at, tag, text, verdict

BODY = "Shares of ACME and of Borax fell while the roses in the garden of the palace grew $up."
GAZETTEER = Gazetteer(
    [
        Instrument(
            ticker=TickerId("equity:ACME"),
            symbol="ACME",
            asset_class="equity",
            name="Acme Corp",
            aliases=("Acme",),
            ambiguous=("Acme",),
            ids={},
        )
    ]
)


def told(error: Error) -> tuple[str, str, str, str]:
    """Give what differs between the errors of one text."""
    return error.sort, error.what, error.surface, error.detail


def test_each_kind_of_error_is_told() -> None:
    """False tags by what they rest on, missed ones by what was too unsure or not known."""
    judged = verdict(
        text(
            BODY,
            "equity:ACME",
            "equity:BORX",
            "equity:GONE",
            primary="equity:ACME",
            never=("roses",),
        ),
        tag("equity:ROSE", at(BODY, "roses")),
        tag("equity:BORX", at(BODY, "Borax"), confidence=0.4),
        tag("unlisted:UP", at(BODY, "$up", "cashtag"), confidence=0.2),
    )

    assert [told(error) for error in of(judged, GAZETTEER)] == [
        ("false", "equity:ROSE", "roses", "0.90 by name 'roses'"),
        (
            "missed",
            "equity:ACME",
            "ACME",
            "the table has Acme Corp, Acme, ACME; ambiguous: Acme",
        ),
        ("missed", "equity:BORX", "Borax", "0.40 by name 'Borax'"),
        ("missed", "equity:GONE", "", "not in the table"),
        ("never", "roses", "roses", "equity:ROSE 0.90 by name 'roses'"),
        ("primary", "equity:ACME", "", "found equity:ROSE"),
        ("cashtag false", "$up", "$up", ""),
    ]


def test_what_stands_around_is_shown() -> None:
    """Forty characters on each side, the words in brackets, in one line."""
    judged = verdict(text(BODY), tag("equity:ROSE", at(BODY, "roses")))

    [error] = of(judged, GAZETTEER)

    assert str(error).splitlines()[1].strip() == error.excerpt
    assert error.excerpt == (
        "body: res of ACME and of Borax fell while the [roses] "
        "in the garden of the palace grew $up."
    )


def test_a_listing_is_by_family_and_says_what_it_leaves_out() -> None:
    """And before it stands how many there are of each sort."""
    errors = [
        Error(
            family=family,
            text_id=f"{family}-1",
            sort="false",
            what="equity:ACME",
            surface="Acme",
            detail="",
            excerpt="",
        )
        for family in ("words", "brands", "people")
    ]

    lines = listing(errors, 2).splitlines()

    assert [line.split()[0] for line in lines if line.strip()] == ["brands", "people", "…"]
    assert lines[-1] == "… and 1 more"
    assert summary(errors) == "3 false"


def test_confusions_are_the_same_words_for_the_same_ticker() -> None:
    """The most frequent first, with every family they came in; other errors are none."""
    wrong = [
        *of(verdict(text("Roses.", family="b"), tag("equity:R", at("Roses.", "Roses"))), GAZETTEER),
        *of(verdict(text("Acme.", "equity:ACME", family="b")), GAZETTEER),
        *of(verdict(text("Acme!", "equity:ACME", primary="equity:ACME", family="c")), GAZETTEER),
        *of(verdict(text("$X", cashtags=("$X",))), GAZETTEER),
    ]

    found = [
        (each.sort, each.ticker, each.surface, each.texts, each.families)
        for each in confusions(wrong, 10)
    ]

    assert found == [
        ("missed", "equity:ACME", "Acme", 2, ("b", "c")),
        ("false", "equity:R", "Roses", 1, ("b",)),
    ]
    assert len(confusions(wrong, 1)) == 1
