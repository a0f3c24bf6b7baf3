"""Whatever the text, tags hold together: offsets, order, bounds, and the same bytes again."""

from hypothesis import given
from hypothesis import strategies as st

from stream import codec
from stream.models import Rejected, Tag
from tests.stages.tag.examples import raw, tag_stage, tags

SYMBOLS = ("$", "$FET", "$BTC", "＄", "(NASDAQ: CSCO)", "SOL-USD", "CSCO.O", "CSCO", "A", "7")
WORDS = ("Cisco", "Target", "shares", "token", "'s", "\u0301", "🚀", "今", "\n")
MARKS = (" ", ",", "/", ".", "…", "#", "@", "(", ")", ":", "-")
PIECES = st.sampled_from(SYMBOLS + WORDS + MARKS)
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
