"""What the documents say of the code is what the code says; what they point at is there."""

import ast
import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from deploy.docs import examples, reference
from deploy.docs.parts import filled, table
from deploy.docs.schemas import RECORDS, schemas

ROOT: Final = Path(__file__).parents[2]
DOCUMENTS: Final = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "stream" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
MAP: Final = (ROOT / "stream" / "README.md").read_text("utf-8")
CONSUMERS: Final = (ROOT / "docs" / "consumers.md").read_text("utf-8")
OPERATIONS: Final = (ROOT / "docs" / "operations.md").read_text("utf-8")


def example(name: str) -> dict[str, Any]:
    """Give the record that stands for a kind in the document."""
    part = CONSUMERS.partition(f"<!-- made: {name} -->")[2].partition("<!-- end:")[0]
    value: dict[str, Any] = json.loads(part.partition("```json\n")[2].partition("```")[0])
    return value


def names_in(path: Path) -> set[str]:
    """Give the names of the tests in a file."""
    if not path.is_file():
        return set()
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {each.name for each in nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}


def anchors(document: Path) -> set[str]:
    """Give what a link may name in a document: its headings, as they are written in a link."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def test_exit_codes_settings_and_series_are_those_of_the_code() -> None:
    """``make docs`` was run after the last change."""
    assert filled(OPERATIONS, reference.parts()) == OPERATIONS


def test_schemas_are_those_of_the_models() -> None:
    """``make docs`` was run after the last change; no schema is left of what is gone."""
    there = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/schemas").iterdir()}

    assert there == schemas()


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("tagged", "tagged"),
        ("unique", "unique"),
        ("duplicate", "duplicate"),
        ("mention", "mention"),
        ("taken-back", "mention"),
        ("mark", "mark"),
        ("window", "window"),
    ],
)
def test_an_example_has_the_fields_of_its_record(name: str, record: str) -> None:
    """Every one of them, in the order in which they are written."""
    shown = example(name)

    assert list(shown) == [each.name for each in fields(RECORDS[record])]


def test_every_kind_of_record_has_an_example() -> None:
    """The document has a place for each part that is made, and no other."""
    marks = re.findall(r"<!-- made: (\S+) -->", CONSUMERS)

    assert sorted(marks) == sorted([*examples.CHOSEN, "rejected"])


def test_every_alert_says_what_to_do() -> None:
    """Each has an entry of its name, and no entry is left of an alert that is gone."""
    rules = yaml.safe_load((ROOT / "deploy/prometheus/rules.yml").read_text("utf-8"))
    alerts = {rule.get("alert") for group in rules["groups"] for rule in group["rules"]} - {None}

    assert set(re.findall(r"^### (Newsfeed\w+)$", OPERATIONS, re.MULTILINE)) == alerts


def test_the_file_map_names_every_file() -> None:
    """Who adds a file says in one line what it is."""
    files = [path for path in (ROOT / "stream").rglob("*.py") if not path.stem.startswith("__")]
    unnamed = [str(path) for path in files if f"`{path.name}`" not in MAP]

    assert len(files) > 100
    assert unnamed == []


def test_the_file_map_names_nothing_that_is_gone() -> None:
    """Each file it names is in some room."""
    files = {path.name for path in (ROOT / "stream").rglob("*.*")}
    first_cells = re.findall(r"^\| (`[^|]+) \|", MAP, re.MULTILINE)
    named = {name for cell in first_cells for name in re.findall(r"`([\w.]+\.\w+)`", cell)}

    assert len(named) > 100
    assert named - files == set()


def test_each_invariant_has_the_test_it_names() -> None:
    """A test that is renamed or removed takes its line along."""
    guards = re.findall(r"`([\w/]+\.py)::(\w+)`", MAP)

    assert len(guards) > 60
    assert [
        f"{path}::{name}" for path, name in guards if name not in names_in(ROOT / "tests" / path)
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_leads_somewhere(document: Path) -> None:
    """To a file of the project, and to a heading in it."""
    broken = []
    for path, anchor in re.findall(r"\]\((?!\w+:)([^)#]*)#?([^)]*)\)", document.read_text("utf-8")):
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(f"{path}#{anchor}")

    assert broken == []


def test_a_part_is_put_between_its_marks() -> None:
    """What stands around it stays, and a second time changes nothing."""
    document = "before\n<!-- made: it -->\nold\n<!-- end: it -->\nafter\n"
    once = filled(document, {"it": "new"})

    assert once == "before\n<!-- made: it -->\nnew\n<!-- end: it -->\nafter\n"
    assert filled(once, {"it": "new"}) == once


@pytest.mark.parametrize(
    "document", ["", "<!-- made: it -->\n", "<!-- made: other -->\n\n<!-- end: other -->"]
)
def test_a_part_without_its_marks_is_an_error(document: str) -> None:
    """Nothing is left out in silence."""
    with pytest.raises(ValueError, match="it"):
        filled(document, {"it": "new"})


def test_a_bar_in_a_cell_ends_no_cell() -> None:
    """A table keeps its columns."""
    assert table(("a",), [("b|c",)]) == "| a |\n| --- |\n| b\\|c |"
