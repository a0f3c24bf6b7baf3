"""Reading the written parts of the kit: files of sections, each under a heading.

A section is ``=== heading``, lines of ``--- remark``, then its text. Not here: what each means.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parent
HEADING: Final = re.compile(r"^=== ", re.MULTILINE)
REMARK: Final = "--- "


class Section(NamedTuple):
    """A heading, the remarks under it, and paragraphs parted by blank lines."""

    heading: str
    remarks: tuple[str, ...]
    body: str


def sections(name: str) -> Iterator[Section]:
    """Give the sections of a file beside this one, in order."""
    parts = HEADING.split((FOLDER / name).read_text("utf-8"))[1:]
    yield from map(_section, parts)


def _section(part: str) -> Section:
    heading, *lines = part.splitlines()
    remarks = tuple(line.removeprefix(REMARK) for line in lines if line.startswith(REMARK))
    body = "\n".join(line for line in lines if not line.startswith(REMARK))
    return Section(heading.strip(), remarks, body.strip())
