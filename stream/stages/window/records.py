"""What the stage puts out: one record of ``news.windows`` for each window that changed.

Written field by field from what is at hand, not by way of ``models.Window``: three go out for each
mention of a quiet feed. A test holds both equal.
"""

from dataclasses import fields
from functools import lru_cache
from typing import Any, Final

from stream.codec import cloud_event, encode_plain
from stream.models import EPOCH, Topic, Window
from stream.stages.contract import Header, Output
from stream.stages.window.aggregates import AGGREGATES
from stream.stages.window.figures import Figures
from stream.stages.window.tally import Tally
from stream.stages.window.times import SECOND, SPANS, written, written_or_none

_BLANK: Final[dict[str, Any]] = dict.fromkeys(field.name for field in fields(Window))
"""The fields of a record in their order."""
_HEADERS: Final = cloud_event("window", id="", source="window", time=EPOCH)
_ID, _TIME = ([name for name, _ in _HEADERS].index(each) for each in ("ce_id", "ce_time"))
_RESULTS: Final = tuple(aggregate.result for aggregate in AGGREGATES)


def place_of(tally: Tally) -> tuple[int, int, str]:
    """Give what orders the windows of a chunk: size, start, ticker."""
    lane = tally.lane
    return lane.size, tally.start, lane.track.ticker


def record_of(tally: Tally, *, deleted: bool) -> Output:
    """Write a window as it stands, or its tombstone."""
    key = f"{tally.lane.track.ticker}|{_stretch(tally.lane.size, tally.start)}"
    value = None if deleted else value_of(tally)
    return Output(Topic.WINDOWS, key.encode(), value, _headers(key, tally))


def value_of(tally: Tally) -> bytes:
    """Give the value of a window as it stands, byte by byte what ``encode`` makes of the model."""
    lane = tally.lane
    record = _BLANK.copy()
    record["ticker"] = lane.track.ticker
    record["size_seconds"] = lane.size // SECOND
    record["start"] = _text(tally.start)
    record["end"] = _text(tally.end)
    if tally.figures is not None:
        record.update(_compared(tally.figures))
    for result, state in zip(_RESULTS, tally.states, strict=True):
        record.update(result(state))
    record["watermark"] = written_or_none(tally.watermark)
    record["final"] = tally.closed
    record["revision"] = tally.revision
    record["version"] = tally.version
    return encode_plain(record)


def _compared(figures: Figures) -> dict[str, object]:
    """Give what a window is set against."""
    return {
        "volume": dict(zip(SPANS, figures.volume, strict=True)),
        "novel_volume": dict(zip(SPANS, figures.novel_volume, strict=True)),
        "baseline_mean": figures.mean,
        "baseline_std": figures.std,
        "zscore": figures.zscore,
    }


def _headers(key: str, tally: Tally) -> list[Header]:
    headers = _HEADERS.copy()
    headers[_ID] = ("ce_id", f"{key}@{tally.version}".encode())
    headers[_TIME] = ("ce_time", written(tally.received).encode())
    return headers


_text = lru_cache(maxsize=1 << 12)(written)


@lru_cache(maxsize=1 << 12)
def _stretch(size: int, start: int) -> str:
    """Name size and start as a window's key does: ``300|2024-05-01T10:00:00Z``."""
    return f"{size // SECOND}|{written(start)}"
