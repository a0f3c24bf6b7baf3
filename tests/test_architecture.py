"""The shape of the code: which room may import which, and how large a thing may grow."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from importlinter.cli import lint_imports

ROOT: Final = Path(__file__).parent.parent
ROOMS: Final = ("stream", "tests", "deploy", "seeds")
SOURCES: Final = sorted(path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.py"))
LONGEST_FUNCTION: Final = 40
LONGEST_FILE: Final = 300


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Give each function's name and its number of lines, decorators left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_go_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    """Every contract of pyproject.toml is kept: rooms, who knows Faust and Kafka, pure stages."""
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)

    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_seen_whole(path: Path) -> None:
    """No file has more than 300 lines, no function more than 40."""
    source = path.read_text()

    long = [f"{name}: {lines}" for name, lines in functions(source) if lines > LONGEST_FUNCTION]

    assert source.count("\n") <= LONGEST_FILE
    assert long == []


def test_a_function_is_measured_whole() -> None:
    """Nested and asynchronous functions count, each from its first line to its last."""
    source = "async def outer():\n    def inner():\n        return 1\n    return inner\n"

    assert sorted(functions(source)) == [("inner", 2), ("outer", 4)]


def test_no_module_is_named_after_nothing() -> None:
    """A room has a name that says what is in it."""
    nameless = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}

    assert [str(path) for path in SOURCES if path.stem in nameless] == []
