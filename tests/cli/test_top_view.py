"""How a ranking looks: on a terminal of any width, in plain lines, as JSON."""

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from stream.cli.top.ranking import Ranking, Trend
from stream.cli.top.sparks import PLAIN, sparkline
from stream.cli.top.view import as_json, head, picture, print_lines
from stream.codec import encode
from stream.models import TopStory
from tests.harness.trending import HOUR, NOON

HOSTILE = "\x1b[31mred\x1b]0;owned\x07 [bold]markup[/bold] :skull:\nnext\u202eline"


def trend(title: str = "Shares rise", **fields: Any) -> Trend:
    """Give a trend, a few fields of it changed."""
    given: dict[str, Any] = {
        "ticker": "equity:A",
        "score": 11.96,
        "novel": 12,
        "mean": 0.04,
        "std": 0.2,
        "articles": 16,
        "duplicates": 4,
        "hours": (*[0] * 22, 1, 12),
        "story": TopStory(story_id="s", title=title, url="", copies=3),
    }
    return Trend(**{**given, **fields})


def ranking(*trends: Trend, **fields: Any) -> Ranking:
    """Give a ranking of these, a few fields of it changed."""
    given: dict[str, Any] = {"now": NOON, "watermark": NOON - 900, "history_hours": 168}
    hour = {"begin": NOON - HOUR, "end": NOON}
    return Ranking(**{**given, **hour, "tickers": len(trends), "trends": trends, **fields})


def shown(ranking: Ranking | None, width: int, encoding: str = "utf-8") -> list[str]:
    """Show it on a terminal of so many columns, without colours."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    screen = Console(file=file, width=width, color_system=None, force_terminal=True)
    screen.print(picture(ranking, screen))
    file.seek(0)
    return [line.rstrip() for line in file.read().splitlines()]


def test_a_terminal_shows_a_line_a_ticker_under_titles() -> None:
    """Rank, ticker, score, counts, the day, the story."""
    lines = shown(ranking(trend()), 120)

    assert (
        lines[0]
        == "the hour to 2025-02-11T12:00:00Z: 1 ticker in the news, against the 168 hours before"
    )
    assert (
        lines[1].split() == "ticker score novel usual articles copies last 24 h top story".split()
    )
    assert lines[2] == (
        "1 equity:A  12.0    12  0.04       16    25% ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂█ Shares rise"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 64, 80, 100, 120, 200])
def test_no_line_is_broken_whatever_the_width(width: int) -> None:
    """Neither by long titles nor by wide characters."""
    trends = [trend(title="株価が上がる" * 40), trend(title="é" * 300), trend(title="a " * 150)]

    lines = shown(ranking(*trends), width)

    assert [line.split()[:2] for line in lines[-3:]] == [[rank, "equity:A"] for rank in "123"]
    assert max(map(cell_len, lines[-4:])) <= width


def test_a_title_commands_neither_terminal_nor_table() -> None:
    """No escape, no new line, no markup, no other direction of writing."""
    lines = shown(ranking(trend(title=HOSTILE)), 200)

    assert len(lines) == 3
    assert lines[2].endswith("[31mred ]0;owned  [bold]markup[/bold] :skull: next line")
    assert lines[2].isprintable()


def test_a_ticker_of_strangers_is_no_command_either() -> None:
    """An unlisted symbol is as it was written."""
    lines = shown(ranking(trend(ticker="unlisted:\x1b[2J")), 120)

    assert lines[2].isprintable()


def test_an_output_without_blocks_gets_plain_signs() -> None:
    """And what it cannot write becomes a question mark, not an error."""
    lines = shown(ranking(trend(title="Größe 株")), 120, encoding="ascii")

    assert lines[2].endswith("______________________.# Gr??e ?")


def test_off_a_terminal_cells_are_parted_by_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    """A line a ticker for cut and awk; what is told about them goes beside."""
    print_lines(ranking(trend(title=HOSTILE)), "utf-8")

    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert told.out.split("\t")[:7] == ["1", "equity:A", "12.0", "12", "0.04", "16", "25%"]
    assert told.out.removesuffix("\n").replace("\t", "").isprintable()
    assert told.err.startswith("the hour to 2025-02-11T12:00:00Z")


def test_what_has_no_score_shows_none() -> None:
    """With the reason above."""
    short = ranking(trend(score=None, mean=None, std=None), history_hours=0)

    lines = shown(short, 120)

    assert lines[1] == "no scores yet, which take 24 hours: most above the usual first"
    assert lines[3].split()[2:5] == ["-", "12", "-"]


def test_a_feed_that_fell_silent_is_told() -> None:
    """The hour shown is not the last one any more."""
    assert [*head(ranking(trend(), now=NOON + 5 * HOUR))][1:] == [
        "no news since: it is 2025-02-11T17:00:00Z"
    ]


def test_nothing_to_show_is_one_line() -> None:
    """No windows at all, or none in the hour that was asked for."""
    assert shown(None, 80) == ["news.windows holds no windows of an hour or less yet"]
    assert shown(ranking(), 80) == ["no news in the hour to 2025-02-11T12:00:00Z"]


def test_an_article_without_title_is_told_to_have_none() -> None:
    """A post is a body alone."""
    assert shown(ranking(trend(title="")), 120)[2].endswith("(no title)")


def test_json_has_every_number_and_the_title_as_it_came() -> None:
    """For programs, which obey nothing in it."""
    told = encode(as_json(ranking(trend(title="a\x1b"))))

    assert told.decode() == (
        '{"now":"2025-02-11T12:00:00Z","watermark":"2025-02-11T11:45:00Z",'
        '"from":"2025-02-11T11:00:00Z","to":"2025-02-11T12:00:00Z","history_hours":168,'
        '"in_the_news":1,"tickers":[{"rank":1,"ticker":"equity:A","score":11.96,"novel":12,'
        '"mean":0.04,"std":0.2,"articles":16,"duplicates":4,'
        '"hours":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,12],'
        '"story":{"story_id":"s","title":"a\\u001b","url":"","copies":3}}]}'
    )


def test_json_of_nothing_has_the_same_fields() -> None:
    """A program need not ask first."""
    assert as_json(None).keys() == as_json(ranking()).keys()


@pytest.mark.parametrize(
    ("counts", "drawn"),
    [((0, 1, 100), "_.#"), ((0, 0), "__"), ((1, 1), "##"), ((), ""), ((7, 4, 1), "#=.")],
)
def test_a_sparkline_tells_any_news_from_none(counts: tuple[int, ...], drawn: str) -> None:
    """The highest sign is the greatest count."""
    assert sparkline(counts, PLAIN) == drawn
