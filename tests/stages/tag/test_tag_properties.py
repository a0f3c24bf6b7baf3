"""Whatever the text, tags hold together: offsets, order, bounds, and the same bytes again."""

from hypothesis import given
from hypothesis import strategies as st

from stream import codec
from stream.models import Rejected, Tag
from stream.stages.tag.hits import REASONS
from tests.stages.tag.examples import TAGGER, article, raw, tag_stage, tags

SYMBOLS = ("$", "$FET", "$BTC", "＄", "(NASDAQ: CSCO)", "SOL-USD", "CSCO.O", "CSCO", "A", "7")
NAMES = ("Cisco", "Target", "CISCO", "cisco", "Cisco Systems", "Macy’s", "Ford", "OpenAI", "Duke")
REFUSED = ("A$AP", "$5B", "$HOME/", "Tim ", "Harrison ", "the Amazon", "(Reuters) -", "Ford, Ohio")
WORDS = (
    "shares",
    "token",
    "'s",
    " Inc.",
    "\u0301",
    "🚀",
    "今",
    "\u200b",
    "\n",
    "\r",
    "\x85",
    "\u2028",
)
CODED = ("&amp;", "&#36;", "&#x24;FET", "&fjlig;", "&NotEqualTilde;", "&#1;", "AT&amp;T", "&", ";")
MARKED = ("<b>", "</b>", "<!-- x -->", "<AAPL.O>", "https://x.co/Cisco", "𝐂𝐢𝐬𝐜𝐨", "＄ＣＳＣＯ")
MARKS = (" ", ",", "/", ".", "…", "#", "@", "(", ")", ":", "-")
PIECES = st.sampled_from(SYMBOLS + NAMES + REFUSED + WORDS + CODED + MARKED + MARKS)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))


@given(TEXTS, TEXTS)
def test_evidence_is_what_stands_there(title: str, body: str) -> None:
    """Each piece of evidence is the text at its offsets, in order, none overlapping."""
    fields = {"title": title, "body": body}

    for tag in tags(body, title=title):
        ends = {"title": 0, "body": 0}
        for each in tag.evidence:
            assert fields[each.field][each.start : each.end] == each.text
            assert ends[each.field] <= each.start < each.end
            ends[each.field] = each.end


@given(TEXTS, TEXTS)
def test_what_is_refused_is_what_stands_there(title: str, body: str) -> None:
    """Each at its offsets, in order, with a reason of the closed list."""
    told = article(body, title=title)
    fields = {"title": title, "body": body}

    explained = TAGGER.explain(told)

    places = [(each.field != "title", each.start, each.end) for each in explained.refused]
    assert places == sorted(places)
    assert explained.tags == TAGGER.tags(told)
    for each in explained.refused:
        assert fields[each.field][each.start : each.end] == each.text != ""
        assert each.why in REASONS


def standing(tag: Tag) -> tuple[float, bool, float]:
    """Give what tags are ordered by."""
    headline = tag.evidence[0].field == "title" and tag.confidence >= 0.5
    return tag.relevance, headline, tag.confidence


@given(TEXTS, TEXTS)
def test_tags_are_ordered_and_bounded(title: str, body: str) -> None:
    """Most relevant first, of equals what the title names; each ticker once, scores from 0 to 1."""
    found = tags(body, title=title)

    scores = [(tag.relevance, tag.confidence) for tag in found]
    assert [standing(tag) for tag in found] == sorted(map(standing, found), reverse=True)
    assert len({tag.ticker for tag in found}) == len(found)
    assert all(0 < score <= 1 and round(score, 3) == score for pair in scores for score in pair)
    assert all(tag.confidence <= 0.4 for tag in found if tag.asset_class == "unlisted")


@given(st.one_of(st.binary(max_size=80), TEXTS.map(lambda text: codec.encode({"title": text}))))
def test_any_bytes_give_one_output_or_are_rejected(value: bytes) -> None:
    """Never another exception, and the same bytes again."""
    record = raw(0, value)
    try:
        step = tag_stage().apply(record)
    except Rejected:
        return

    assert len(step.outputs) == 1
    assert tag_stage().apply(record) == step
