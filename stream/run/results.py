"""What a run gave, as files and as counts: one JSONL file a topic, each line a record's value.

Not here: making the records (``run``), telling a person about them (``cli``).
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stream import codec
from stream.models import Rejected, Topic
from stream.stages.contract import Output

FILES: Final[Mapping[Topic, str]] = {
    Topic.TAGGED: "tagged.jsonl",
    Topic.UNIQUE: "unique.jsonl",
    Topic.DUPLICATES: "duplicates.jsonl",
    Topic.MENTIONS: "mentions.jsonl",
    Topic.WINDOWS: "windows.jsonl",
    Topic.REJECTED: "rejected.jsonl",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A run in numbers. ``articles_in`` = unique + duplicates + rejected articles.

    ``tagged`` counts articles, ``mentions`` no marks, ``windows`` distinct ones, ``rejected``
    every rejected record: heartbeats and mentions that came too late are in it, though no article.
    """

    articles_in: int
    tagged: int
    unique: int
    duplicates: int
    mentions: int
    windows: int
    rejected: int
    seconds: float = 0.0


@dataclass(slots=True)
class Tally:
    """Counts outputs as they pass; holds the keys of the windows it saw."""

    counts: Counter[str] = field(default_factory=Counter)
    windows: set[bytes | None] = field(default_factory=set)

    def add(self, output: Output) -> None:
        """Count one output."""
        value = output.value or b""
        match output.topic:
            case Topic.TAGGED:
                self.counts["tagged"] += not (codec.is_idle(value) or _is_heartbeat(value))
            case Topic.MENTIONS:
                self.counts["mentions"] += not codec.is_mark(value)
            case Topic.WINDOWS:
                self.windows.add(output.key)
            case Topic.REJECTED:
                self.counts["rejected"] += 1
                self.counts["rejected articles"] += _is_article(output)
            case topic:
                self.counts[topic] += 1

    def summary(self) -> Summary:
        """Give the counts so far."""
        unique, duplicates = self.counts[Topic.UNIQUE], self.counts[Topic.DUPLICATES]
        return Summary(
            articles_in=unique + duplicates + self.counts["rejected articles"],
            tagged=self.counts["tagged"],
            unique=unique,
            duplicates=duplicates,
            mentions=self.counts["mentions"],
            windows=len(self.windows),
            rejected=self.counts["rejected"],
        )


def summarise(outputs: Iterable[Output]) -> Summary:
    """Count all outputs and keep none."""
    tally = Tally()
    for output in outputs:
        tally.add(output)
    return tally.summary()


def collect(outputs: Iterable[Output]) -> dict[Topic, list[Output]]:
    """Gather the outputs of a small run by topic, each in the order of its log."""
    collected: dict[Topic, list[Output]] = {topic: [] for topic in FILES}
    for output in outputs:
        collected[output.topic].append(output)
    return collected


def latest(windows: Iterable[Output]) -> dict[bytes, bytes]:
    """Give the last version of each window by its key, in the order of time, size, ticker.

    A tombstone says that a window is no longer kept, not that it was wrong: it is passed over.
    """
    last = {each.key: each.value for each in windows if each.key and each.value}
    return dict(sorted(last.items(), key=_time_size_ticker))


def write(outputs: Iterable[Output], directory: Path, *, all_versions: bool = False) -> Summary:
    """Write ``tagged.jsonl`` … ``rejected.jsonl`` as the outputs come, and count them.

    Each line is the exact value of a record; ``rejected`` has ``{reason, detail, value}``, with
    ``value_base64`` where the value is not UTF-8. Of a window the last version is written, or
    ``all_versions`` in the order of the log. Makes the directory; replaces what is there.
    Raises ``OSError``.
    """
    directory.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    last: dict[bytes, bytes] = {}
    with ExitStack() as stack:
        files = {
            topic: stack.enter_context((directory / name).open("wb"))
            for topic, name in FILES.items()
        }
        for output in outputs:
            tally.add(output)
            line = _line(output)
            if output.topic == Topic.WINDOWS and output.key and line and not all_versions:
                last[output.key] = line
            else:
                files[output.topic].write(line)
        files[Topic.WINDOWS].writelines(
            line for _, line in sorted(last.items(), key=_time_size_ticker)
        )
    return tally.summary()


def _line(output: Output) -> bytes:
    """Give an output's line, nothing for a tombstone.

    Always new bytes: those of the encoder keep the buffer they were written in, ten times their
    size, which would count where the last version of every window is held.
    """
    value = _rejection(output) if output.topic == Topic.REJECTED else output.value
    return b"" if value is None else value + b"\n"


def _rejection(output: Output) -> bytes:
    """Give what a rejected record was, and why, as JSON."""
    headers = dict(output.headers)
    told = {
        "reason": headers.get("newsfeed-reason", b"").decode(),
        "detail": headers.get("newsfeed-detail", b"").decode(),
    }
    try:
        value: dict[str, str | None] = {
            "value": None if output.value is None else output.value.decode()
        }
    except UnicodeDecodeError:
        value = {"value_base64": b64encode(output.value or b"").decode()}
    return codec.encode(told | value)


def _time_size_ticker(window: tuple[bytes, bytes]) -> tuple[bytes, int, bytes]:
    """Read the key ``ticker|size|start``; starts of one form sort as their times do."""
    ticker, size, start = window[0].split(b"|")
    return start, int(size), ticker


def _is_heartbeat(tagged: bytes) -> bool:
    """Tell a tagged heartbeat; only what holds the words is read."""
    return (
        b'"action":"heartbeat"' in tagged
        and codec.decode_tagged(tagged).article.action == "heartbeat"
    )


def _is_article(rejected: Output) -> bool:
    """Tell a rejected article from a rejected heartbeat and from news too late for its window."""
    if dict(rejected.headers).get("newsfeed-reason") == b"too_late":
        return False
    try:
        return codec.decode_json(rejected.value).get("action") != "heartbeat"
    except Rejected:
        return True
