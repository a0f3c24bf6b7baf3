"""How far a replay has come: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from typing import Final, Self

import click
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from stream.cli.look import console
from stream.sources.feed import Item

LINE_SECONDS: Final = 10.0
"""Between two lines off a terminal: a log that shows life and does not drown the rest."""


class Progress:
    """Shows on standard error how many lines were handed over, of how many where that is known."""

    def __init__(self, total: int | None, *, before: int = 0) -> None:
        self._due = time.monotonic() + LINE_SECONDS
        self._bar = Bar(
            TextColumn("replay"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console(err=True),
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=total, completed=before)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def moved(self, item: Item) -> None:
        """Show that an item was handed over."""
        passed = f"{item.elapsed} of event time"
        self._bar.update(self._task, completed=item.lines, description=passed)
        if self._bar.disable and time.monotonic() >= self._due:
            self._due = time.monotonic() + LINE_SECONDS
            click.echo(f"replay: {item.lines} lines, {passed}", err=True)
