"""Who is a copy of whom, and how alike texts may be that are none."""

from dataclasses import replace
from typing import Any

import pytest

from stream import codec
from stream.models import Topic
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.dedupe.match import containment
from tests.stages.dedupe.examples import (
    BITCOIN,
    HOUR,
    MINUTE,
    OTHER,
    STORY,
    facts_of,
    log,
    methods,
    result,
    run,
    stage,
    steps_of,
    tag,
    tagged,
)

SHORTER = STORY[: len(STORY) * 6 // 10]
EDITED = STORY.replace("on Monday", "on Monday evening")
FRAME = (
    "This report is distributed by a partner of ours. It was not written by our newsroom and we "
    "have not checked it. {} Readers who wish to hear from us each day can write to the desk, "
    "whose address stands at the foot of this page beside those of our other offices abroad."
)


def test_a_first_sight_is_unique() -> None:
    """The tagged article goes on as it came, with its story beside it."""
    (record,) = log(tagged(id="a"))
    (step,) = run(DedupeStage(DedupeSettings()), [record])

    value = result(step)

    assert step.outcome == "unique"
    assert {key: value[key] for key in ("change", "novelty", "nearest")} == {
        "change": "publish",
        "novelty": 1.0,
        "nearest": None,
    }
    assert len(value["story_id"]) == 16
    (unique,) = (each for each in step.outputs if each.topic == Topic.UNIQUE)
    assert unique.key == b"a"
    assert (unique.value or b"").startswith((record.value or b"")[:-1])


def test_a_copy_is_a_link_to_what_was_there_before() -> None:
    """The same words of another source, in other dress, are an exact copy."""
    dressed = f"<p>{STORY.upper()}</p> https://blog.example/1"
    first, second = steps_of(
        tagged(id="a"), tagged(dressed, id="b", source="blog", at=HOUR, received=2 * HOUR)
    )

    assert result(second) == {
        "article_id": "b",
        "revision": 0,
        "source": "blog",
        "title": "",
        "url": "https://news.example/b",
        "published_at": "2025-02-10T13:00:00Z",
        "received_at": "2025-02-10T14:00:00Z",
        "origin": "0:1",
        "tickers": ["equity:TSM"],
        "story_id": result(first)["story_id"],
        "duplicate_of": "a",
        "similarity": 1.0,
        "method": "exact",
        "story_count": 2,
        "seconds_since_first": 3600.0,
    }
    (duplicate,) = (each for each in second.outputs if each.topic == Topic.DUPLICATES)
    assert duplicate.key == result(first)["story_id"].encode()


@pytest.mark.parametrize(
    ("copy", "method"),
    [
        (STORY, "exact"),
        (f"ARIZONA (Reuters) - {STORY}\nAdvertisements\nREPLY NOW", "exact"),
        (EDITED, "near"),
        (f"{STORY} The company, which reports on 16 April, gave no more details.", "near"),
        (SHORTER, "contained"),
        (FRAME.format(STORY), "contained"),
    ],
)
def test_a_copy_is_recognised(copy: str, method: str) -> None:
    """Edited, abridged to three fifths, or wrapped in another house's words: it stays a copy."""
    steps = steps_of(tagged(id="a"), tagged(copy, id="b", source="blog"))

    assert methods(steps) == ["unique", method]


def test_the_longer_text_is_recognised_after_the_shorter() -> None:
    """The first one may be the abridged one."""
    steps = steps_of(tagged(SHORTER, id="a"), tagged(STORY, id="b"))

    assert methods(steps) == ["unique", "contained"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BITCOIN.format("95,000"), BITCOIN.format("94,000")),
        (STORY, STORY.replace("$28 billion", "$38 billion")),
        (STORY, STORY.replace("gained 3%", "lost 3%").replace("2027", "2026")),
        (STORY, STORY.replace("Monday", "Tuesday")),
        (STORY, SHORTER.replace("4,200", "4,300")),
        (f"$AAPL {OTHER}", f"$MSFT {OTHER}"),
        ("Shares of the lender rise after its results for the year were out",
         "Shares of the lender fall after its results for the year were out"),
        ("Oil prices ease as supplies grow", "Oil prices ease as supplies grow again"),
    ],
)  # fmt: skip
def test_texts_that_name_different_things_are_no_copies(one: str, other: str) -> None:
    """Another number, date, cashtag or direction is other news; below 8 words anything is."""
    steps = steps_of(tagged(one, id="a"), tagged(other, id="b"))

    assert methods(steps) == ["unique", "unique"]


def test_texts_about_different_tickers_are_no_copies() -> None:
    """The same words about another company are other news, if both name what the other does not."""
    words = "{} raises its outlook for the year as demand for its products stays strong"
    apple, deere = words.format("Apple"), words.format("Deere")

    steps = steps_of(
        tagged(apple, id="a", tickers=["equity:AAPL"]),
        tagged(deere, id="b", tickers=["equity:DE"]),
        tagged(f"{apple} today", id="c", tickers=["equity:AAPL", "etf:SPY"]),
    )

    assert methods(steps) == ["unique", "unique", "near"]


