"""Markup, entities, links and odd letters are out of the way, and every place leads back."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages.tag.reading import ReadArticle, Reading, read
from tests.stages.tag.examples import article

NO_ENTITIES = (
    "<b>",
    "</p>",
    "<a href='x'>",
    "<!-- x -->",
    "https://a.b/c",
    " a@b.co ",
    "＄",
    "𝐁",
    "’",
)
SINGLE = ("AT", "&amp;", "&#36;", "&#x24;", "&nbsp;", "&eacute;", "é", "\u0301", "🚀", " ", "\n")
ENTITIES = (
    *SINGLE,
    "&fjlig;",
    "&NotEqualTilde;",
    "&#1;",
    "&#0;",
    "&#xD800;",
    "&amp",
    "&",
    "#",
    ";",
)
PLAIN_TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(NO_ENTITIES)).map("".join))
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from((*NO_ENTITIES, *ENTITIES))).map("".join))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("AT&amp;T", "AT&T"),
        ("Macy&#39;s and Macy&#x27;s", "Macy's and Macy's"),
        ("&lt;AAPL.O&gt;", "<AAPL.O>"),
        ("Moody&rsquo;s", "Moody's"),
        ("&NotEqualTilde;", "\u2242\u0338"),
    ],
)
def test_an_entity_is_read_as_what_it_means(raw: str, text: str) -> None:
    """By name or number; what it means is read like any other text."""
    assert read(raw).text == text


@pytest.mark.parametrize("raw", ["R&D; AT&T", "&amp", "&;", "&#;", "&#x;", "&nosuchthing;"])
def test_an_ampersand_that_begins_no_entity_stays(raw: str) -> None:
    """Firms have one in their names."""
    assert read(raw) == Reading(raw, None)


def test_an_entity_is_resolved_once() -> None:
    """``&amp;lt;`` speaks of ``&lt;``, as a browser shows it."""
    assert read("&amp;lt;").text == "&lt;"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<b>Cisco</b>", "   Cisco    "),
        ("<BR/>Cisco", "     Cisco"),
        ('<a href="/x" title="Apple">Cisco</a>', f"{' ' * 27}Cisco    "),
        ("&lt;b&gt;Cisco", "   Cisco"),
        ("<!-- Apple -->Cisco", "              Cisco"),
    ],
)
def test_markup_is_blank(raw: str, text: str) -> None:
    """It says nothing itself; what stands beside it keeps its place, also where it was escaped."""
    assert read(raw).text == text


@pytest.mark.parametrize("raw", ["<AAPL.O> and <7203.T>", "5 < 6 > 3", "P/E <b", "a <3"])
def test_what_stands_in_brackets_and_is_no_tag_stays(raw: str) -> None:
    """Agencies put RICs there."""
    assert read(raw).text == raw


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/Apple",
        "http://example.com/?q=$AAPL",
        "www.apple.com",
        "bit.ly/AAPL",
        "tim.cook@apple.com",
    ],
)
def test_a_link_or_an_address_is_blank(link: str) -> None:
    """It is named after firms, and is not what is written about them."""
    assert read(f"see {link} on Cisco").text == f"see {' ' * len(link)} on Cisco"


@pytest.mark.parametrize(
    "raw", ["Amazon.com rises", "km/h", "@Apple", "A@P", "and/or", "U.S./China"]
)
def test_what_only_looks_like_a_link_stays(raw: str) -> None:
    """A firm's name, a unit, a name behind an at sign."""
    assert read(raw).text == raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("＄ＡＡＰＬ", "$AAPL"),
        ("𝐀𝐩𝐩𝐥𝐞 𝑨𝒑𝒑𝒍𝒆 𝔸𝕡𝕡𝕝𝕖", "Apple Apple Apple"),
        ("Ⓑⓘⓣⓒⓞⓘⓝ", "Bitcoin"),
        ("Macy’s Macy‘s Macyʼs", "Macy's Macy's Macy's"),
        ("“Apple” „Apple‟", '"Apple" "Apple"'),
        ("Coca‑Cola Coca‐Cola", "Coca-Cola Coca-Cola"),
        ("Coca\u00a0Cola\u2009up\u3000now", "Coca Cola up now"),
        ("Nestlé in Zürich – 株", "Nestlé in Zürich – 株"),
    ],
)
def test_what_only_looks_otherwise_has_its_usual_form(raw: str, text: str) -> None:
    """Widths, ornaments, curly quotes, hyphens and blanks; letters of other words stay."""
    assert read(raw) == Reading(text, None)


def test_a_place_behind_an_entity_leads_back() -> None:
    """Code points of the text as it came, the whole entity within."""
    raw = "<i>AT&amp;T</i> &amp; Cisco"

    reading = read(raw)

    named, cisco = reading.place(3, 7), reading.place(14, 19)
    assert (reading.text[3:7], raw[slice(*named)]) == ("AT&T", "AT&amp;T")
    assert (reading.text[14:19], raw[slice(*cisco)]) == ("Cisco", "Cisco")


@given(TEXTS, st.data())
def test_every_place_lies_in_the_text_in_order(raw: str, data: st.DataObject) -> None:
    """Whatever span of the reading is asked for; what comes later is never before."""
    reading = read(raw)
    spots = st.integers(0, len(reading.text))
    first, second, third = sorted(data.draw(st.tuples(spots, spots, spots)))

    start, end = reading.place(first, second)
    later, last = reading.place(second, third)

    assert 0 <= start <= end == later <= last <= len(raw)
    assert reading.place(0, len(reading.text))[1] == len(raw)


@given(st.lists(st.sampled_from(SINGLE)).map("".join), st.data())
def test_a_place_holds_what_is_read_there(raw: str, data: st.DataObject) -> None:
    """Of entities that mean one character any span leads to what it was read from."""
    reading = read(raw)
    spots = st.integers(0, len(reading.text))
    start, end = sorted(data.draw(st.tuples(spots, spots)))

    there = raw[slice(*reading.place(start, end))]

    assert html.unescape(there).replace("\xa0", " ") == reading.text[start:end]


@given(PLAIN_TEXTS.filter(lambda text: "&" not in text))
def test_without_entities_nothing_moves(raw: str) -> None:
    """One character is read for each, at its own place."""
    reading = read(raw)

    assert reading.origins is None
    assert len(reading.text) == len(raw)


def test_an_article_gives_its_fields_title_first() -> None:
    """Those that have a text; the provider's list has none."""
    both = ReadArticle(article("body &amp; all", title="title"))
    short = ReadArticle(article("body"))

    assert both.fields() == [("title", "title"), ("body", "body & all")]
    assert short.fields() == [("body", "body")]
    assert (both.text("body"), both.text("tickers")) == ("body & all", "")


def test_evidence_is_told_as_it_came() -> None:
    """The place in the field, and what stands there."""
    told = ReadArticle(article("&amp;Moody’s", title="AT&amp;T"))

    assert told.evidence("title", 0, 4) == (0, 8, "AT&amp;T")
    assert told.evidence("body", 1, 8) == (5, 12, "Moody’s")
