"""State and log must be of one age: refuses a journal that does not belong to the log it reads."""

from stream.engine.entry import REMEDY
from stream.engine.starts import Start


class StateMismatch(Exception):
    """The journal and the input topic are not of one age; says what to do."""


def check_age(topic: str, partition: int, start: Start, position: int) -> None:
    """Compare where the log stands with the journal's ``position`` (-1 for an empty journal).

    Raises ``StateMismatch`` where the journal is ahead of the log's end (the topic was made anew)
    or behind what was committed (the changelog was, or its newest entries are gone): results would
    be silently wrong. Nothing is committed that no entry covers, so the second is always a loss.
    """
    check_log(topic, partition, start)
    if position >= start.end:
        ends = f"the log ends at {start.end}"
        problem = f"the journal has offset {position}, but {ends}: the topic was made anew"
        raise StateMismatch(f"{topic}[{partition}]: {problem}. {REMEDY}")
    if start.committed is not None and start.committed > position + 1:
        ends = f"the journal ends at {position}"
        problem = f"offset {start.committed} is committed, but {ends}: the changelog was lost"
        raise StateMismatch(f"{topic}[{partition}]: {problem}. {REMEDY}")


def check_log(topic: str, partition: int, start: Start) -> None:
    """Compare what was committed with where the log ends. Raises ``StateMismatch``."""
    if start.committed is not None and start.committed > start.end:
        ends = f"the log ends at {start.end}"
        problem = (
            f"offset {start.committed} is committed, but {ends}: it was cut short or made anew"
        )
        raise StateMismatch(f"{topic}[{partition}]: {problem}. {REMEDY}")
