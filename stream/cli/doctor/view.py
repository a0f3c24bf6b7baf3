"""What the checks said, as people read it: a line a check, below it what is wrong and what to do.

Off a terminal a line a finding, its cells parted by tabs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import click
from rich.text import Text

from stream.cli.doctor.findings import Checked, Verdict
from stream.cli.look import console, printable

STYLES: Final[Mapping[Verdict, str]] = {
    Verdict.OK: "green",
    Verdict.SKIPPED: "dim",
    Verdict.WARNING: "yellow",
    Verdict.ERROR: "bold red",
}
INDENT: Final = 19
"""Columns before what was found: the longest verdict and the longest name of a check."""


def show(results: Iterable[Checked]) -> None:
    """Print every check."""
    screen = console()
    for each in results:
        if screen.is_terminal:
            for line in _picture(each):
                screen.print(line)
        else:
            for cells in rows(each):
                click.echo("\t".join(map(printable, cells)))


def rows(checked: Checked) -> Iterator[Sequence[str]]:
    """Give a check in cells: verdict, name, what was found, causes, remedy; one row a finding."""
    if not checked.findings:
        yield checked.verdict, checked.check, checked.found
    for each in checked.findings:
        yield each.verdict, checked.check, each.found, "; or ".join(each.causes), each.remedy


def as_json(checked: Checked) -> Mapping[str, Any]:
    """Give a check as JSON."""
    return asdict(checked)


def _picture(checked: Checked) -> Iterator[Text]:
    for row in rows(checked):
        verdict, check, found, *rest = map(printable, row)
        yield _entry(Text(f"{verdict:8} {check:9} ", style=STYLES[Verdict(verdict)]), found)
        for word, text in zip(("perhaps", "do"), rest, strict=False):
            yield _entry(Text(f"{word:>{INDENT - 1}} ", style="dim"), text)


def _entry(label: Text, text: str) -> Text:
    return label.append(text, style="not dim not bold default")
