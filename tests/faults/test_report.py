"""The tables hold what the rows hold, fault by fault, and say what was not run."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from tests.faults.fault import Fault
from tests.faults.report import COLUMNS, DOCUMENT, by_fault, line, parts, told_of, write
from tests.faults.rows import Row


def never(seed: int, directory: Path, *, quick: bool) -> Row:
    """Stand for a run."""
    raise NotImplementedError


FAULT: Final = Fault(name="a fault", group="workers", promise="All goes on.", run=never, seeds=2)
ROW: Final = Row(
    fault="a fault",
    seed=1,
    repeats=5,
    bound=1_000,
    recover_s=2.0,
    drain_s=7.4,
    max_rss=130 << 20,
    shown={"partitions_moved": 3, "alert": "fired"},
    seconds=60,
)
ROWS: Final = [ROW, replace(ROW, seed=2, repeats=2, recover_s=6.5, shown={"partitions_moved": 9})]


def test_a_line_has_the_worst_of_all_seeds() -> None:
    """Sums of what may not be, the most repeats with their bound, median and slowest."""
    cells = dict(zip(COLUMNS, line(FAULT, ROWS), strict=True))

    assert cells == {
        "fault": "a fault",
        "seeds": "2",
        "lost": "0",
        "wrong": "0",
        "phantom": "0",
        "rejected missing, extra": "0, 0",
        "repeats, of allowed": "5 of 1,000",
        "recovery: median, slowest": "4.2 s, 6.5 s",
        "drained in": "7 s",
        "memory": "130 MiB",
        "result": "as promised",
    }


def test_one_bad_seed_makes_a_bad_fault() -> None:
    """And its failure is told with its seed."""
    rows = [ROW, replace(ROW, seed=2, lost=3, failure="it hung")]

    cells = line(FAULT, rows)

    assert (cells[2], cells[-1]) == ("3", "**not as promised**")
    assert "Seed 2 failed: it hung." in told_of(FAULT, rows)


def test_what_was_seen_is_told_over_all_seeds() -> None:
    """Numbers as a range, words once."""
    assert told_of(FAULT, ROWS) == (
        "**a fault.** All goes on. Seen: partitions moved 3 to 9; alert fired."
    )


def test_what_was_not_run_is_said() -> None:
    """No figure stands for it."""
    assert line(FAULT, []) == ("a fault", "not run", *[""] * (len(COLUMNS) - 2))


def test_what_a_run_does_not_have_stays_empty() -> None:
    """A fuzzer starts no worker and drains nothing: nought seconds would be a claim."""
    cells = dict(zip(COLUMNS, line(FAULT, [Row(fault="a fault", seed=1)]), strict=True))

    assert {cells[each] for each in COLUMNS[-4:-1]} == {""}


def test_quick_runs_are_not_published() -> None:
    """They break less."""
    assert by_fault([replace(ROW, quick=True), *reversed(ROWS)]) == {"a fault": ROWS}


def test_the_document_is_made_in_place(tmp_path: Path) -> None:
    """The text around the tables stays."""
    path = tmp_path / "reliability.md"
    path.write_text(DOCUMENT.read_text("utf-8"), "utf-8")

    write([FAULT], ROWS, path)
    text = path.read_text("utf-8")

    assert "### Workers\n\n| fault | seeds |" in text
    assert "2 runs, 2 minutes of them" in text
    assert text.endswith(DOCUMENT.read_text("utf-8")[-200:])


@pytest.mark.parametrize("name", ["surroundings", "faults"])
def test_every_part_has_its_place(name: str) -> None:
    """Between two marks."""
    assert f"<!-- made: {name} -->" in DOCUMENT.read_text("utf-8")
    assert name in parts([], [])
