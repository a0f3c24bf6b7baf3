"""The document of the panels: each query, and what it answered: docs/dashboards.md.

Its figures are of one run, so nothing compares them; a test holds that no panel is missing.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

from deploy.grafana.wording import CHOSEN
from stream.metrics import STAGES
from tests.harness.grafana import Board, Panel, Target, board
from tests.panels.flow import Pace
from tests.panels.judging import EMPTY, ZERO
from tests.panels.recording import Line, Recording, recorded
from tests.panels.showing import shown

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "dashboards.md"
TEMPLATE: Final = Path(__file__).parent / "page.md"
MOST: Final = 3
DEDUPE: Final = "dedupe"
BROKERS: Final = {"apache": "Apache Kafka 4.3.1", "embedded": "the embedded broker"}


def publish(broker: str, pace: Pace) -> None:
    """Write the page from what was recorded last."""
    flow = recorded("newsfeed")
    workers = {stage: recorded(f"worker-{stage}") for stage in STAGES}
    page = TEMPLATE.read_text().format(
        run=run_of(broker, pace, flow),
        variables=variables_of(board("newsfeed"), flow),
        newsfeed=table_of(board("newsfeed"), flow, [flow]),
        worker=table_of(board("worker"), workers[DEDUPE], [*workers.values()]),
        nothing=nothing_of(),
    )
    PAGE.write_text(page)
    print(f"panels: wrote {PAGE.relative_to(ROOT)}")


def run_of(broker: str, pace: Pace, recording: Recording) -> str:
    """Say what was run."""
    return (
        f"Real workers on {BROKERS[broker]}, scraped by Debian's Prometheus each second: "
        f"{pace.count:,} articles of {pace.hours:g} hours\nsent in {pace.seconds} s by "
        "`newsfeed replay`, with copies, corrections, retractions, late and wrongly dated news "
        "and rubbish\namong them, two taggers, and the worker of window killed (-9) and away for a "
        f"third of the time. Asked over\nthe last {recording.end - recording.start:.0f} s, a "
        f"point each {recording.step} s, as Grafana asks."
    )


def variables_of(board: Board, recording: Recording) -> str:
    """Tell each variable's query, and how much it had to offer."""
    rows = (
        (f"`${each['name']}`", coded(each["query"]), str(len(recording.offered[each["name"]])))
        for each in board.query_variables
    )
    return table(("variable", "asks", "values"), rows)


def table_of(board: Board, recording: Recording, counted: Sequence[Recording]) -> str:
    """Tell each panel's queries with their answers, row by row."""
    rows = (row_of(panel, target, recording, counted) for panel, target in queries(board))
    return table(("panel", "asks", "series", "newest"), rows)


def queries(board: Board) -> Iterator[tuple[Panel, Target]]:
    """Give each panel with each of its queries."""
    return ((panel, target) for panel in board.panels for target in panel.targets)


def row_of(
    panel: Panel, target: Target, recording: Recording, counted: Sequence[Recording]
) -> Sequence[str]:
    """Tell one query."""
    lines = lines_of(recording, target)
    series = " / ".join(str(len(lines_of(each, target))) for each in counted)
    return (panel.title, asked(target), series, newest(lines, panel))


def asked(target: Target) -> str:
    """Write a query; what stands in all of them is left out."""
    return coded(target.expr.replace(CHOSEN, "…"))


def lines_of(recording: Recording, target: Target) -> Sequence[Line]:
    """Give the lines that a query was answered with."""
    key = (target.panel, target.ref_id)
    return next(each.lines for each in recording.asked if (each.panel, each.ref_id) == key)


def newest(lines: Sequence[Line], panel: Panel) -> str:
    """Tell the newest values, the highest first."""
    values = sorted(
        ((line.name, line.points[-1][1]) for line in lines), key=itemgetter(1), reverse=True
    )
    highest = [f"{name} {shown(value, panel)}" for name, value in values[:MOST]]
    return ", ".join(highest) + ", …" * (len(values) > MOST) or panel.defaults.get("noValue", "")


def nothing_of() -> str:
    """Tell which queries may answer 0, and which nothing, and why."""
    zero = ((panel, legend, "0", why) for (panel, legend), why in ZERO.items())
    empty = (
        (panel, legend, f"empty for {who}", why) for (who, (panel, legend)), why in EMPTY.items()
    )
    rows = [(panel, coded(legend), what, why) for panel, legend, what, why in (*zero, *empty)]
    return table(("panel", "line", "may be", "because"), rows)


def coded(text: str) -> str:
    """Write code for a cell of a table."""
    return f"`{text.replace('|', chr(92) + '|')}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
