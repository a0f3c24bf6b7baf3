"""The story of a demo, from the broker to the summary. Ctrl-C at any point leaves nothing."""

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import click

from stream.cli.demo.passage import drained, positions, send_all, watching
from stream.cli.demo.summary import TOP, Result, examples_in_words, result_of
from stream.cli.demo.view import View
from stream.cli.demo.watching import Seen
from stream.cli.demo.workers import Worker, working
from stream.cli.failures import Failure
from stream.cli.look import json_option, print_json
from stream.cli.replay import Plan, opened
from stream.cli.seeds import ARTICLES, seed_files
from stream.config import Settings
from stream.config.environment import PREFIX, addresses
from stream.engine.brokers import apache, embedded
from stream.engine.topics import ensure
from stream.pipeline import topics
from stream.sources.jsonl import read_lines

LOOK_SECONDS: Final = 0.5
QUICK: Final = {
    "NEWSFEED_RAW_PARTITIONS": "1",
    "NEWSFEED_COMMIT_INTERVAL_SECONDS": "0.2",
    "NEWSFEED_IDLE_SECONDS": "1",
    "NEWSFEED_STOP_GRACE_SECONDS": "5",
}
"""What differs from the defaults, so that a demo is over in seconds."""


@click.command()
@click.option(
    "--broker",
    default="embedded",
    show_default=True,
    metavar="[embedded|apache|HOST:PORT]",
    help="A broker inside of this machine's memory, Apache Kafka (needs Java), or one that runs.",
)
@click.option("--speed", type=click.FloatRange(min=0), default=0, help="As of newsfeed replay.")
@click.option("--timeout", default=120.0, show_default=True, help="Seconds until it must be done.")
@click.option("--keep", is_flag=True, help="Stay up afterwards, to look around.")
@click.option("--seeds", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
def demo(
    *, broker: str, speed: float, timeout: float, keep: bool, seeds: Path | None, as_json: bool
) -> None:
    """Send the seed articles through the whole flow on this machine, and say what came out.

    Exits with 0 only if every article became exactly one result.
    """
    files = seed_files(seeds)
    with (
        View(as_json=as_json) as view,
        tempfile.TemporaryDirectory(prefix="newsfeed-demo-") as directory,
        _broker(broker, view) as given,
    ):
        environ = _environ(broker, {**given, "NEWSFEED_DATA_DIR": directory})
        settings = Settings.from_environment(environ)
        reports = asyncio.run(ensure(settings, topics(settings)))
        view.say(f"topics: {len(reports)}, {sum(each.created for each in reports)} of them new")
        with working(environ, Path(directory)) as workers:
            view.say(f"workers: {', '.join(worker.stage for worker in workers)}")
            plan = Plan(files=files, speed=speed, loop=False, copies=0, seed=0)
            result = asyncio.run(
                _passage(plan, settings, workers, view, deadline=monotonic() + timeout)
            )
            if as_json:
                print_json(result.as_json())
            if not result.adds_up:
                raise Failure(
                    f"{result.sent} articles were sent, {result.counts['articles_in']} came out"
                )
            if keep:
                _stay(settings, workers, view)
            else:
                view.say("next: newsfeed demo --keep stays up to look around; newsfeed run FILE")


async def _passage(
    plan: Plan, settings: Settings, workers: Sequence[Worker], view: View, *, deadline: float
) -> Result:
    """Send the articles, wait until all came out, and say what that was."""
    started, now = monotonic(), datetime.now(UTC)
    seen = Seen(begins=await positions(settings))
    async with watching(settings, seen):
        view.live(seen)
        with opened(plan, now=now, settings=settings) as items:
            sent = await send_all(settings, items, plan.speed)
        view.say(f"sent: {sent.articles} articles of {', '.join(str(each) for each in plan.files)}")
        await drained(settings, seen, sent, workers, deadline=deadline)
    view.still()
    seeds = _lines(next(path for path in plan.files if path.name == ARTICLES))
    result = result_of(seen, seeds=seeds, sent=sent.articles, seconds=monotonic() - started)
    _tell(result, seen, view)
    return result


def _tell(result: Result, seen: Seen, view: View) -> None:
    """Sum up in words: counts, one example of each kind, the tickers."""
    counts = ", ".join(f"{name} {count}" for name, count in result.counts.items())
    view.say(f"done in {result.seconds:.1f} s: {counts}")
    for kind, sentence in examples_in_words(seen.examples):
        view.show(kind, sentence)
    named = [f"{ticker} {count}" for ticker, count in result.tickers.items()]
    more = f" and {len(named) - TOP} more" if len(named) > TOP else ""
    view.say(f"mentions by ticker: {', '.join(named[:TOP]) or 'none'}{more}")


def _stay(settings: Settings, workers: Sequence[Worker], view: View) -> None:
    """Say what to try, and wait for Ctrl-C while the workers work."""
    address = ",".join(settings.broker)
    idempotent = "" if settings.idempotent_producer else " NEWSFEED_IDEMPOTENT_PRODUCER=false"
    view.say(
        f"it stays up until Ctrl-C. In another terminal, after\n"
        f"  export NEWSFEED_BROKER={address}{idempotent}"
    )
    view.say(
        "try\n  newsfeed top\n  newsfeed tail news.windows --from-beginning\n"
        "  newsfeed replay FILE --speed 60"
    )
    for worker in workers:
        view.say(f"  metrics of {worker.stage}: http://127.0.0.1:{worker.metrics_port}/metrics")
    with suppress(KeyboardInterrupt):
        while True:
            for worker in workers:
                worker.require_running()
            sleep(LOOK_SECONDS)


@contextmanager
def _broker(broker: str, view: View) -> Iterator[Mapping[str, str]]:
    """Run the broker asked for, and give the variables by which it is reached."""
    if broker in {"embedded", "apache"}:
        with embedded() if broker == "embedded" else apache() as own:
            view.say(f"broker: {own.name} at {own.address}")
            yield {
                "NEWSFEED_BROKER": own.address,
                "NEWSFEED_IDEMPOTENT_PRODUCER": str(own.idempotent).lower(),
            }
        return
    try:
        addresses(broker)
    except ValueError as error:
        raise click.BadParameter(f"{error}, embedded or apache", param_hint="--broker") from None
    yield {"NEWSFEED_BROKER": broker}


def _environ(broker: str, given: Mapping[str, str]) -> dict[str, str]:
    """Give the variables of the workers; one's own settings hold only for a broker of one's own."""
    inherited = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(PREFIX) or broker not in {"embedded", "apache"}
    }
    return {**QUICK, **inherited, **given}


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in read_lines([file]))
