"""``newsfeed replay``: articles from files to ``news.raw``."""

import asyncio
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import click

from stream.cli.broker import require_topic
from stream.cli.departures import Departures
from stream.cli.look import json_option, print_json, settings
from stream.cli.progress import Progress
from stream.cli.seeds import seed_files
from stream.cli.sending import as_they_come, confirmed_lines, replay_name, send, with_last
from stream.config import Settings
from stream.engine.health import Health, Pulse, serving
from stream.engine.publisher import Publisher
from stream.metrics import SourceMetrics
from stream.models import Topic
from stream.pipeline import closing
from stream.sources.feed import Item, feed
from stream.sources.jsonl import read_lines
from stream.sources.live import live
from stream.sources.replay import replay_lines

T = TypeVar("T")

STDIN: Final = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to send: files, and what is made of them."""

    files: Sequence[Path]
    speed: float
    loop: bool
    copies: float
    seed: int
    live: float = 0

    def check(self) -> None:
        """Raise ``click.UsageError`` for what contradicts itself."""
        if self.live and self.speed:
            raise click.UsageError("--live makes the dates, --speed goes by them: give one of them")
        if self.live and STDIN in self.files:
            raise click.UsageError("--live needs files: what comes through a pipe has its own pace")

    @property
    def name(self) -> str:
        """Name the replay by its content; one from standard input has none."""
        options = (self.loop, self.copies, self.seed)
        return "" if STDIN in self.files else replay_name(self.files, *options)

    @property
    def total(self) -> int | None:
        """Count the lines to send; None where that is not known beforehand."""
        if self.loop or self.copies or STDIN in self.files:
            return None
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("rb")) for path in self.files]
            return sum(1 for _ in read_lines(files))


@click.command()
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option(
    "--speed",
    type=click.FloatRange(min=0),
    default=0,
    show_default=True,
    help="Event time by real time: 1 for the pace of the news, 0 for as fast as it goes.",
)
@click.option(
    "--live",
    type=click.FloatRange(min=0),
    default=0,
    help="Seconds between two articles, each dated when it is sent, as if it happened now; between "
    "two rounds of --loop those of NEWSFEED_HORIZON_SECONDS pass.",
)
@click.option("--loop", is_flag=True, help="Go on for ever, each round with new ids and dates.")
@click.option(
    "--syndicate",
    "copies",
    type=click.FloatRange(0, 1),
    default=0,
    help="Share of articles of which a copy is sent too, as other houses would print it.",
)
@click.option("--seed", default=0, help="Chance for --syndicate: the same gives the same copies.")
@click.option(
    "--resume/--no-resume",
    default=True,
    show_default=True,
    help="Go on after the lines that news.raw already has of these very files.",
)
@click.option(
    "--metrics-port",
    type=click.IntRange(0, 65_535),
    default=0,
    show_default=True,
    help="Serve /metrics and /healthz here, on NEWSFEED_METRICS_HOST; 0 for none.",
)
@json_option
def replay(*, resume: bool, metrics_port: int, as_json: bool, **given: Any) -> None:
    """Send the articles of FILES (JSON, a line each; - is standard input) to news.raw.

    Without FILES the seeds of the project are sent. Heartbeats tell every partition that event
    time has passed; one at the end closes the windows.
    """
    given["files"] = given["files"] or seed_files()
    plan, configured = Plan(**given), settings()
    plan.check()
    metrics, pulse = SourceMetrics(), Pulse()
    departures = Departures(metrics)
    health = Health(metrics.registry, departures.missing, lambda: pulse.alive)
    with serving(health, configured.metrics_host, metrics_port, setting="another --metrics-port"):
        run = _replay(plan, configured, departures, resume=resume)
        before, after = asyncio.run(_kept_alive(pulse, run))
    told = {"lines_before": before, "lines_sent": after - before}
    if as_json:
        print_json(told)
    elif before and after == before:
        click.echo(f"all {before} lines were sent before; --no-resume sends them again")
    else:
        click.echo(f"sent {after - before} lines" + f", after {before} sent before" * bool(before))


async def _kept_alive(pulse: Pulse, run: Awaitable[T]) -> T:
    """Await something with the pulse of its loop beating."""
    beating = asyncio.create_task(pulse.keep())
    try:
        return await run
    finally:
        beating.cancel()


async def _replay(
    plan: Plan, settings: Settings, departures: Departures, *, resume: bool
) -> tuple[int, int]:
    """Send what is left to send; give the lines that were there before and that are there now."""
    name, now = plan.name, datetime.now(UTC)
    await require_topic(settings, Topic.RAW)
    before = await confirmed_lines(settings, name) if resume and name else 0
    async with Publisher(settings) as publisher:
        departures.begin()
        with (
            opened(plan, now=now, settings=settings, passed_over=before) as items,
            Progress(plan.total, before=before) as progress,
        ):
            after = await send(
                publisher,
                with_last(items) if name else as_they_come(items),
                replay=name,
                speed=plan.speed,
                confirmed=before,
                told=progress.moved,
                leaving=departures.leaving,
            )
    return before, after


@contextmanager
def opened(
    plan: Plan, *, now: datetime, settings: Settings, passed_over: int = 0
) -> Iterator[Iterator[Item]]:
    """Open the files of a plan, and give what to send for them."""
    with ExitStack() as stack:
        files = [stack.enter_context(_open(path)) for path in plan.files]
        values = (value for _, value in read_lines(files))
        lines = replay_lines(values, now=now, loop=plan.loop, copies=plan.copies, seed=plan.seed)
        if plan.live:
            lines = live(
                lines,
                now=now,
                every=timedelta(seconds=plan.live),
                # Past the horizon each round is as new as the first.
                pause=timedelta(seconds=settings.horizon_seconds),
                passed_over=passed_over,
            )
        yield feed(lines, now=now, passed_over=passed_over, closing=closing(settings))


def _open(path: Path) -> AbstractContextManager[BinaryIO]:
    """Open a file; of standard input a reader of its own that stays open.

    A thread may wait in it for the next line when we end: to close it, or ``sys.stdin`` as the
    interpreter does, would wait too.
    """
    if path == STDIN:
        return nullcontext(open(0, "rb", closefd=False))
    return path.open("rb")
