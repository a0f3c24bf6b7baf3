"""The demo while it runs: a live table on a terminal, plain lines elsewhere."""

from typing import Final, Self

from rich.console import Group
from rich.live import Live
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stream.cli.demo.watching import WATCHED, Seen
from stream.cli.look import console, shortened

INDENT: Final = 2
REFRESH_PER_SECOND: Final = 8


class View:
    """Says what happens. With ``as_json`` it does so on standard error: the output is the JSON."""

    def __init__(self, *, as_json: bool) -> None:
        self._console = console(err=as_json)
        self._live: Live | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.still()

    def say(self, text: str) -> None:
        """Print a line; above the table where there is one."""
        self._console.print(text)

    def show(self, kind: str, sentence: str) -> None:
        """Print a sentence under the name of what it is an example of, set in a little."""
        line = Text.assemble((f"{kind}: ", "bold"), sentence)
        self._console.print(Padding(line, (0, 0, 0, INDENT), expand=False))

    def live(self, seen: Seen) -> None:
        """Show from now on what was seen, on a terminal."""
        if self._console.is_terminal:
            self._live = Live(
                get_renderable=lambda: _picture(seen, self._console.width),
                console=self._console,
                refresh_per_second=REFRESH_PER_SECOND,
                transient=True,
            )
            self._live.start()

    def still(self) -> None:
        """Take the live table away."""
        if self._live is not None:
            self._live.stop()
            self._live = None


def _picture(seen: Seen, width: int) -> Group:
    counts = Table(box=None, pad_edge=False, show_header=False)
    for topic in WATCHED:
        counts.add_row(Text(topic), Text(str(seen.records[topic]), justify="right"))
    lines = [
        Text(shortened(f"{topic.removeprefix('news.'):<11}{line}", width - 1), style="dim")
        for topic, line in list(seen.latest)
    ]
    return Group(Text(), counts, Text(), *lines)
