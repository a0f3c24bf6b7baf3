"""What a run gave: the files and the counts."""

from pathlib import Path

import orjson
import pytest

from stream import codec
from stream.models import Article, Mark, Origin, Reason, Tagged, Topic
from stream.run import Summary, collect, latest, summarise, write
from stream.stages.contract import Output

NOW = codec.decode_article(b'{"body":"x","published_at":"2025-02-10T14:00:00Z"}').published_at
MARK = codec.encode(Mark(seq=1, index=0, watermark=NOW))


def tagged(article: Article) -> Output:
    """Give a record of ``news.tagged``."""
    value = Tagged(article=article, origin=Origin("0:0"), received_at=NOW, model="m", tags=())
    return Output(Topic.TAGGED, None, codec.encode(value), ())


def rejected(value: bytes | None, reason: Reason) -> Output:
    """Give a rejected record."""
    headers = [("newsfeed-reason", reason.encode()), ("newsfeed-detail", "why é".encode())]
    return Output(Topic.REJECTED, None, value, headers)


def window(key: str, value: bytes | None) -> Output:
    """Give a version of a window, or its tombstone."""
    return Output(Topic.WINDOWS, key.encode(), value, ())


OUTPUTS = [
    tagged(Article(id="a", body='"action":"heartbeat"', published_at=NOW, extra={"b": 1})),
    tagged(Article(id="", action="heartbeat", published_at=NOW)),
    Output(Topic.TAGGED, None, b'{"origin":"0:9","idle":true}', ()),
    Output(Topic.UNIQUE, b"a", b'{"unique":1}', ()),
    Output(Topic.DUPLICATES, b"a", b'{"duplicate":1}', ()),
    Output(Topic.MENTIONS, b"t", b'{"ticker":"t"}', ()),
    Output(Topic.MENTIONS, None, MARK, ()),
    window("crypto:B|3600|2025-02-10T14:00:00Z", b"b1"),
    window("crypto:B|300|2025-02-10T14:00:00Z", b"b0"),
    window("crypto:A|300|2025-02-10T14:00:00Z", b"a0"),
    window("crypto:B|3600|2025-02-10T14:00:00Z", b"b2"),
    window("crypto:Z|300|2025-02-09T14:00:00Z", b"z0"),
    window("crypto:Z|300|2025-02-09T14:00:00Z", None),
    rejected(b"{broken", "not_json"),
    rejected(b"\xff", "not_utf8"),
    rejected(None, "empty"),
    rejected(b'{"action":"heartbeat"}', "no_time"),
    rejected(b'{"ticker":"t"}', "too_late"),
]


def test_the_summary_counts_news() -> None:
    """Articles in are unique, duplicates and rejected ones; no heartbeat, mark or late mention."""
    summary = summarise(OUTPUTS)

    assert summary == Summary(
        articles_in=5, tagged=1, unique=1, duplicates=1, mentions=1, windows=4, rejected=5
    )


def test_each_topic_has_its_file(tmp_path: Path) -> None:
    """Every line is a record's exact value, in the order of the log, marks and heartbeats too."""
    directory = tmp_path / "new" / "directory"

    summary = write(OUTPUTS, directory)

    assert summary == summarise(OUTPUTS)
    assert (directory / "tagged.jsonl").read_bytes() == b"".join(
        output.value + b"\n" for output in OUTPUTS[:3] if output.value
    )
    assert (directory / "unique.jsonl").read_bytes() == b'{"unique":1}\n'
    assert (directory / "duplicates.jsonl").read_bytes() == b'{"duplicate":1}\n'
    assert (directory / "mentions.jsonl").read_bytes() == b'{"ticker":"t"}\n' + MARK + b"\n"


def test_of_a_window_the_last_version_is_written(tmp_path: Path) -> None:
    """Sorted by time, size and ticker; a tombstone does not unsay it."""
    write(OUTPUTS, tmp_path)

    assert (tmp_path / "windows.jsonl").read_text().split() == ["z0", "a0", "b0", "b2"]


def test_all_versions_are_written_when_asked_for(tmp_path: Path) -> None:
    """In the order of the log, without tombstones."""
    write(OUTPUTS, tmp_path, all_versions=True)

    assert (tmp_path / "windows.jsonl").read_text().split() == ["b1", "b0", "a0", "b2", "z0"]


def test_what_was_rejected_is_written_with_its_reason(tmp_path: Path) -> None:
    """Text stands as text, other bytes in Base64, a record without a value as null."""
    write(OUTPUTS, tmp_path)

    lines = list(map(orjson.loads, (tmp_path / "rejected.jsonl").read_bytes().splitlines()))
    assert lines[:3] == [
        {"reason": "not_json", "detail": "why é", "value": "{broken"},
        {"reason": "not_utf8", "detail": "why é", "value_base64": "/w=="},
        {"reason": "empty", "detail": "why é", "value": None},
    ]


def test_a_run_replaces_the_one_before(tmp_path: Path) -> None:
    """No line of an older run is left, in no file."""
    write(OUTPUTS, tmp_path)

    write([], tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "tagged.jsonl": b"",
        "unique.jsonl": b"",
        "duplicates.jsonl": b"",
        "mentions.jsonl": b"",
        "windows.jsonl": b"",
        "rejected.jsonl": b"",
    }


def test_a_small_run_can_be_kept() -> None:
    """By topic, each in order; topics without a record are there and empty."""
    collected = collect(OUTPUTS[3:5])

    assert [output.value for output in collected[Topic.UNIQUE]] == [b'{"unique":1}']
    assert collected[Topic.WINDOWS] == []


def test_latest_gives_windows_by_key() -> None:
    """The version that counts, to look up."""
    windows = latest(output for output in OUTPUTS if output.topic == Topic.WINDOWS)

    assert windows[b"crypto:B|3600|2025-02-10T14:00:00Z"] == b"b2"
    assert len(windows) == 4


def test_a_directory_that_cannot_be_made_is_the_caller_s_to_tell(tmp_path: Path) -> None:
    """The error of the system comes through."""
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match="file"):
        write([], tmp_path / "file")
