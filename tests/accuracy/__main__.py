"""``python -m tests.accuracy``: how right tickers and duplicates are, on our texts and others'."""

from collections.abc import Container, Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.markdown import Markdown

from stream.gazetteer import Gazetteer
from tests.accuracy import errors, floors, report, texts, tweets
from tests.accuracy.copies import measuring as duplicates
from tests.accuracy.floors import Values
from tests.accuracy.judging import Misplaced
from tests.accuracy.measuring import Measured, measure

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--data", type=FOLDER, help="Where public data may lie.", metavar="DIR")
@click.option("--publish", is_flag=True, help="Write docs/accuracy.md, of a whole run only.")
@click.option("--list-errors", default=0, help="Print so many errors, no tables.", metavar="N")
@click.option("--only", default="", help="One set of floors.toml.", metavar="SET")
@click.option("--raise-floors", is_flag=True, help="Hold what was reached, in floors.toml.")
def accuracy(
    *, data: Path | None, publish: bool, list_errors: int, only: str, raise_floors: bool
) -> None:
    """Measure, print, and fail where a figure is below its floor."""
    if only and (publish or raise_floors):
        name = "--publish" if publish else "--raise-floors"
        raise click.UsageError(f"{name} goes with a whole run: no --only")
    tags, copies = _tags(only, data), _copies(only, data)
    parts = {**tags.parts, **copies.parts}
    values = {**tags.values, **copies.values}
    if list_errors:
        _list(tags, list_errors)
        print(copies.listing(list_errors))
    else:
        _show(copies.parts if only in duplicates.SETS else tags.parts if only else parts)
    if publish:
        report.write(parts)
    if raise_floors:
        floors.write(floors.raised(values, floors.read()))
    if not only:
        _hold(values, copies.absent | ({tweets.SET} if tags.readings is None else frozenset()))


def _tags(only: str, data: Path | None) -> Measured:
    if only in duplicates.SETS:
        return Measured(gazetteer=Gazetteer([]), verdicts={}, readings=None)
    try:
        return measure(only=only, data=data)
    except (Misplaced, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except KeyError:
        raise click.UsageError(f"no set of texts is called {only}") from None


def _copies(only: str, data: Path | None) -> duplicates.Measured:
    wanted = not only or only in duplicates.SETS
    return duplicates.measure(only=only, data=data) if wanted else duplicates.Measured()


def _list(measured: Measured, most: int) -> None:
    """Print what is wrong in each set, the blind one only alone; of tweets so many a class."""
    blind = texts.BLIND if len(measured.verdicts) > 1 else None
    for name, judged in measured.verdicts.items():
        if name == blind:
            continue
        found = list(measured.errors(name))
        print(f"{name}: {len(judged)} texts, {errors.summary(found)}")
        print(errors.listing(found, most))
    if measured.readings:
        print(f"{tweets.SET}: {len(measured.readings)} tweets")
        print(tweets.listing(measured.readings, most))


def _show(parts: Mapping[str, str]) -> None:
    console = Console()
    for name, part in parts.items():
        console.print(f"\n[bold]{name}[/bold]", Markdown(part))


def _hold(values: Values, aside: Container[str]) -> None:
    """Fail where a figure fell; what was not there is not held against anyone."""
    if told := floors.fallen(values, floors.read(), aside=aside):
        raise click.ClickException("\n".join(["below the floor:", *told]))


if __name__ == "__main__":
    accuracy()
