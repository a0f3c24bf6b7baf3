"""Feeds that repeat themselves and have copies among their lines."""

from datetime import datetime
from itertools import islice

import orjson
import pytest

from stream import codec
from stream.sources.replay import replay_lines
from stream.sources.rounds import rounds

NOW = datetime.fromisoformat("2025-06-01T00:00:00Z")
FEED = [
    codec.encode({"id": "a", "body": "x", "published_at": "2025-02-10T14:00:00Z"}),
    b"{broken",
    codec.encode({"id": "b", "body": "y", "published_at": "2025-02-11T15:00:00Z", "n": 1}),
    codec.encode({"action": "heartbeat", "published_at": "2025-02-11T16:00:00Z"}),
]


def test_the_first_round_is_the_feed_as_it_came() -> None:
    """Byte for byte."""
    assert next(rounds(FEED, now=NOW)) == FEED


def test_each_round_has_new_ids_and_dates() -> None:
    """The times of day stay; days go on past the horizon; unknown fields and broken lines stay."""
    second, third = list(islice(rounds(FEED, now=NOW), 3))[1:]

    articles = [codec.decode_article(value) for value in (second[0], second[2], third[2])]

    assert [(article.id, codec.rfc3339(article.published_at)) for article in articles] == [
        ("a~1", "2025-02-16T14:00:00Z"),
        ("b~1", "2025-02-17T15:00:00Z"),
        ("b~2", "2025-02-23T15:00:00Z"),
    ]
    assert articles[1].extra == {"n": 1}
    assert second[1] == b"{broken"


def test_heartbeats_are_repeated_too() -> None:
    """They keep their empty id."""
    second = list(islice(rounds(FEED, now=NOW), 2))[1]

    heartbeat = codec.decode_article(second[3])

    assert (heartbeat.id, heartbeat.action) == ("", "heartbeat")
    assert codec.rfc3339(heartbeat.published_at) == "2025-02-17T16:00:00Z"


def test_an_article_without_an_id_gets_one() -> None:
    """Each round's is another, so that it is not taken for a redelivery."""
    value = codec.encode({"body": "x", "published_at": "2025-02-10T14:00:00Z"})

    second, third = list(islice(rounds([value], now=NOW), 3))[1:]

    ids = [orjson.loads(each)["id"] for each in (second[0], third[0])]
    assert ids[0].endswith("~1")
    assert ids[1] == ids[0][:-1] + "2"


def test_a_wrong_clock_is_not_repeated() -> None:
    """A date after the start is left out of later rounds, and does not set them years apart."""
    ahead = codec.encode({"id": "c", "body": "z", "published_at": "2099-01-01T00:00:00Z"})

    second = list(islice(rounds([*FEED, ahead], now=NOW), 2))[1]

    assert len(second) == 4
    assert orjson.loads(second[0])["published_at"] == "2025-02-16T14:00:00Z"


def test_nothing_dated_is_nothing_to_repeat() -> None:
    """Else the broken lines would come again without an end."""
    assert list(rounds([b"{broken"], now=NOW)) == [[b"{broken"]]


def test_the_calendar_ends() -> None:
    """The last round is the last whose dates can be written; bad dates beside it do no harm."""
    value = codec.encode(
        {
            "id": "a",
            "body": "x",
            "published_at": "9999-12-20T00:00:00Z",
            "updated_at": "9999-12-31T00:00:00Z",
        }
    )

    repeated = list(rounds([value], now=datetime.fromisoformat("9999-12-31T00:00:00Z")))

    assert [orjson.loads(each)["published_at"][:10] for [each] in repeated] == [
        "9999-12-20",
        "9999-12-25",
        "9999-12-30",
    ]


@pytest.mark.parametrize("copies", [0.0, 1.0])
def test_lines_know_their_round(copies: float) -> None:
    """The first is the feed itself; copies of later rounds are made of their own articles."""
    lines = replay_lines(FEED, now=NOW, loop=True, copies=copies, seed=1)

    first = list(islice(lines, 4 + 2 * int(copies) + 4))

    assert [line.repeat for line in first] == [0] * (4 + 2 * int(copies)) + [1] * 4


def test_copies_of_later_rounds_name_their_own_originals() -> None:
    """The truth of a copy speaks of an article that is in the feed."""
    lines = list(islice(replay_lines(FEED, now=NOW, loop=True, copies=1.0), 12))

    documents = [orjson.loads(line.value) for line in lines if line.value != b"{broken"]
    ids = {document.get("id") for document in documents}
    originals = [
        document["extra"]["truth"]["of"]
        for document in documents
        if "truth" in document.get("extra", {})
    ]

    assert originals == ["a", "b", "a~1", "b~1"]
    assert ids.issuperset(originals)


def test_without_a_loop_lines_are_streamed() -> None:
    """Nothing is read before it is asked for."""
    values = iter(FEED)

    first = next(replay_lines(values, now=NOW))

    assert first.value == FEED[0]
    assert next(values) == b"{broken"
