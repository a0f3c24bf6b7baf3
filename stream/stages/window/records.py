"""What the stage puts out: one record of ``news.windows`` for each window that changed."""

from typing import Any

from stream.codec import cloud_event, encode, rfc3339
from stream.models import TickerId, Topic, Window
from stream.stages.contract import Output
from stream.stages.window.aggregates import AGGREGATES
from stream.stages.window.figures import Figures
from stream.stages.window.tally import Tally
from stream.stages.window.times import SECOND, SPANS, moment, moment_or_none


def place_of(tally: Tally) -> tuple[int, int, str]:
    """Give what orders the windows of a chunk: size, start, ticker."""
    return tally.lane.size, tally.start, tally.lane.track.ticker


def record_of(tally: Tally, *, deleted: bool) -> Output:
    """Write a window as it stands, or its tombstone."""
    key = key_of(tally)
    headers = cloud_event(
        "window",
        id=f"{key}@{tally.version}",
        source="window",
        time=moment(tally.received),
    )
    value = None if deleted else encode(window_of(tally))
    return Output(Topic.WINDOWS, key.encode(), value, headers)


def key_of(tally: Tally) -> str:
    """Name a window: ``ticker|size in seconds|start``."""
    size, start, ticker = place_of(tally)
    return f"{ticker}|{size // SECOND}|{rfc3339(moment(start))}"


def window_of(tally: Tally) -> Window:
    """Give a window as it stands."""
    fields: dict[str, Any] = _baseline(tally.figures)
    for aggregate, state in zip(AGGREGATES, tally.states, strict=True):
        fields.update(aggregate.result(state))
    return Window(
        ticker=TickerId(tally.lane.track.ticker),
        size_seconds=tally.lane.size // SECOND,
        start=moment(tally.start),
        end=moment(tally.end),
        watermark=moment_or_none(tally.watermark),
        final=tally.closed,
        revision=tally.revision,
        version=tally.version,
        **fields,
    )


def _baseline(figures: Figures | None) -> dict[str, object]:
    if figures is None:
        names = ("volume", "novel_volume", "baseline_mean", "baseline_std", "zscore")
        return dict.fromkeys(names)
    return {
        "volume": dict(zip(SPANS, figures.volume, strict=True)),
        "novel_volume": dict(zip(SPANS, figures.novel_volume, strict=True)),
        "baseline_mean": figures.mean,
        "baseline_std": figures.std,
        "zscore": figures.zscore,
    }
