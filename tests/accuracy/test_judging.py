"""What counts as right, false and missed, of tickers, of cashtags, of words that are neither."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from stream.gazetteer import Gazetteer, Instrument
from stream.models import Article, Evidence, Tag, TickerId
from stream.stages.tag import tagger
from tests.accuracy.judging import Misplaced, judge
from tests.accuracy.samples import at, tag, text, verdict

BODY = "Acme Corp fell, Borax rose: $ACME $NEW $NEW"
ACME = Instrument(
    ticker=TickerId("equity:ACME"),
    symbol="ACME",
    asset_class="equity",
    name="Acme Corp",
    exchange="NYSE",
    ids={},
)


def test_tickers_are_right_false_or_missed() -> None:
    """Each once, however often it is named."""
    judged = verdict(
        text(BODY, "equity:ACME", "equity:OTHER"),
        tag("equity:ACME", at(BODY, "Acme"), at(BODY, "$ACME", "cashtag")),
        tag("equity:BORX", at(BODY, "Borax")),
    )

    assert judged.found == {"equity:ACME", "equity:BORX"}
    assert [each.ticker for each in judged.false] == ["equity:BORX"]
    assert judged.missed == ["equity:OTHER"]


def test_an_unsure_tag_and_an_unlisted_one_are_none() -> None:
    """They make no mention either; what they stand for is missed."""
    judged = verdict(
        text(BODY, "equity:ACME"),
        tag("unlisted:NEW", at(BODY, "$NEW", "cashtag"), confidence=0.9),
        tag("equity:ACME", at(BODY, "Acme"), confidence=0.499),
        tag("equity:BORX", at(BODY, "Borax"), confidence=0.5),
    )

    assert judged.found == {"equity:BORX"}
    assert judged.primary == "equity:BORX"
    assert judged.missed == ["equity:ACME"]


def test_cashtags_count_as_often_as_they_are_written() -> None:
    """However sure, listed or not; a place that two tags point at counts once."""
    second = replace(at(BODY, "$NEW", "cashtag"), start=39, end=43)
    judged = verdict(
        text(BODY, cashtags=("$ACME", "$NEW", "$NEW", "$GONE")),
        tag("unlisted:NEW", at(BODY, "$NEW", "cashtag"), second, confidence=0.2),
        tag("equity:NEW", at(BODY, "$NEW", "cashtag"), confidence=0.2),
        tag("equity:ACME", at(BODY, "Acme"), at(BODY, "Corp", "cashtag")),
    )

    assert judged.false_cashtags == ["Corp"]
    assert judged.missed_cashtags == ["$ACME", "$GONE"]


@pytest.mark.parametrize(
    ("body", "never", "words", "labelled", "taken"),
    [
        ("They target growth at Target.", "Target", "Target", (), True),
        ("They target growth at Target.", "Target", "growth", (), False),
        ("Apple Records sued Apple.", "Apple Records", "Apple", ("equity:TGT",), True),
        ("A Target store; Target rose.", "Target", "Target", ("equity:TGT",), False),
        ("A Target store; Target Corp rose.", "Target", "Target Corp", ("equity:TGT",), False),
        ("Untargeted spending.", "target", "Untargeted", (), False),
    ],
    ids=[
        "taken",
        "left alone",
        "a part of it, of a firm that is named elsewhere",
        "the firm is named by the same word",
        "the firm is named by more",
        "a part of a word is not the word",
    ],
)
def test_words_that_are_none_are_taken_or_left_alone(
    body: str, never: str, words: str, labelled: tuple[str, ...], *, taken: bool
) -> None:
    """By any sure evidence that overlaps them, if it does not stand for a labelled ticker."""
    judged = verdict(text(body, *labelled, never=(never,)), tag("equity:TGT", at(body, words)))

    assert bool(judged.taken) == taken


def test_the_tagger_is_asked_for_the_article() -> None:
    """Its evidence holds."""
    find = tagger.of(Gazetteer([ACME])).tags

    judged = judge(find, text(BODY, "equity:ACME", cashtags=("$ACME", "$NEW", "$NEW")))

    assert judged.found == {"equity:ACME"}
    assert judged.missed_cashtags == judged.false_cashtags == []


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(field="body", start=1, end=5, text="Acme", rule="name"),
        Evidence(field="title", start=0, end=4, text="Acme", rule="name"),
        Evidence(field="tickers", start=0, end=4, text="ACME", rule="provider"),
    ],
    ids=lambda each: each.field,
)
def test_evidence_that_does_not_hold_ends_everything(evidence: Evidence) -> None:
    """Sure or not, right or not: no figure is worth anything then."""

    def find(article: Article) -> Sequence[Tag]:
        return [tag("equity:ACME", evidence, confidence=0.1)]

    with pytest.raises(Misplaced, match="rates-01: equity:ACME"):
        judge(find, text(BODY))
