"""What an article names beyond doubt tells what its unclear names mean."""

from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.references import References
from tests.stages.tag.examples import SMALL, article, found, instrument, tag_of, tickers


def references(body: str, title: str = "") -> References:
    """Look at what the small gazetteer finds in an article."""
    return References(found(ReadArticle(article(body, title=title))))


def test_names_come_in_the_order_of_the_text() -> None:
    """Title first, hashtags too; symbols are no names."""
    names = references("$CSCO, Target and #Apple", title="Google").names

    assert [(hit.field, hit.text) for hit in names] == [
        ("title", "Google"),
        ("body", "Target"),
        ("body", "Apple"),
    ]


def test_a_symbol_may_mean_all_its_homonyms() -> None:
    """Which of them is decided elsewhere."""
    assert references("$FET").by_symbol == {"crypto:FET", "equity:FET"}


def test_symbols_and_clear_names_are_unmistakable() -> None:
    """What needs a context is not, however often it stands there."""
    assert references("$BTC, Cisco, Target and Target").unmistakable == {
        "crypto:BTC",
        "equity:CSCO",
    }


def test_instruments_with_a_clear_name_are_counted_once_by_class() -> None:
    """They say what world the article is of."""
    named = references("Cisco, Cisco Systems, Apple, Bitcoin and Target").named

    assert (named["equity"], named["crypto"], named["etf"]) == (2, 1, 0)


def test_a_name_is_a_persons_where_a_given_name_stands_before_it() -> None:
    """Not where the firm is meant, or the table has no such given name."""
    assert references("Harrison Ford and Tim Apple, not Cisco").persons == {"Ford", "Apple"}


def test_a_longer_name_is_known_by_its_first_word() -> None:
    """A firm's, or that of something without a ticker; the first of several counts."""
    longer = references("Duke Realty, Duke Energy, Apple Records, Cisco and Target").longer

    assert {word: each.text for word, each in longer.items()} == {
        "Duke": "Duke Realty",
        "Apple": "Apple Records",
    }


def test_a_short_form_means_the_longer_name_of_its_article() -> None:
    """Who has said Duke Realty goes on with Duke, which alone is another firm, or a duke."""
    told = "Duke Realty bought a site. The price that Duke paid is not known."

    assert tickers(told) == ["equity:DRE"]
    assert [each.text for each in tag_of("equity:DRE", told).evidence] == ["Duke Realty", "Duke"]
    assert tickers("Shares of Duke fell 3%") == ["equity:DUK"]


def test_a_firms_share_is_the_one_that_the_article_marks() -> None:
    """By the firm's number; other firms and tokens stay what they are."""
    google, cisco = (SMALL.names()[name][0] for name in ("Google", "Cisco"))
    marked, unmarked = references("$GOOG"), references("Google")

    assert marked.as_labelled(google).ticker == "equity:GOOG"
    assert marked.as_labelled(cisco).ticker == "equity:CSCO"
    assert unmarked.as_labelled(google).ticker == "equity:GOOGL"
    assert references("$GOOG $GOOGL").as_labelled(google).ticker == "equity:GOOGL"


def test_a_firm_without_a_number_is_never_taken_for_another() -> None:
    """Two firms of which no number is known are not one."""
    unknown = instrument("equity:X", "X")

    assert references("$AAPL $GOOG").as_labelled(unknown) == unknown
