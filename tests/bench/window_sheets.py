"""What was measured of ``window`` as tables of text, for the terminal and docs/benchmarks.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.closing import CLOSED, ClosingCost
from tests.bench.holding import GOAL, GOAL_BYTES, Held, WindowBytes
from tests.bench.refolding import Refolded
from tests.bench.sheets import Sheet
from tests.bench.windowing import GOAL as GOAL_SPEED
from tests.bench.windowing import FeedCost


@dataclass(frozen=True, slots=True, kw_only=True)
class Windowing:
    """What the stage window costs; ``loop`` is the calibration's time meanwhile, in µs."""

    loop: float
    feeds: Sequence[FeedCost]
    closings: Sequence[ClosingCost]
    goal: Held
    windows: Sequence[WindowBytes]
    refolded: Refolded


def sheets(windowing: Windowing) -> list[Sheet]:
    """Give all tables."""
    return [
        _feeds(windowing.feeds),
        _closings(windowing.closings),
        _goal(windowing.goal, windowing.refolded),
        _windows(windowing.windows),
        _refolded(windowing.goal, windowing.refolded),
    ]


def _feeds(costs: Sequence[FeedCost]) -> Sheet:
    title = f"window by feed; the goal is {GOAL_SPEED:,} mentions/s"
    columns = (
        *("feed", "µs a mention", "mentions/s", "records out a mention"),
        *("records out a second of event time", "µs of a loop"),
    )
    return Sheet("window-feeds", title, columns, [*map(_feed, costs)])


def _feed(cost: FeedCost) -> Sequence[str]:
    return (
        *(cost.name, f"{cost.micros:.1f}", f"{cost.per_second:,.0f}", f"{cost.outputs:.2f}"),
        f"{cost.outputs * cost.pace:,.0f}" if cost.pace else "",
        f"{cost.loop:,.0f}",
    )


def _closings(costs: Sequence[ClosingCost]) -> Sheet:
    rows = [
        (each.size, f"{each.windows:,}", f"{each.micros:.1f}", f"{each.seconds:.2f}")
        for each in costs
    ]
    title = f"a mark that closes {CLOSED:,} windows at once"
    return Sheet("window-closings", title, ("size", "windows", "µs a window", "seconds"), rows)


def _goal(held: Held, refolded: Refolded) -> Sheet:
    title = (
        f"{GOAL.windows:,} windows of {GOAL.each} mentions, of {GOAL.tickers:,} tickers; "
        f"the goal is {GOAL_BYTES / 1e9:.1f} GB"
    )
    columns = ("", "windows", "GB of memory", "as `status` tells", "bytes a window")
    rows = [
        _taken("filled", held.windows, held.filled, held.told),
        _taken("worn in", held.windows, held.worn, held.told_worn),
        _taken("restored", refolded.windows, refolded.resident, refolded.told),
    ]
    return Sheet("window-goal", title, columns, rows)


def _taken(name: str, windows: int, taken: float, told: int) -> Sequence[str]:
    mark = " !" if taken > GOAL_BYTES else ""
    return (
        *(name, f"{windows:,}", f"{taken / 1e9:.2f}{mark}", f"{told / 1e9:.2f}"),
        f"{taken / windows:,.0f}",
    )


def _windows(costs: Sequence[WindowBytes]) -> Sheet:
    columns = (
        *("mentions a window", "windows", "bytes a window", "worn in", "bytes a ticker"),
        "`status` tells of all",
    )
    rows = [
        (
            *(f"{each.each:,}", f"{each.windows:,}", f"{each.filled:,.0f}", f"{each.worn:,.0f}"),
            *(f"{each.ticker:,.0f}", f"{each.told:.0%}"),
        )
        for each in costs
    ]
    return Sheet("window-bytes", "window by mentions in a window", columns, rows)


def _refolded(held: Held, refolded: Refolded) -> Sheet:
    columns = (
        *("facts", "bytes of journal each", "at most", "entries", "MB", "seconds to fold"),
        "µs of a loop",
    )
    row = (
        *(f"{held.facts:,}", f"{held.fact:,.0f}", f"{held.fact_most:,}"),
        *(f"{refolded.entries:,}", f"{refolded.size / 1e6:,.0f}"),
        *(f"{refolded.seconds:.1f}", f"{refolded.loop:,.0f}"),
    )
    title = "window: the journal of these, folded"
    return Sheet("window-journal", title, columns, [row])
