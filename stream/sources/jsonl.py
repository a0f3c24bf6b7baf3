"""Lines of JSONL files as raw values, each with the place it has among all of them.

Not here: opening files (the caller's), reading what is in a line (``codec``).
"""

from collections.abc import Iterable, Iterator
from typing import Final

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def read_lines(files: Iterable[Iterable[bytes]]) -> Iterator[tuple[int, bytes]]:
    """Give (line - 1, value) of each line that is not blank, without its end of line.

    The files count as one: line numbers go on from file to file, blank lines included. A byte
    order mark belongs to the file, not to its first line. Nothing else is changed.
    """
    number = 0
    for file in files:
        for place, line in enumerate(file):
            value = _value(line.removeprefix(_BYTE_ORDER_MARK) if place == 0 else line)
            if value.strip():
                yield number, value
            number += 1


def _value(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r")
