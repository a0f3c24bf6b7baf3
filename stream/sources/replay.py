"""The lines of a replay: values as they came, repeated and with copies among them where asked.

Not here: what is sent for a line, and when (``feed``).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from stream.sources.feed import Line
from stream.sources.rounds import rounds
from stream.sources.syndicate import syndicate


def replay_lines(
    values: Iterable[bytes],
    *,
    now: datetime,
    loop: bool = False,
    copies: float = 0.0,
    seed: int = 0,
) -> Iterator[Line]:
    """Give the lines of a replay, in order; the same arguments give the same lines.

    ``loop`` goes on round after round and holds all values; otherwise they are streamed.
    ``copies`` is the share (0 to 1) of articles that get a syndicated copy, others each round.
    """
    batches = rounds(list(values), now=now) if loop else iter([values])
    for number, batch in enumerate(batches):
        sent = syndicate(batch, share=copies, seed=seed + number) if copies else batch
        for value in sent:
            yield Line(value, repeat=number, held=number > 0)
