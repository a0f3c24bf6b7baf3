"""The tables in ``docs/reliability.md``: every figure is from the rows of one whole run.

Not here: running anything (``running``), what a row holds (``rows``).
"""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final, get_args

from deploy.docs.parts import filled, table
from stream.engine.kafka_jars import KAFKA_VERSION
from tests.faults.fault import Fault, Group
from tests.faults.rows import Row
from tests.harness.site import site

ROOT: Final = Path(__file__).parents[2]
DOCUMENT: Final = ROOT / "docs" / "reliability.md"
COLUMNS: Final = (
    "fault",
    "seeds",
    "lost",
    "wrong",
    "phantom",
    "rejected missing, extra",
    "repeats, of allowed",
    "recovery: median, slowest",
    "drained in",
    "memory",
    "result",
)
NOT_RUN: Final = "not run"

Runs = Mapping[str, Sequence[Row]]


def write(faults: Sequence[Fault], rows: Iterable[Row], path: Path = DOCUMENT) -> None:
    """Put the tables into the document, with a line for each fault, run or not."""
    path.write_text(filled(path.read_text("utf-8"), parts(faults, rows)), "utf-8")


def parts(faults: Sequence[Fault], rows: Iterable[Row]) -> dict[str, str]:
    """Give what is made of the document."""
    runs = by_fault(rows)
    groups = [
        _group(group, [fault for fault in faults if fault.group == group], runs)
        for group in get_args(Group)
    ]
    done = [row for each in runs.values() for row in each]
    return {"surroundings": _surroundings(done), "faults": "\n\n".join(filter(None, groups))}


def by_fault(rows: Iterable[Row]) -> Runs:
    """Gather the rows of whole runs by fault, in the order of their seeds."""
    runs: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.seed):
        if not row.quick:
            runs.setdefault(row.fault, []).append(row)
    return runs


def _group(group: str, faults: Sequence[Fault], runs: Runs) -> str:
    """Give the table of a group, and below it what each fault is and showed."""
    if not faults:
        return ""
    lines = [line(fault, runs.get(fault.name, ())) for fault in faults]
    told = [f"- {told_of(fault, runs.get(fault.name, ()))}" for fault in faults]
    title = f"### {group[0].upper()}{group[1:]}"
    return "\n\n".join((title, table(COLUMNS, lines), "\n".join(told)))


def line(fault: Fault, rows: Sequence[Row]) -> tuple[str, ...]:
    """Give the cells of a fault: sums over its seeds, and the worst of the rest.

    What a run does not have (a fuzzer has no workers, a restore nothing to drain) stays empty.
    """
    if not rows:
        return (fault.name, NOT_RUN, *("" for _ in COLUMNS[2:]))
    most = max(rows, key=lambda row: row.repeats)
    recoveries = [row.recover_s for row in rows]
    return (
        fault.name,
        str(len(rows)),
        *(str(sum(getattr(row, name) for row in rows)) for name in ("lost", "wrong", "phantom")),
        f"{sum(row.rejected_missing for row in rows)}, {sum(row.rejected_extra for row in rows)}",
        f"{most.repeats:,} of {most.bound:,}",
        f"{median(recoveries):.1f} s, {max(recoveries):.1f} s" if any(recoveries) else "",
        f"{drained:.0f} s" if (drained := max(row.drain_s for row in rows)) else "",
        f"{memory >> 20} MiB" if (memory := max(row.max_rss for row in rows)) else "",
        "as promised" if all(row.right for row in rows) else "**not as promised**",
    )


def told_of(fault: Fault, rows: Sequence[Row]) -> str:
    """Give a fault in words: what is promised, what was seen beside the columns, what failed."""
    sentences = [f"**{fault.name}.** {fault.promise}"]
    if seen := _seen([row.shown for row in rows]):
        sentences.append(f"Seen: {seen}.")
    sentences += [
        f"Seed {row.seed} repeated {row.unexplained} parts without cause."
        for row in rows
        if row.unexplained
    ]
    sentences += [f"Seed {row.seed} failed: {row.failure}." for row in rows if row.failure]
    return " ".join(sentences)


def _seen(shown: Sequence[Mapping[str, Any]]) -> str:
    """Give what the seeds showed, each by its name: a number's range, else each thing said."""
    names = dict.fromkeys(name for each in shown for name in each)
    told = ((name, [each[name] for each in shown if name in each]) for name in names)
    return "; ".join(f"{name.replace('_', ' ')} {_range(values)}" for name, values in told)


def _range(values: Sequence[Any]) -> str:
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        low, high = min(values), max(values)
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return ", ".join(dict.fromkeys(map(str, values)))


def _surroundings(rows: Sequence[Row]) -> str:
    """Say where the runs took place, and how long they took together."""
    with site("localhost:9092", ROOT) as made:
        settings = made.settings
    minutes = sum(row.seconds for row in rows) / 60
    return (
        f"Apache Kafka {KAFKA_VERSION}, one broker, started anew for each run; Python "
        f"{platform.python_version()} on {platform.system()}, {os.cpu_count()} cores for broker, "
        f"workers and judge together; {settings.raw_partitions} raw partitions, "
        f"{settings.partitions} of every topic by key; session timeout "
        f"{settings.session_timeout_seconds:g} s, commit interval "
        f"{settings.commit_interval_seconds:g} s, parts of {settings.chunk_records} records. "
        f"{len(rows)} runs, {minutes:.0f} minutes of them."
    )
