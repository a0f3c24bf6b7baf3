"""Where a partition of an input stands in the group and in its log.

Apart from ``wiring``, because what looks on from outside must not load Faust: it reads the command
line when it is imported and takes ``--loop`` for its own.
"""

from typing import NamedTuple


class Start(NamedTuple):
    """Where an input partition stands when its flow starts: committed, begin and end of its log.

    ``committed`` is None where nothing was; all are offsets, ``end`` that of the next record.
    """

    committed: int | None
    begin: int
    end: int

    @property
    def offset(self) -> int:
        """Give the first offset to fetch."""
        return max(self.committed or 0, self.begin)


def known(offset: int | None) -> int | None:
    """Give a committed offset; brokers and clients write none as None or -1."""
    return offset if offset is not None and offset >= 0 else None
