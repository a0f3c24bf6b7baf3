"""The parts of a document that are made by code, between two marks that no reader sees."""

import re
from collections.abc import Iterable, Mapping, Sequence

Row = Sequence[str]


def filled(document: str, parts: Mapping[str, str]) -> str:
    """Give the document with these parts in place of what stood between their marks.

    Raises ``ValueError`` where a part has no marks, or marks have no part.
    """
    found = re.findall(r"<!-- made: (\S+) -->", document)
    if sorted(found) != sorted(parts):
        raise ValueError(f"marks of {sorted(found)}, parts for {sorted(parts)}")
    for name, part in parts.items():
        document = _replaced(document, name, part)
    return document


def standing(document: str) -> dict[str, str]:
    """Give the parts as they stand in the document, by their names."""
    found = re.findall(r"<!-- made: (\S+) -->\n(.*?)\n?<!-- end: \1 -->", document, re.DOTALL)
    return dict(found)


def table(titles: Row, rows: Iterable[Row]) -> str:
    """Give a Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(_cell(each) for each in line)} |" for line in lines)


def prose(docstring: str) -> str:
    """Give a docstring as one line of Markdown."""
    return " ".join(docstring.replace("``", "`").split())


def _replaced(document: str, name: str, part: str) -> str:
    begin, end = f"<!-- made: {name} -->\n", f"<!-- end: {name} -->"
    head, _, rest = document.partition(begin)
    _, found, tail = rest.partition(end)
    if not found:
        raise ValueError(f"{name} has no end")
    return f"{head}{begin}{part}\n{end}{tail}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
