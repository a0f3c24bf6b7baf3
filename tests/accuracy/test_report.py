"""The page holds what was measured, with its interval, and says what was not."""

from pathlib import Path

import pytest

from stream.gazetteer import Gazetteer
from tests.accuracy import tables
from tests.accuracy.copies import measuring as duplicates
from tests.accuracy.intervals import Share
from tests.accuracy.measuring import Measured
from tests.accuracy.report import DOCUMENT, PAGE, write
from tests.accuracy.samples import at, tag, text, verdict

WRONG = verdict(
    text("Acme rose.", "equity:ACME", family="flowers"),
    tag("equity:ROSE", at("Acme rose.", "rose")),
)
RIGHT = verdict(text("It rained all day.", family="weather", kind="post"))
NO_COPIES = duplicates.Measured().parts
MEASURED = Measured(
    gazetteer=Gazetteer([], version="2026.11-0a1b2c3d"),
    verdicts={"blind": [RIGHT], "development": [WRONG, RIGHT]},
    readings=None,
)


def test_a_share_is_told_with_its_interval_and_its_count() -> None:
    """To four digits, the interval to three; of nothing there is a dash."""
    share = Share(right=1_900, of=2_000, low=0.93954, high=0.9587)

    assert tables.told(share) == "**0.9500** (0.940 to 0.959), 1,900 of 2,000"
    assert tables.told(None) == "–"


def test_every_set_has_its_column() -> None:
    """And every figure its row."""
    lines = tables.sets(MEASURED.ours).splitlines()

    assert lines[0] == "| figure | blind | development |"
    clean = next(line for line in lines if line.startswith("| texts without a ticker"))
    assert clean.count("1 of 1") == 2
    assert "| tickers of all texts: recall | – | **0.0000** (0.000 to 0.793), 0 of 1 |" in lines


def test_kinds_are_counted_by_set() -> None:
    """In the order of the closed list."""
    lines = tables.kinds(MEASURED.verdicts).splitlines()[2:]

    assert [line.split(" | ")[:7] for line in lines] == [
        ["| blind", "post", "1", "0", "0", "0", "0"],
        ["| development", "news", "1", "1", "0", "1", "1"],
        ["| development", "post", "1", "0", "0", "0", "0"],
    ]


def test_families_without_a_mistake_share_a_line() -> None:
    """Those with one have their own."""
    assert tables.families(MEASURED.verdicts).splitlines()[2:] == [
        "| development | flowers | 1 | 1 | 0 | 1 | 1 |",
        "| blind | 1 without a mistake | 1 | 0 | 0 | 0 | 0 |",
        "| development | 1 without a mistake | 1 | 0 | 0 | 0 | 0 |",
    ]


def test_the_page_is_made_whole(tmp_path: Path) -> None:
    """Hand-written words around the tables; what was not there is said."""
    path = tmp_path / "accuracy.md"

    write({**MEASURED.parts, **NO_COPIES}, path)
    page = path.read_text("utf-8")

    assert page.startswith("# Accuracy\n")
    assert "gazetteer 2026.11-0a1b2c3d, on 1 `blind` and 2 `development` texts" in page
    assert "| false | equity:ROSE | rose | 1 | flowers |" in page
    assert page.count("Not measured this time: the data was not there.") == 2


def test_a_part_without_a_place_is_refused(tmp_path: Path) -> None:
    """So that a further measurement is not left out of the page."""
    with pytest.raises(ValueError, match="more"):
        write({**MEASURED.parts, **NO_COPIES, "more": "of it"}, tmp_path / "accuracy.md")


def test_the_words_of_the_published_page_are_those_of_this_room() -> None:
    """Who changes them publishes again."""
    published, words = (
        [line for line in path.read_text("utf-8").splitlines() if line.startswith(("#", "- "))]
        for path in (DOCUMENT, PAGE)
    )

    assert published == words
