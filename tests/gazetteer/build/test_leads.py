"""A large firm's first word is its short form, if it is clearly the largest of that word."""

from stream.gazetteer.build.leads import with_leads
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.instruments import Instrument
from stream.models import TickerId

LEXICON = Lexicon(
    words={"public": 10, "quest": 35},
    first_names=frozenset({"ralph"}),
    surnames=frozenset(),
    places=frozenset({"denver"}),
)


def share(symbol: str, name: str, rank: int, *aliases: str) -> Instrument:
    """Make the row of a share; each is another issuer's."""
    return Instrument(
        ticker=TickerId(f"equity:{symbol}"),
        symbol=symbol,
        asset_class="equity",
        name=name,
        aliases=aliases,
        ids={"cik": symbol},
        rank=rank,
    )


def leads(*rows: Instrument, overlay: tuple[Instrument, ...] = ()) -> dict[str, str]:
    """Give the short forms that were added, with their symbols."""
    found = with_leads(rows, overlay, LEXICON)
    assert all(
        set(new.aliases) - set(old.aliases) <= set(new.ambiguous)
        for old, new in zip(rows, found, strict=True)
    )
    return {
        alias: new.symbol
        for old, new in zip(rows, found, strict=True)
        for alias in new.aliases
        if alias not in old.aliases
    }


def test_a_large_firm_is_called_by_its_first_word() -> None:
    """And ambiguous by it, for ``Quest`` is also a word."""
    found = leads(share("ZBH", "Zimmer Biomet", 500), share("DGX", "Quest Diagnostics", 400))

    assert found == {"Zimmer": "ZBH", "Quest": "DGX"}


def test_it_must_be_clearly_the_largest_of_that_word() -> None:
    """Of two Southerns neither is meant by it; a tiny second one takes nothing."""
    rivals = share("SO", "Southern Company", 90), share("SCCO", "Southern Copper", 110)
    tiny = share("ZIMX", "Zimmer Mines", 5_000)

    assert leads(*rivals) == {}
    assert leads(share("ZBH", "Zimmer Biomet", 500), tiny) == {"Zimmer": "ZBH"}


def test_common_words_first_names_and_places_are_no_short_forms() -> None:
    """Nor is the first word of a firm that few know."""
    found = leads(
        share("PSA", "Public Storage", 100),
        share("RL", "Ralph Lauren", 600),
        share("DNV", "Denver Water", 700),
        share("OBS", "Obscurio Labs", 4_000),
    )

    assert found == {}


def test_a_name_that_is_taken_or_dropped_is_not_added() -> None:
    """Another firm has it, or the overlay says no."""
    taken = share("LAM", "Lam", 3_000)
    dropped = share("ZBH", "Zimmer Biomet", 500, "!Zimmer")

    assert leads(share("LRCX", "Lam Research", 30), taken) == {}
    assert leads(share("ZBH", "Zimmer Biomet", 500), overlay=(dropped,)) == {}
