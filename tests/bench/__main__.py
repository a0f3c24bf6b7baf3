"""``python -m tests.bench``: how fast each stage is by itself, and the flow on real brokers.

Figures are of one machine at one time; what can be compared are the ratios. Nothing is asserted.
"""

import logging
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from tests.bench import (
    closing,
    deduping,
    flooding,
    holding,
    passage,
    refolding,
    report,
    sheets,
    tables,
    tagging,
    window_sheets,
    windowing,
)
from tests.bench.articles import newswire, seed_articles
from tests.bench.costs import calibration, costs
from tests.bench.passage import BROKERS, Passage
from tests.bench.report import Pieces, Tagging
from tests.bench.sheets import Deduping, Sheet
from tests.bench.window_sheets import Windowing

RESULTS: Final = Path(__file__).parents[2] / "build" / "bench.json"
SEED: Final = 2025
PURE_ARTICLES: Final = 3_000
HOSTILE_REPEATS: Final = 2
"""At most: there are many hostile texts, and a wide margin says enough."""
PASS_THROUGH_TIMES: Final = 5
"""The engine alone gets so many times the articles: it would be over at once."""


@click.command()
@click.option("--articles", default=20_000, help="Articles through the brokers.", show_default=True)
@click.option("--repeats", default=3, help="Of each pure measurement; the best counts.")
@click.option(
    "--broker",
    "kinds",
    type=click.Choice([*BROKERS]),
    multiple=True,
    default=[*BROKERS],
    show_default=True,
    help="Which brokers to run through; several times for several.",
)
@click.option("--pure", is_flag=True, help="The stages alone, without a broker.")
@click.option("--dedupe", "dedupe_alone", is_flag=True, help="The stage dedupe alone.")
@click.option("--window", "window_alone", is_flag=True, help="The stage window alone.")
@click.option(
    "--index",
    default=max(deduping.SIZES),
    show_default=True,
    help="Articles in the largest index of dedupe.",
)
@click.option("--publish", is_flag=True, help="Write dedupe and window to docs/benchmarks.md.")
def bench(
    *,
    articles: int,
    repeats: int,
    kinds: tuple[str, ...],
    pure: bool,
    dedupe_alone: bool,
    window_alone: bool,
    index: int,
    publish: bool,
) -> None:
    """Measure, print tables, and write build/bench.json."""
    whole = not (dedupe_alone or window_alone)
    if publish and index < deduping.LEAST_FOR_KINDS:
        raise click.UsageError(f"--publish needs --index {deduping.LEAST_FOR_KINDS}")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it tells of each new topic
    load = os.getloadavg()
    print(f"{os.cpu_count()} cores, load {load[0]:.2f}")
    pieces = _stages(repeats) if whole else []
    tag = _tagging(repeats) if whole else None
    dedupe = _deduping(index, repeats, publish=publish) if dedupe_alone or whole else None
    window = _windowing(publish=publish) if window_alone or whole else None
    brokers = kinds if whole and not pure else ()
    passages = [each for kind in brokers for each in _through(kind, articles)]
    about = {"cores": os.cpu_count(), "load_before": load, "load_after": os.getloadavg()}
    report.write(RESULTS, pieces, tag, dedupe, window, passages, **about)
    print(f"load {os.getloadavg()[0]:.2f}; all of it is in {RESULTS}")


def _stages(repeats: int) -> list[Pieces]:
    return [_pieces(title, values, times * repeats) for title, values, times in _articles()]


def _articles() -> Iterator[tuple[str, Sequence[bytes], int]]:
    """Give what the stages are measured on, and how many times more often than told."""
    yield f"{PURE_ARTICLES} articles of 600 characters", newswire(PURE_ARTICLES, SEED), 1
    yield "the seeds", seed_articles(), 20


def _pieces(title: str, values: Sequence[bytes], repeats: int) -> Pieces:
    """Measure the stages on some articles, and the machine before and after."""
    before = calibration()
    measured = costs(values, repeats=repeats)
    pieces = Pieces(title=title, loop=min(before, calibration()), costs=measured)
    report.show_costs(pieces)
    return pieces


def _tagging(repeats: int) -> Tagging:
    """Measure the stage tag by length and on hostile texts, and its tables."""
    before = calibration()
    lengths = tagging.by_length(SEED, repeats=repeats)
    measured = Tagging(
        loop=min(before, calibration()),
        lengths=lengths,
        hostile=tagging.hostile(repeats=min(HOSTILE_REPEATS, repeats)),
        tables=tables.tables(repeats=repeats),
    )
    report.show_tagging(measured)
    return measured


def _deduping(largest: int, repeats: int, *, publish: bool) -> Deduping:
    """Measure the stage dedupe by the size of its index, by length, and in floods."""
    before = calibration()
    signatures = deduping.signatures(repeats=repeats)
    sizes = [*deduping.by_size([size for size in deduping.SIZES if size <= largest])]
    measured = Deduping(
        sizes=sizes,
        floods=[*flooding.floods()],
        signatures=signatures,
        loop=min(before, calibration()),
    )
    _told("dedupe", measured.loop, sheets.sheets(measured), publish=publish)
    return measured


def _windowing(*, publish: bool) -> Windowing:
    """Measure the stage window by feed, what its windows take, and how they are restored."""
    before = calibration()
    with tempfile.TemporaryDirectory(prefix="newsfeed-bench-") as journal:
        measured = Windowing(
            feeds=[*windowing.feeds()],
            closings=closing.closings(),
            goal=holding.goal(Path(journal)),
            windows=[*holding.by_mentions()],
            refolded=refolding.refolded(Path(journal)),
            loop=min(before, calibration()),
        )
    _told("window", measured.loop, window_sheets.sheets(measured), publish=publish)
    return measured


def _told(stage: str, loop: float, tables: Sequence[Sheet], *, publish: bool) -> None:
    """Print a stage's tables, and put them into the document."""
    report.show_sheets(stage, loop, tables)
    if publish:
        python = f"Python {platform.python_version()}"
        machine = f"{python}, one of {os.cpu_count()} cores of {platform.machine()}"
        sheets.publish(stage, machine, loop, tables)


def _through(kind: str, articles: int) -> list[Passage]:
    """Measure the engine alone, each stage, and the whole flow on one broker."""
    values = newswire(articles, SEED)
    passages = [
        passage.pass_through(kind, values * PASS_THROUGH_TIMES),
        *passage.alone(kind, values),
        *passage.together(kind, values),
    ]
    report.show_passages(passages)
    return passages


if __name__ == "__main__":
    bench()
