"""``newsfeed doctor``: what one types, and the exit code."""

import asyncio
import os
from collections.abc import Sequence
from typing import Any, Final

import click

from stream.cli.doctor.examination import Request, examine
from stream.cli.doctor.findings import Checked, exit_code
from stream.cli.doctor.view import as_json as told
from stream.cli.doctor.view import show
from stream.cli.failures import stop_writing
from stream.cli.look import json_option, print_json

SECONDS: Final = 5.0
MOST_LAG: Final = 10_000


class Address(click.ParamType):
    """A ``HOST:PORT``."""

    name = "host:port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read it, or say what it should look like."""
        host, _, port = str(value).rpartition(":")
        if not host or not (port.isdecimal() and 0 < int(port) < 65_536):
            self.fail(f"{value!r} is no address like localhost:9100", param, ctx)
        return str(value)


@click.command()
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=0.1, max=600),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Longest wait for each answer.",
)
@click.option(
    "--lag",
    "most_lag",
    type=click.IntRange(min=0),
    default=MOST_LAG,
    show_default=True,
    metavar="RECORDS",
    help="Warn of more than that unread of a partition.",
)
@click.option(
    "--metrics",
    type=Address(),
    multiple=True,
    help="A worker to ask for health and version, beside this machine's; may be repeated.",
)
@click.option(
    "--journals",
    "whole",
    is_flag=True,
    help="Read the changelogs whole, as a worker that starts: slow, and finds lost entries.",
)
@json_option
def doctor(
    *, seconds: float, most_lag: int, metrics: tuple[str, ...], whole: bool, as_json: bool
) -> None:
    """Say what is wrong between settings, broker, topics, groups and workers, and what to do.

    Changes nothing. Run it with a worker's settings. The exit code is 0, or that of the first
    error; warnings are none. docs/operations.md explains each check.
    """
    request = Request(seconds=seconds, most_lag=most_lag, metrics=metrics, whole=whole)
    results = asyncio.run(examine(os.environ, request))
    try:
        _print(results, as_json=as_json)
    except BrokenPipeError:
        stop_writing()  # `newsfeed doctor | head`: the exit code is an answer all the same
    raise click.exceptions.Exit(exit_code(results))


def _print(results: Sequence[Checked], *, as_json: bool) -> None:
    if not as_json:
        show(results)
        return
    for each in results:
        print_json(told(each))
