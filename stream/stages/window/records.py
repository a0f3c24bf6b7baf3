"""What the stage puts out: one record of ``news.windows`` for each window that changed.

Written part by part from what is at hand, not by way of ``models.Window``: a quiet feed puts out
three for each mention. A test holds both equal.
"""

from functools import lru_cache
from typing import Final

from stream.codec import cloud_event, encode_plain
from stream.models import EPOCH, Topic
from stream.stages.contract import Output
from stream.stages.window.aggregates import AGGREGATES
from stream.stages.window.figures import Figures
from stream.stages.window.tally import Tally
from stream.stages.window.times import SECOND, SPANS, UNKNOWN, written

_HEADERS: Final = cloud_event("window", id="", source="window", time=EPOCH)
_ID, _TIME = ([name for name, _ in _HEADERS].index(each) for each in ("ce_id", "ce_time"))
_RESULTS: Final = tuple(aggregate.result for aggregate in AGGREGATES)
_RECORD: Final = (
    b'{"ticker":%%b,%%b,%b,%%b,"watermark":%%b,"final":%%b,"revision":%%d,"version":%%d}'
    % b",".join([b"%b"] * len(_RESULTS))
)
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


def record_of(tally: Tally) -> Output:
    """Write a window as it stands."""
    key = _key(tally)
    return _output(key, value_of(tally), b"%b@%d" % (key, tally.version), tally)


def tombstone_of(tally: Tally, version: int) -> Output:
    """Say that a window is no longer kept, from a version on, which may have changed it, too."""
    key = _key(tally)
    return _output(key, None, b"deleted:%b@%d" % (key, version), tally)


def _key(tally: Tally) -> bytes:
    lane = tally.lane
    return b"%b|%b" % (lane.track.ticker.encode(), _place(lane.size, tally.start))


def _output(key: bytes, value: bytes | None, name: bytes, tally: Tally) -> Output:
    headers = _HEADERS.copy()
    headers[_ID] = ("ce_id", name)
    headers[_TIME] = ("ce_time", written(tally.received).encode())
    return Output(Topic.WINDOWS, key, value, headers)


def value_of(tally: Tally) -> bytes:
    """Give the JSON of a window as it stands."""
    lane, figures, watermark = tally.lane, tally.figures, tally.watermark
    return _RECORD % (
        encode_plain(lane.track.ticker),
        _stretch(lane.size, tally.start),
        *[result(state) for result, state in zip(_RESULTS, tally.states(), strict=True)],
        _OPEN if figures is None else _compared(figures),
        b"null" if watermark == UNKNOWN else b'"%b"' % written(watermark).encode(),
        b"true" if tally.closed else b"false",
        tally.revision,
        tally.version,
    )


def _compared(figures: Figures) -> bytes:
    """Write what a window is set against."""
    scores = [encode_plain(each) for each in (figures.mean, figures.std, figures.zscore)]
    return _COMPARED % (*figures.volume, *figures.novel_volume, *scores)


@lru_cache(maxsize=1 << 12)
def _place(size: int, start: int) -> bytes:
    """Name size and start as a window's key does: ``300|2024-05-01T10:00:00Z``."""
    return f"{size // SECOND}|{written(start)}".encode()


@lru_cache(maxsize=1 << 12)
def _stretch(size: int, start: int) -> bytes:
    """Write the size, the start and the end."""
    start_and_end = f'"start":"{written(start)}","end":"{written(start + size)}"'
    return f'"size_seconds":{size // SECOND},{start_and_end}'.encode()
