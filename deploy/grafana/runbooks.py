"""What to do at each alert, as docs/operations.md tells it: for who has the dashboard alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

OPERATIONS: Final = Path(__file__).parents[2] / "docs" / "operations.md"
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def runbooks() -> Iterator[tuple[str, str]]:
    """Give each alert's name and what its runbook says, in the order of the document.

    Links are left out, for they lead to where the document is, not to where it is shown.
    """
    section = OPERATIONS.read_text().partition("\n## Alerts\n")[2].partition("\n## ")[0]
    for part in section.split("\n### ")[1:]:
        name, _, text = part.partition("\n")
        yield name.strip(), _LINK.sub(r"\1", text.strip())
