"""What the stage puts out: one record of ``news.windows`` for each window that changed.

Written part by part from what is at hand, not by way of ``models.Window``: a quiet feed puts out
three for each mention. A test holds both equal.
"""

from functools import lru_cache
from typing import Final

from stream.codec import cloud_event, encode_plain
from stream.models import EPOCH, Topic
from stream.stages.contract import Header, Output
from stream.stages.window.aggregates import AGGREGATES
from stream.stages.window.figures import Figures
from stream.stages.window.tally import Tally
from stream.stages.window.times import SECOND, SPANS, UNKNOWN, written

_HEADERS: Final = cloud_event("window", id="", source="window", time=EPOCH)
_ID, _TIME = ([name for name, _ in _HEADERS].index(each) for each in ("ce_id", "ce_time"))
_RESULTS: Final = tuple(aggregate.result for aggregate in AGGREGATES)
_VOLUME: Final = b"{%b}" % b",".join(b'"%b":%%d' % span.encode() for span in SPANS)
_COMPARED: Final = (
    b'"volume":%b,"novel_volume":%b,"baseline_mean":%%b,"baseline_std":%%b,"zscore":%%b'
    % (_VOLUME, _VOLUME)
)
_OPEN: Final = (
    b'"volume":null,"novel_volume":null,"baseline_mean":null,"baseline_std":null,"zscore":null'
)


def place_of(tally: Tally) -> tuple[int, int, str]:
    """Give what orders the windows of a chunk: size, start, ticker."""
    lane = tally.lane
    return lane.size, tally.start, lane.track.ticker


def record_of(tally: Tally, *, deleted: bool) -> Output:
    """Write a window as it stands, or its tombstone."""
    lane = tally.lane
    key = f"{lane.track.ticker}|{_place(lane.size, tally.start)}"
    value = None if deleted else value_of(tally)
    return Output(Topic.WINDOWS, key.encode(), value, _headers(key, tally))


def value_of(tally: Tally) -> bytes:
    """Give the JSON of a window as it stands."""
    lane, figures = tally.lane, tally.figures
    results = [result(state) for result, state in zip(_RESULTS, tally.states(), strict=True)]
    return b'{"ticker":%b,%b,%b,%b,%b}' % (
        encode_plain(lane.track.ticker),
        _stretch(lane.size, tally.start),
        b",".join(results),
        _OPEN if figures is None else _compared(figures),
        _progress(tally),
    )


def _progress(tally: Tally) -> bytes:
    """Write how far a window is."""
    watermark = "null" if tally.watermark == UNKNOWN else f'"{written(tally.watermark)}"'
    return (
        f'"watermark":{watermark},"final":{"true" if tally.closed else "false"},'
        f'"revision":{tally.revision},"version":{tally.version}'
    ).encode()


def _compared(figures: Figures) -> bytes:
    """Write what a window is set against."""
    scores = [encode_plain(each) for each in (figures.mean, figures.std, figures.zscore)]
    return _COMPARED % (*figures.volume, *figures.novel_volume, *scores)


def _headers(key: str, tally: Tally) -> list[Header]:
    headers = _HEADERS.copy()
    headers[_ID] = ("ce_id", f"{key}@{tally.version}".encode())
    headers[_TIME] = ("ce_time", written(tally.received).encode())
    return headers


@lru_cache(maxsize=1 << 12)
def _place(size: int, start: int) -> str:
    """Name size and start as a window's key does: ``300|2024-05-01T10:00:00Z``."""
    return f"{size // SECOND}|{written(start)}"


@lru_cache(maxsize=1 << 12)
def _stretch(size: int, start: int) -> bytes:
    """Write the size, the start and the end."""
    start_and_end = f'"start":"{written(start)}","end":"{written(start + size)}"'
    return f'"size_seconds":{size // SECOND},{start_and_end}'.encode()