def test_a_homonym_decided_otherwise_does_not_part_copies() -> None:
    """The token and the share of one symbol are one subject here."""
    steps = steps_of(
        tagged(id="a", tickers=["crypto:FET"]), tagged(EDITED, id="b", tickers=["equity:FET"])
    )

    assert methods(steps) == ["unique", "near"]


def test_what_only_the_provider_says_does_not_part_copies() -> None:
    """Providers attach different tickers to one text."""
    sure = tag("equity:XYZ")
    said = replace(sure, evidence=tuple(replace(each, rule="provider") for each in sure.evidence))

    steps = steps_of(tagged(id="a"), tagged(EDITED, id="b", tags=[said]))

    assert methods(steps) == ["unique", "near"]


def test_a_story_goes_on_through_its_copies() -> None:
    """A copy of a copy belongs to the same story, and the nearest earlier text is named."""
    further = EDITED.replace("Analysts had", "Many analysts had")

    first, *copies = steps_of(tagged(id="a"), tagged(EDITED, id="b"), tagged(further, id="c"))

    story = result(first)["story_id"]
    assert [result(step)["story_id"] for step in copies] == [story, story]
    assert [result(step)["duplicate_of"] for step in copies] == ["a", "b"]
    assert [result(step)["story_count"] for step in copies] == [2, 3]


def test_the_horizon_is_counted_from_the_last_copy() -> None:
    """70 hours after the last copy is near enough, 75 hours is a story of its own."""
    hours = [0, 70, 140, 215]

    steps = steps_of(*(tagged(id=f"a{hour}", at=hour * HOUR) for hour in hours))

    assert methods(steps) == ["unique", "exact", "exact", "unique"]
    assert result(steps[3])["story_id"] != result(steps[0])["story_id"]


def test_a_late_copy_is_measured_by_its_own_time() -> None:
    """A text of 80 hours before its story is none of its copies; 10 minutes before, it is."""
    steps = steps_of(
        tagged(id="a", at=100 * HOUR),
        tagged(id="b", at=20 * HOUR),
        tagged(OTHER, id="c", at=100 * HOUR),
        tagged(OTHER, id="d", at=100 * HOUR - 10 * MINUTE),
    )

    assert methods(steps) == ["unique", "unique", "unique", "exact"]
    assert result(steps[3])["seconds_since_first"] == 0.0


def test_a_unique_article_says_how_new_it_is() -> None:
    """The template with another number is unique, and hardly new."""
    steps = steps_of(
        tagged(BITCOIN.format("95,000"), id="a"), tagged(BITCOIN.format("94,000"), id="b")
    )

    value = result(steps[1])

    assert value["nearest"]["article_id"] == "a"
    assert 0.3 <= value["nearest"]["similarity"] < 1
    assert value["novelty"] == pytest.approx(1 - value["nearest"]["similarity"])


def test_novelty_grows_with_what_is_new() -> None:
    """Of a story's four sentences three, or two, and other news behind them."""
    sentences = STORY.split(". ")
    told = [". ".join([*sentences[:kept], OTHER]) for kept in (3, 2)]

    novelties = [result(steps_of(tagged(), tagged(each, id="b"))[1])["novelty"] for each in told]

    assert novelties == pytest.approx([0.41, 0.52], abs=0.01)


@pytest.mark.parametrize("packed", [b"\x00broken", b"", None, b"\x01" * 100_000])
def test_a_signature_of_other_making_is_taken_anew(packed: Any) -> None:
    """A header that is missing, broken or of another version changes no result."""
    news = [tagged(id="a"), tagged(EDITED, id="b"), tagged(OTHER, id="c")]
    signed, bare = log(*news), log(*news, signed=False)
    broken = [each._replace(headers=[("newsfeed-signature", packed)]) for each in bare]

    expected = run(stage(), signed)

    assert run(stage(), bare) == expected
    assert run(stage(), broken) == expected


def test_every_output_says_which_event_it_is() -> None:
    """A binary-mode CloudEvent whose id is the origin and the model, and its time the article's."""
    (step,) = steps_of(tagged(id="a", received=HOUR))

    headers = [dict(output.headers) for output in step.outputs if output.key is not None]

    assert [each["ce_id"] for each in headers] == [b"0:0@m1", b"0:0:1@m1"]
    assert {each["ce_time"] for each in headers} == {b"2025-02-10T13:00:00Z"}
    assert {each["newsfeed-origin"] for each in headers} == {b"0:0"}
    assert step.received_at is not None
    assert codec.rfc3339(step.received_at) == "2025-02-10T13:00:00Z"


def test_containment_follows_from_resemblance() -> None:
    """All of 60 pairs among 100: J = 60/100, so 0.6/1.6 * 160/60 = 1."""
    assert containment(0.6, 60, 100) == pytest.approx(1.0)
    assert containment(0.3, 60, 100) == pytest.approx(0.3 / 1.3 * 160 / 60)


def test_the_journal_takes_less_than_900_bytes_an_article() -> None:
    """Signature, three mentions and all that corrections need."""
    records = log(
        tagged(id="article-2025-02-10-0001", title="A headline of ordinary length, as they come",
               tickers=["equity:TSM", "equity:AMAT", "equity:ASML"]),
    )  # fmt: skip

    (fact,) = facts_of(records, run(DedupeStage(DedupeSettings()), records))

    assert len(fact.data) <= 900
