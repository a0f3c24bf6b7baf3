"""Build the table: ``python -m stream.gazetteer.build [--check] [--cache FOLDER]``."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from stream.gazetteer import rows
from stream.gazetteer.build import assemble

FOLDER: Final = Path(__file__).parent.parent
CACHE: Final = Path.home() / ".cache" / "newsfeed" / "gazetteer"
OVERLAY: Final = "overlay.csv"


def main() -> int:
    """Write the files, or with ``--check`` say whether the committed ones are what comes out."""
    parser = argparse.ArgumentParser(prog="python -m stream.gazetteer.build", description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where packages are kept")
    parser.add_argument("--check", action="store_true", help="compare only; exit code 1 if not")
    arguments = parser.parse_args()
    text = (FOLDER / OVERLAY).read_text(encoding="utf-8")
    built = assemble.files(arguments.cache, list(rows.read(text.splitlines(), OVERLAY)))
    return check(built) if arguments.check else write(built)


def write(built: Mapping[str, str]) -> int:
    """Write the files, and say how long they are."""
    for name, text in built.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{FOLDER / name}: {text.count(chr(10))} lines")
    return 0


def check(built: Mapping[str, str]) -> int:
    """Compare what was built with what is committed, file by file, and say where they part."""
    stale = [
        name for name, text in built.items() if (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    for name in stale:
        committed = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        print(f"{name}: {_first_difference(committed, built[name].splitlines())}")
    print(f"stale: {', '.join(stale)}" if stale else f"{', '.join(built)}: as their sources say")
    return 1 if stale else 0


def _first_difference(committed: list[str], built: list[str]) -> str:
    pairs = enumerate(zip(committed, built, strict=False), start=1)
    parted = next(((line, pair) for line, pair in pairs if pair[0] != pair[1]), None)
    if parted is None:
        return f"{len(committed)} lines are committed, {len(built)} are built"
    line, (left, right) = parted
    return f"line {line} is committed as {left!r}, built as {right!r}"


if __name__ == "__main__":
    sys.exit(main())
