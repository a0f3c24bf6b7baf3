"""Names mean a firm or a token only where nothing else is meant."""

import pytest

from stream.gazetteer import Gazetteer
from stream.stages.tag.tagger import Tagger
from tests.stages.tag.examples import article, instrument, tag_of, tickers


def test_the_longest_name_wins_its_place() -> None:
    """The legal name holds the short one."""
    tag = tag_of("equity:CSCO", "Cisco Systems and Cisco's peers")

    assert [each.text for each in tag.evidence] == ["Cisco Systems", "Cisco"]


def test_a_longer_name_that_cuts_a_word_does_not_hide_the_shorter() -> None:
    """``Gap Inc`` is not in ``Gap Inception``, but ``Gap`` is."""
    gazetteer = Gazetteer([instrument("equity:GAP", "Gap", "Gap Inc")])

    (tag,) = Tagger(gazetteer).tags(article("the Gap Inception"))

    assert [each.text for each in tag.evidence] == ["Gap"]


@pytest.mark.parametrize("text", ["CISCO GAINS", "Cisco’s gain", "(Cisco)", "Cisco-led", "#Cisco"])
def test_a_name_is_found_in_capitals_and_beside_marks(text: str) -> None:
    """Headlines, possessives, brackets, compounds and hashtags are usual."""
    assert tickers(text) == ["equity:CSCO"]


def test_posts_write_a_coinage_in_small_letters() -> None:
    """A large firm's name of one word that means nothing else; less sure than with its capital."""
    assert tag_of("equity:CSCO", "bought more cisco today").confidence == 0.75


@pytest.mark.parametrize(
    "text",
    [
        "Ciscos SanCisco Cisco_x apple",
        "@Cisco https://example.com/Cisco www.Cisco.com",
        "Apple Road, Coca-Cola Field and Microsoft Theater",
    ],
)
def test_a_part_of_a_word_a_link_or_a_place_is_no_name(text: str) -> None:
    """Addresses and places are named after firms and are not about them."""
    assert tickers(text) == []


@pytest.mark.parametrize("text", ["LONDON (Reuters) - It rained", "(Reuters) – It rained"])
def test_the_agency_of_a_dateline_is_not_what_the_news_is_about(text: str) -> None:
    """Every story of an agency begins with its name."""
    assert tickers(text) == []


def test_a_private_firm_wins_its_place_and_makes_no_tag() -> None:
    """``Apple Records`` is not Apple."""
    assert tickers("OpenAI and Apple Records") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Target practice and a Target date", []),
        ("Target-practice shares fell", []),
        ("Target-owned shares fell", ["equity:TGT"]),
        ("Target shares fell", ["equity:TGT"]),
        ("Target cuts its workforce", ["equity:TGT"]),
        ("Target (TGT) opens a store", ["equity:TGT"]),
        ("Target opens a store. Target Corp is old", ["equity:TGT"]),
        ("$TGT: what Target does", ["equity:TGT"]),
        ("Microsoft, Target and Google", ["equity:MSFT", "equity:TGT", "equity:GOOGL"]),
    ],
)
def test_an_ambiguous_name_needs_a_context(text: str, expected: list[str]) -> None:
    """Its symbol, its full name, a list of firms or words of business give it one."""
    assert tickers(text) == expected


@pytest.mark.parametrize("text", ["Harrison Ford invests in shares", "AGI will take workers' jobs"])
def test_a_surname_or_an_acronym_is_not_the_firm(text: str) -> None:
    """Words of business near them are not enough."""
    assert tickers(text) == []


def test_a_lesser_firm_is_not_the_last_word_of_a_longer_name() -> None:
    """``Zealand`` is a firm, ``New Zealand`` is not about it."""
    assert tickers("trade with New Zealand grows") == []
    assert tickers("trade with Zealand grows") == ["equity:ZLDPF"]


def test_a_word_of_the_market_or_an_index_is_no_firm() -> None:
    """``Bullish`` is listed, the Dow is an index; their symbols still mean them."""
    assert tickers("Bullish or bearish on stocks? The Dow rose") == []
    assert tickers("Bullish on $BLSH, $DOW and Dow Inc") == ["equity:BLSH", "equity:DOW"]


def test_a_name_means_the_share_class_that_the_article_labels() -> None:
    """Google has two shares; beside ``$GOOG`` its name speaks for that one."""
    assert tickers("Google gains") == ["equity:GOOGL"]
    assert tickers("$GOOG: Google gains") == ["equity:GOOG"]


def test_what_backs_an_ambiguous_name_says_how_sure_it_is() -> None:
    """A symbol says more than a list, a list more than words nearby."""
    backed = tag_of("equity:TGT", "Target Corp. What Target does")
    listed = tag_of("equity:TGT", "Microsoft, Target, Google")
    nearby = tag_of("equity:TGT", "What Target's shareholders want")

    assert (backed.confidence, listed.confidence, nearby.confidence) == (0.9, 0.74, 0.78)


def test_a_lesser_token_is_named_only_in_the_world_of_tokens() -> None:
    """A project called Stargate is not the token until someone speaks of tokens."""
    assert tickers("Stargate will build data centers") == []
    assert tickers("Stargate, the blockchain bridge") == ["crypto:STG"]
    assert tickers("Bitcoin will build data centers") == ["crypto:BTC"]


def test_an_exchange_or_a_currency_is_not_a_firm() -> None:
    """``(NASDAQ: CSCO)`` is about Cisco alone; the firm that runs it is ``Nasdaq Inc``."""
    assert tickers("Cisco (NASDAQ: CSCO) on Nasdaq") == ["equity:CSCO"]
    assert tickers("Nasdaq Inc reports") == ["equity:NDAQ"]


def test_a_delisted_firm_is_named_until_it_ended() -> None:
    """Yahoo was a share up to June 2017."""
    gone = article("Yahoo news")
    assert tickers("Yahoo news", published_at=gone.published_at.replace(year=2016)) == [
        "equity:YHOO"
    ]

    assert tickers("Yahoo news") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apple crumble is for amateurs", []),
        ("Apple shares crumble", ["equity:AAPL"]),
        ("Apple crumble, says the parent company", ["equity:AAPL"]),
        ("Apple and Microsoft are for amateurs", ["equity:AAPL", "equity:MSFT"]),
        ("Microsoft is for amateurs", ["equity:MSFT"]),
    ],
)
def test_a_clear_name_that_is_a_word_too_needs_some_business(
    text: str, expected: list[str]
) -> None:
    """Beside it, anywhere in the article, or another firm; what is no word needs none."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("", ["equity:AAPL"]), ("en-GB", ["equity:AAPL"]), ("English", ["equity:AAPL"]), ("de", [])],
)
def test_names_are_read_in_english_or_unstated_language(language: str, expected: list[str]) -> None:
    """In other languages the names are other words."""
    assert tickers("Apple shares", language=language) == expected


def test_a_firm_keeps_its_legal_name_where_its_short_one_is_private() -> None:
    """``Nielsen`` alone is a source of figures; ``Nielsen Holdings`` is the share."""
    share = instrument("equity:NLSN", "Nielsen", "Nielsen Holdings", rank=900)
    tagger = Tagger(Gazetteer([share], private=["Nielsen"]))

    legal = tagger.tags(article("Nielsen Holdings cuts jobs"))

    assert [tag.ticker for tag in legal] == ["equity:NLSN"]
    assert tagger.tags(article("Nielsen counts viewers")) == ()
