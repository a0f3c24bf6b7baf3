"""A ranking as people and programs read it: a table on a terminal, plain lines, JSON.

Not here: what is ranked how (``ranking``). Titles are a stranger's: nothing in them is obeyed.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

import click
from rich.cells import cell_len
from rich.console import Console, Group, OverflowMethod
from rich.table import Table
from rich.text import Text

from stream import codec
from stream.cli.look import print_table, printable
from stream.cli.top.clock import moment
from stream.cli.top.ranking import LEAST_HISTORY, SHOWN_HOURS, Ranking, Trend
from stream.cli.top.sparks import BLOCKS, PLAIN, sparkline

NONE_YET: Final = "news.windows holds no windows of an hour or less yet"
WIDE: Final = 110
"""Columns of a terminal from which the whole day is drawn; below it the last half."""

NARROW: Final = 12
"""Columns below which a story is not worth its place."""

_NUMBERS: Final = ("score", "novel", "usual", "articles", "copies")
_RIGHT: Final = ("", *_NUMBERS)
_QUIET: Final = 3_600


def print_lines(ranking: Ranking | None, encoding: str) -> None:
    """Print a line a ticker, cells parted by tabs; what they are of goes to standard error."""
    for line in head(ranking):
        click.echo(line, err=True)
    if ranking is not None:
        print_table((), _rows(ranking, encoding))


def picture(ranking: Ranking | None, screen: Console) -> Group:
    """Give the table for a terminal, a line a ticker: as many columns as it has room for."""
    lines = [Text(line, style="dim") for line in head(ranking)]
    if ranking is None or not ranking.trends:
        return Group(*lines)
    shown = SHOWN_HOURS if screen.width >= WIDE else SHOWN_HOURS // 2
    titles = ("", "ticker", *_NUMBERS, f"last {shown} h", "top story")
    rows = _rows(ranking, screen.encoding, shown)
    return Group(*lines, _table(titles, [*rows], screen))


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], screen: Console) -> Table:
    """Lay out the columns that fit, from the left; the last one is cut to what room is left."""
    widths = [max(map(cell_len, column)) for column in zip(titles, *rows, strict=True)]
    ends = [*accumulate([*widths[:-1], NARROW], lambda end, width: end + 1 + width)]
    fitting, left = bisect(ends, screen.width), screen.width - ends[-2] - 1
    overflow: OverflowMethod = "crop" if _signs(screen.encoding) is PLAIN else "ellipsis"
    table = Table(box=None, header_style="bold", pad_edge=False, collapse_padding=True)
    for title in titles[:fitting]:
        table.add_column(title, justify="right" if title in _RIGHT else "left", no_wrap=True)
    for row in rows:
        cells = [Text(cell) for cell in row]
        cells[-1].truncate(left, overflow=overflow)
        table.add_row(*cells[:fitting])
    return table


def head(ranking: Ranking | None) -> Iterator[str]:
    """Say what was counted, and what one should know of it, a line each."""
    if ranking is None:
        yield NONE_YET
        return
    hour = f"the hour to {_told(ranking.end)}"
    if not ranking.tickers:
        yield f"no news in {hour}"
        return
    tickers = "1 ticker" if ranking.tickers == 1 else f"{ranking.tickers} tickers"
    yield f"{hour}: {tickers} in the news, against the {ranking.history_hours} hours before"
    if ranking.history_hours < LEAST_HISTORY:
        yield f"no scores yet, which take {LEAST_HISTORY} hours: most above the usual first"
    if ranking.now - ranking.end >= _QUIET:
        yield f"no news since: it is {_told(ranking.now)}"


def as_json(ranking: Ranking | None) -> Mapping[str, Any]:
    """Give a ranking as programs read it; without times and tickers where there is none."""
    if ranking is None:
        times: dict[str, Any] = dict.fromkeys(("now", "watermark", "from", "to"))
        return {**times, "history_hours": 0, "in_the_news": 0, "tickers": []}
    watermark = ranking.watermark
    return {
        "now": moment(ranking.now),
        "watermark": None if watermark is None else moment(watermark),
        "from": moment(ranking.begin),
        "to": moment(ranking.end),
        "history_hours": ranking.history_hours,
        "in_the_news": ranking.tickers,
        "tickers": [{"rank": place, **_fields(each)} for place, each in _placed(ranking)],
    }


def _fields(trend: Trend) -> Mapping[str, Any]:
    return {name: getattr(trend, name) for name in Trend.__slots__}


def _placed(ranking: Ranking) -> Iterator[tuple[int, Trend]]:
    yield from enumerate(ranking.trends, start=1)


def _rows(ranking: Ranking, encoding: str, shown: int = SHOWN_HOURS) -> Iterator[Sequence[str]]:
    """Give the cells of each ticker, without control characters and what could not be written."""
    signs = _signs(encoding)
    for place, trend in _placed(ranking):
        row = (
            str(place),
            trend.ticker,
            _figure(trend.score, 1),
            str(trend.novel),
            _figure(trend.mean, 2),
            str(trend.articles),
            f"{trend.duplicates / trend.articles:.0%}",
            sparkline(trend.hours[-shown:], signs),
            _title(trend),
        )
        yield [printable(cell).encode(encoding, "replace").decode(encoding) for cell in row]


def _title(trend: Trend) -> str:
    return (trend.story.title if trend.story else "") or "(no title)"


def _figure(figure: float | None, decimals: int) -> str:
    return "-" if figure is None else f"{figure:.{decimals}f}"


def _signs(encoding: str) -> str:
    try:
        BLOCKS.encode(encoding)
    except UnicodeEncodeError:
        return PLAIN
    return BLOCKS


def _told(time: int) -> str:
    return codec.rfc3339(moment(time))
