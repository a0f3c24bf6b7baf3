"""Every setting of one process: its type, its default, and the reason for both.

Not here: how text becomes these values (``environment``), what they mean to a stage (``pipeline``).
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from msgspec import Meta

from stream.config.broker import BrokerSettings
from stream.config.environment import ConfigError, Setting, durations, read, settings_of


def _state_directory(environ: Mapping[str, str]) -> Path:
    """Give the XDG state directory of this user, or a temporary one where there is no home."""
    try:
        state = environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    except RuntimeError:
        return Path(tempfile.gettempdir()) / f"newsfeed-{os.getuid()}"
    return Path(state) / "newsfeed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(BrokerSettings):
    """One process's settings, read once at its start. Sizes are bytes, times are seconds.

    Raises ``ConfigError`` where some of them contradict each other.
    """

    raw_partitions: Annotated[
        int,
        Meta(ge=1, le=1_000, description="Of news.raw: as many taggers as may work at once."),
    ] = 4
    partitions: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000,
            description="Of news.unique, .duplicates, .mentions and .windows: as many window "
            "workers as may work at once. Fixed once the topics exist.",
        ),
    ] = 4
    replication: Annotated[
        int,
        Meta(ge=1, le=10, description="Copies the brokers keep of each topic; 3 in production."),
    ] = 1

    idle_seconds: Annotated[
        float,
        Meta(
            gt=0,
            description="A raw partition read to its end and silent for this long no longer holds "
            "time back.",
        ),
    ] = 5.0
    lateness_seconds: Annotated[
        int,
        Meta(
            ge=0,
            le=86_400,
            description="How far the watermark stays behind the newest news: what comes within it "
            "is counted before its window is final.",
        ),
    ] = 900
    windows: Annotated[
        tuple[int, ...],
        Meta(
            title="a list of durations like 5m,1h,1d",
            description="Sizes of the windows, as in 5m,1h,1d; multiples of 5 minutes that divide "
            "a day, because time is marked every 5 minutes.",
            extra={"reads": durations},
        ),
    ] = (300, 3_600, 86_400)
    retention_seconds: Annotated[
        int,
        Meta(
            ge=604_800,
            le=31_536_000,
            description="How long windows and articles are remembered, for late news and "
            "corrections; at least the 7 days that the baseline looks back.",
        ),
    ] = 604_800
    horizon_seconds: Annotated[
        int,
        Meta(
            ge=1,
            description="How long after a story's last copy another one is still recognised; "
            "syndicated copies come within three days.",
        ),
    ] = 259_200
    max_articles: Annotated[
        int,
        Meta(
            ge=1,
            description="Most articles whose text dedupe searches for resemblance, the newest; "
            "half a million are three days of 160,000 a day, and take 1.2 GB with all else that is "
            "remembered of them (2.4 kB each).",
        ),
    ] = 500_000
    max_identities: Annotated[
        int,
        Meta(
            ge=1,
            description="Most articles that can still be corrected or retracted, the newest; as "
            "many as texts or more, for what is found as an original should be known as an "
            "article. One without its text takes 1.1 kB, an exact copy 0.6 kB.",
        ),
    ] = 500_000
    min_confidence: Annotated[
        float,
        Meta(ge=0, le=1, description="Tags below it are shown on the article but not counted."),
    ] = 0.5
    gazetteer_extra: Annotated[
        Path | None,
        Meta(description="A file of further instruments and names, laid over the built-in table."),
    ] = None
    journal_merge: Annotated[
        int,
        Meta(ge=2, description="Small journal entries merged into one: fewer to read at a start."),
    ] = 64
    journal_entry_bytes: Annotated[
        int, Meta(ge=1 << 12, description="Largest merged journal entry.")
    ] = 512 << 10

    metrics_host: Annotated[
        str,
        Meta(
            description="Address /metrics and /healthz listen on; this machine only unless told "
            "otherwise, for they ask for no password."
        ),
    ] = "127.0.0.1"
    metrics_port: Annotated[
        int, Meta(ge=0, le=65_535, description="Port of /metrics and /healthz; 0 for none.")
    ] = 9100
    data_dir: Annotated[
        Path,
        Meta(
            description="Where small files are kept, nothing that cannot be lost: the state is in "
            "Kafka. Unset means $XDG_STATE_HOME/newsfeed, else ~/.local/state/newsfeed."
        ),
    ] = field(default_factory=lambda: _state_directory({}))
    log_format: Annotated[
        Literal["text", "json"],
        Meta(description="Logs for people (text) or for machines (json, a line an event)."),
    ] = "text"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Meta(description="The least grave events that are logged."),
    ] = "info"

    max_internal_errors: Annotated[
        int,
        Meta(
            ge=0,
            description="Records that may be rejected as internal (a bug of ours) before the "
            "worker stops: one odd record should not stop the feed, a broken build should.",
        ),
    ] = 10
    chunk_records: Annotated[
        int,
        Meta(
            ge=1,
            le=10_000,
            description="Records decided between two turns of the event loop, mentions four times "
            "as many: large for speed, small enough for heartbeats to go out.",
        ),
    ] = 256
    queue_chunks: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000,
            description="Fetched lists that wait in memory, of all partitions together, each of a "
            "fetch.",
        ),
    ] = 16

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings. Raises ``ConfigError`` with every problem there is, not the first."""
        values, problems = read(cls, environ)
        values.setdefault("data_dir", _state_directory(environ))
        try:
            settings = cls(**values)
        except ConfigError as error:
            raise ConfigError([*problems, *error.problems]) from None
        if problems:
            raise ConfigError(problems)
        return settings

    def __post_init__(self) -> None:
        """Refuse settings that contradict each other."""
        if problems := list(self.contradictions()):
            raise ConfigError(problems)

    def contradictions(self) -> Iterator[str]:
        """Name the settings that contradict each other."""
        yield from BrokerSettings.contradictions(self)
        if self.journal_entry_bytes > self.message_max_bytes // 2:
            yield "NEWSFEED_JOURNAL_ENTRY_BYTES: must be at most half NEWSFEED_MESSAGE_MAX_BYTES"
        if self.horizon_seconds > self.retention_seconds:
            yield "NEWSFEED_HORIZON_SECONDS: must not be beyond NEWSFEED_RETENTION_SECONDS"
        if any(size % 300 or 86_400 % size for size in self.windows):
            yield "NEWSFEED_WINDOWS: each size must be a multiple of 5m that divides 1d"
        if any(size >= following for size, following in pairwise(self.windows)):
            yield "NEWSFEED_WINDOWS: each size must be larger than the one before"


def documented() -> Iterator[Setting]:
    """List every setting with its variable, default and reason, in the order of the class."""
    return settings_of(Settings)
