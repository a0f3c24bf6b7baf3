"""How output looks: colours and tables on a terminal, plain lines elsewhere, JSON where asked.

``NO_COLOR`` is heeded. Text of strangers is stripped of what a terminal would obey.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from stream import codec
from stream.config import Settings

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, a line a value.")


def settings() -> Settings:
    """Read the settings of this process. Raises ``ConfigError``."""
    return Settings.from_environment(os.environ)


def console(*, err: bool = False) -> Console:
    """Give the console for people; off a terminal it neither colours nor wraps."""
    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else 1_000
    return Console(file=stream, highlight=False, markup=False, width=width)


def print_json(value: Any) -> None:
    """Print one value as a line of JSON, at once: a reader may wait for it."""
    click.echo(codec.encode(value))
    sys.stdout.flush()


def print_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under titles; off a terminal the cells are parted by tabs, without titles."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(map(printable, row)))
        return
    table = Table(*titles, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console().print(table)


def printable(text: str) -> str:
    """Give a text without control characters, in one line."""
    return "".join(each if each.isprintable() else " " for each in text)


def shortened(text: str, length: int) -> str:
    """Give the beginning of a text in one line of at most so many characters."""
    line = printable(text)
    return line if len(line) <= length else line[: length - 1] + "…"
