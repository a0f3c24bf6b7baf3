"""What the checks said, as people read it: a line a check, below it what is wrong and what to do.

Off a terminal a line a finding, its cells parted by tabs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import click
from rich.table import Table
from rich.text import Text

from stream.cli.doctor.findings import Checked, Verdict
from stream.cli.look import console, printable

STYLES: Final[Mapping[Verdict, str]] = {
    Verdict.OK: "green",
    Verdict.SKIPPED: "dim",
    Verdict.WARNING: "yellow",
    Verdict.ERROR: "bold red",
}


def show(results: Sequence[Checked]) -> None:
    """Print every check."""
    screen = console()
    if screen.is_terminal:
        screen.print(picture(results))
        return
    for each in results:
        for cells in rows(each):
            click.echo("\t".join(map(printable, cells)))


def rows(checked: Checked) -> Iterator[Sequence[str]]:
    """Give a check in cells: verdict, name, what was found, causes, remedy; one row a finding."""
    if not checked.findings:
        yield checked.verdict, checked.check, checked.found
    for each in checked.findings:
        yield each.verdict, checked.check, each.found, "; or ".join(each.causes), each.remedy


def picture(results: Iterable[Checked]) -> Table:
    """Give the checks as a terminal shows them: long texts stay in their column."""
    table = Table.grid("", "", "", padding=(0, 1))
    for checked in results:
        for row in rows(checked):
            verdict, check, found, *rest = map(printable, row)
            table.add_row(Text(verdict, style=STYLES[Verdict(verdict)]), check, Text(found))
            for word, text in zip(("perhaps", "do"), rest, strict=False):
                table.add_row("", Text(word, style="dim"), Text(text))
    return table


def as_json(checked: Checked) -> Mapping[str, Any]:
    """Give a check as JSON."""
    return asdict(checked)
