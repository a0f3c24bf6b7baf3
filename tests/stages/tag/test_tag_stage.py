"""The stage turns each raw record into one record of ``news.tagged``, or rejects it."""

from datetime import timedelta
from typing import Any

import pytest

from stream import codec
from stream.models import Rejected, Topic
from stream.stages import text
from stream.stages.contract import Count, Output
from stream.stages.tag import TagSettings, TagStage, idle_record, tagger
from tests.stages.tag.examples import NOON, SMALL, raw, tag_examples, tag_stage

MODEL = f"2025.02-small/{tagger.VERSION}/{text.VERSION}"


def sent(output: Output) -> dict[str, bytes]:
    """Give the headers of an output by name."""
    return dict(output.headers)


def test_an_article_leaves_tagged_under_its_id() -> None:
    """Key, value and topic are those of the flow; the partition is the only one."""
    step = tag_stage().apply(raw(7, {"id": "a1", "title": "Cisco (NASDAQ: CSCO)", "urgency": 3}))

    (output,) = step.outputs
    tagged = codec.decode_tagged(output.value or b"")
    assert (output.topic, output.key, output.partition) == (Topic.TAGGED, b"a1", None)
    assert (tagged.origin, tagged.received_at, tagged.model) == ("1:7", NOON, MODEL)
    assert [tag.ticker for tag in tagged.tags] == ["equity:CSCO"]
    assert tagged.article.extra == {"urgency": 3}


def test_the_headers_say_what_when_from_where_and_how_alike() -> None:
    """The id is made of origin and model, the time is that of arrival."""
    step = tag_stage().apply(raw(7, {"id": "a1", "title": "Cisco", "body": "gains"}))

    headers = sent(step.outputs[0])
    assert headers["ce_id"] == f"1:7@{MODEL}".encode()
    assert headers["ce_type"] == b"newsfeed.tagged"
    assert headers["ce_time"] == b"2025-02-15T12:00:00Z"
    assert headers["newsfeed-origin"] == b"1:7"
    assert headers["newsfeed-signature"] == text.fingerprint("Cisco", "gains")


def test_the_step_tells_outcome_arrival_and_tags_by_rule() -> None:
    """A tag is counted once, under the rule of its first evidence; nothing is journalled."""
    step = tag_stage().apply(raw(0, {"id": "a1", "title": "$TAO and $SOL, Cisco and Microsoft"}))

    assert (step.outcome, step.fact, step.received_at) == ("tagged", None, NOON)
    assert step.counts == (Count("tags", "cashtag", 2), Count("tags", "name", 2))


def test_a_heartbeat_passes_without_tags() -> None:
    """Time passed, no news; but what came with it is not searched."""
    step = tag_stage().apply(raw(3, {"action": "heartbeat", "title": "$TAO"}))

    tagged = codec.decode_tagged(step.outputs[0].value or b"")
    assert step.outcome == "heartbeat"
    assert tagged.tags == ()
    assert "newsfeed-signature" not in sent(step.outputs[0])


@pytest.mark.parametrize("action", ["publish", "heartbeat"])
def test_what_is_more_than_a_day_ahead_is_rejected(action: str) -> None:
    """A day ahead to the second is still taken."""
    tomorrow = {"id": "a1", "title": "x", "action": action, "published_at": "2025-02-16T12:00:00Z"}
    later = {**tomorrow, "published_at": "2025-02-16T12:00:01Z"}

    assert tag_stage().apply(raw(0, tomorrow)).outputs
    with pytest.raises(Rejected, match="future"):
        tag_stage().apply(raw(0, later))


@pytest.mark.parametrize(
    ("ahead", "counts"),
    [(timedelta(minutes=5), ()), (timedelta(minutes=6), (Count("clock_anomalies", "ahead"),))],
)
def test_a_clock_that_runs_ahead_is_counted(ahead: timedelta, counts: tuple[Count, ...]) -> None:
    """Five minutes are tolerated."""
    fields: dict[str, Any] = {"id": "a1", "title": "x", "published_at": NOON + ahead}

    assert tag_stage().apply(raw(0, fields)).counts == counts


def test_the_limits_are_settings() -> None:
    """How far ahead is too far is not the stage's to know."""
    stage = TagStage(TagSettings(future_limit=timedelta(minutes=1)), SMALL)

    with pytest.raises(Rejected, match="future"):
        stage.apply(raw(0, {"title": "x", "published_at": NOON + timedelta(minutes=2)}))


def test_a_retraction_needs_no_text() -> None:
    """It says which article is taken back; that is all."""
    step = tag_stage().apply(raw(0, {"id": "a1", "source": "wire", "action": "retract"}))

    assert codec.decode_tagged(step.outputs[0].value or b"").tags == ()


def test_every_example_has_one_outcome() -> None:
    """Tagged, heartbeat, or rejected with its reason."""
    stage, outcomes = tag_stage(), []
    for record in tag_examples():
        try:
            outcomes.append(stage.apply(record).outcome)
        except Rejected as rejected:
            outcomes.append(rejected.reason)

    assert outcomes == [
        "tagged",
        "tagged",
        "heartbeat",
        "tagged",
        "tagged",
        "tagged",
        "not_json",
        "not_utf8",
        "empty",
        "wrong_type",
        "empty",
        "future",
        "tagged",
    ]


def test_the_stage_has_no_state() -> None:
    """Restoring changes nothing, and nothing is gathered."""
    stage = tag_stage()
    before = stage.apply(raw(0, {"title": "$TAO"}))
    stage.restore(())

    assert stage.apply(raw(0, {"title": "$TAO"})) == before
    assert stage.outputs() == ()
    assert stage.gathered() == ()
    assert stage.expired() == 0
    assert stage.status().holdings == ()


def test_an_idle_record_names_the_next_offset() -> None:
    """It says of a raw partition that it was read up to there and nothing came."""
    output = idle_record(2, 41, NOON)

    assert output.topic == Topic.TAGGED
    assert codec.is_idle(output.value or b"")
    assert codec.decode_idle(output.value or b"").origin == "2:41"
    assert sent(output)["ce_id"] == b"idle:2:41"
    assert sent(output)["ce_type"] == b"newsfeed.idle"
    assert sent(output)["newsfeed-origin"] == b"2:41"
