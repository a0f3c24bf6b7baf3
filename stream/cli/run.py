"""``newsfeed run FILE...``: the whole flow in memory, without Kafka."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from stream.cli.look import json_option, print_json, print_table, settings
from stream.config import Settings
from stream.pipeline import closing, offline
from stream.run import raw_partitions, run_tagged, summarise, write
from stream.run import run as run_raw
from stream.sources.jsonl import read_lines
from stream.stages.contract import Output

INPUT = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


class Time(click.ParamType):
    """A time as it stands on the wire, with its zone."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read a time."""
        try:
            moment = value if isinstance(value, datetime) else msgspec.convert(value, datetime)
        except msgspec.ValidationError:
            moment = datetime.min  # noqa: DTZ901 - no zone, so refused below
        if moment.tzinfo is None:
            self.fail(f"{value!r} is not a time like 2025-02-10T14:00:00Z", param, ctx)
        return moment.astimezone(UTC)


@click.command()
@click.argument("files", nargs=-1, type=INPUT)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write DIR/{tagged,unique,duplicates,mentions,windows,rejected}.jsonl.",
    metavar="DIR",
)
@click.option("--all-versions", is_flag=True, help="Write every version of a window, not the last.")
@click.option(
    "--now", type=Time(), help="When articles without received_at came; else the start of the run."
)
@click.option(
    "--tagged",
    type=INPUT,
    metavar="FILE",
    help="Start from the values of news.tagged (one per origin, in the order of the log) instead.",
)
@json_option
def run(*, as_json: bool, **given: Any) -> None:
    """Tag, dedupe and window the articles of FILES (JSON, a line each; - is standard input).

    Ends with the counts: articles_in = unique + duplicates + rejected articles.
    """
    started = time.monotonic()
    with _outputs(settings(), **_inputs(**given)) as outputs:
        if given["output"]:
            counted = write(outputs, given["output"], all_versions=given["all_versions"])
        else:
            counted = summarise(outputs)
    summary = asdict(replace(counted, seconds=round(time.monotonic() - started, 3)))
    if as_json:
        print_json(summary)
    else:
        print_table(("what", "how many"), [(name, f"{count:g}") for name, count in summary.items()])


def _inputs(
    *,
    files: tuple[Path, ...],
    tagged: Path | None,
    now: datetime | None,
    output: Path | None,
    all_versions: bool,
) -> dict[str, Any]:
    """Check the command line for what does not go together."""
    if bool(files) == bool(tagged):
        raise click.UsageError("give FILES of articles, or --tagged FILE")
    if all_versions and output is None:
        raise click.UsageError("--all-versions goes with --output")
    return {"files": files, "tagged": tagged, "now": now or datetime.now(UTC)}


@contextmanager
def _outputs(
    settings: Settings, *, files: tuple[Path, ...], tagged: Path | None, now: datetime
) -> Iterator[Iterator[Output]]:
    """Open the input and give what the flow makes of it."""
    with ExitStack() as stack:
        if tagged:
            log = stack.enter_context(_seekable(tagged))
            partitions = raw_partitions(value for _, value in read_lines([log]))
            log.seek(0)
            stages = offline(settings, raw_partitions=partitions)
            yield run_tagged(read_lines([log]), stages, now=now)
        else:
            opened = [stack.enter_context(click.open_file(str(path), "rb")) for path in files]
            stages = offline(settings)
            yield run_raw(read_lines(opened), stages, now=now, closing=closing(settings))


@contextmanager
def _seekable(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that is read twice; what comes down a pipe is put into a file first."""
    with click.open_file(str(path), "rb") as given, tempfile.TemporaryFile() as copy:
        if given.seekable():
            yield given
        else:
            shutil.copyfileobj(given, copy)
            copy.seek(0)
            yield copy
