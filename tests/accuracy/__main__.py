"""``python -m tests.accuracy``: how right the tickers are, on labelled texts and public data."""

from pathlib import Path

import click
from rich.console import Console
from rich.markdown import Markdown

from tests.accuracy import errors, floors, report, texts, tweets
from tests.accuracy.judging import Misplaced
from tests.accuracy.measuring import Measured, measure

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--data", type=FOLDER, help="Where public data may lie.", metavar="DIR")
@click.option("--publish", is_flag=True, help="Write docs/accuracy.md, of a whole run only.")
@click.option("--list-errors", default=0, help="Print so many errors, no tables.", metavar="N")
@click.option("--only", default="", help="One set of our texts, or stocknet.", metavar="SET")
@click.option("--raise-floors", is_flag=True, help="Hold what was reached, in floors.toml.")
def accuracy(
    *, data: Path | None, publish: bool, list_errors: int, only: str, raise_floors: bool
) -> None:
    """Measure, print, and fail where a figure is below its floor."""
    if only and (publish or raise_floors):
        name = "--publish" if publish else "--raise-floors"
        raise click.UsageError(f"{name} goes with a whole run: no --only")
    try:
        measured = measure(only=only, data=data)
    except (Misplaced, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except KeyError:
        raise click.UsageError(f"no set of texts is called {only}") from None
    if list_errors:
        _list(measured, list_errors)
    else:
        _show(measured)
    if publish:
        report.write(measured.parts)
    if raise_floors:
        floors.write(floors.raised(measured.values, floors.read()))
    if not only:
        _hold(measured)


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


def _show(measured: Measured) -> None:
    console = Console()
    for name, part in measured.parts.items():
        console.print(f"\n[bold]{name}[/bold]", Markdown(part))


def _hold(measured: Measured) -> None:
    """Fail where a figure fell; tweets that were not there are not held against anyone."""
    aside = {tweets.SET} if measured.readings is None else frozenset()
    if told := floors.fallen(measured.values, floors.read(), aside=aside):
        raise click.ClickException("\n".join(["below the floor:", *told]))


if __name__ == "__main__":
    accuracy()
