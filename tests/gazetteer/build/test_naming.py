"""Names without the words of a trade, and in other spellings."""

from dataclasses import replace

from stream.gazetteer.build import naming
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.instruments import Instrument
from stream.models import TickerId

LEXICON = Lexicon(
    words={"apple": 20, "render": 35},
    first_names=frozenset(),
    surnames=frozenset(),
    places=frozenset(),
    rare_surnames=frozenset({"albany"}),
)


def row(ticker: str, name: str, *aliases: str, rank: int | None = None) -> Instrument:
    """Make a share's draft of the little that matters here."""
    return Instrument(
        ticker=TickerId(ticker),
        symbol=ticker.partition(":")[2],
        asset_class="equity",
        name=name,
        aliases=aliases,
        ids={},
        rank=rank,
    )


def test_a_distinctive_first_word_becomes_a_name() -> None:
    """Unless a dictionary has it, people bear it, or another firm's name has it too."""
    drafted = [
        row("equity:PLTR", "Palantir Technologies"),
        row("equity:A", "Render Holdings"),
        row("equity:B", "Zentra Group"),
        row("equity:C", "Bank of Zentra"),
        row("equity:AIN", "Albany International"),
    ]

    found = naming.with_short_aliases(drafted, LEXICON)

    assert [each.aliases for each in found] == [("Palantir",), (), (), (), ()]


def test_a_known_firm_is_called_by_less_than_its_trade() -> None:
    """Of one that few know, the trade is a part of the name."""
    known, hardly = row("equity:A", "Suncor Energy", rank=229), row("equity:B", "Plumas Bancorp")

    found = naming.with_short_aliases([known, hardly], LEXICON)

    assert [each.aliases for each in found] == [("Suncor",), ()]


def test_other_spellings_are_as_ambiguous_as_the_name() -> None:
    """One that is another firm's name, or that the overlay drops, is none of this one's."""
    cleared = replace(row("equity:A", "Apple & Eve"), ambiguous=("!Apple & Eve",))
    curated = replace(row("equity:B", "Take-Two", "!Take Two"), ambiguous=("Take-Two",))
    doubtful = replace(row("equity:C", "Nestlé"), ambiguous=("Nestlé",))
    accented, plain = row("equity:D", "Röst"), row("equity:E", "Rost")

    found = naming.with_spellings([cleared, curated, doubtful, accented, plain], [curated], LEXICON)

    assert [(each.aliases, each.ambiguous) for each in found] == [
        (("Apple and Eve",), ("!Apple & Eve", "!Apple and Eve")),
        (("!Take Two",), ("Take-Two",)),
        (("Nestle",), ("Nestlé", "Nestle")),
        (("Roest",), ()),
        ((), ()),
    ]


def test_everyday_words_are_names_of_household_firms_alone() -> None:
    """Of others the full name stays, or one with the symbol; the overlay may keep a word."""
    household, curated = row("equity:GAP", "Apple", rank=500), row("equity:BOX", "Apple", rank=900)
    full, bare = row("equity:BEST", "Apple", "Apple Inc"), row("equity:TIME", "apple")

    found = naming.pruned([household, curated, full, bare], [curated], LEXICON)

    assert [(each.name, each.aliases) for each in found] == [
        ("Apple", ()),
        ("Apple", ()),
        ("Apple Inc", ()),
        ("apple (TIME)", ()),
    ]


def test_what_the_overlay_drops_is_no_name_however_it_came() -> None:
    """A short form that we made is dropped as one of a package is."""
    made = row("equity:PANW", "Palo Alto Networks", "Palo Alto")
    curated = row("equity:PANW", "Palo Alto Networks", "!Palo Alto")

    (found,) = naming.pruned([made], [curated], LEXICON)

    assert found.aliases == ()
