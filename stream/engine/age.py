"""State and log must be of one age: refuses a journal that does not belong to the log it reads."""

from stream.engine.wiring import Start


class StateMismatch(Exception):
    """The journal and the input topic are not of one age; says what to do."""


def check_age(topic: str, partition: int, start: Start, position: int) -> None:
    """Compare where the log stands with the journal's ``position`` (-1 for an empty journal).

    Raises ``StateMismatch`` where the journal is ahead of the log's end (the topic was made anew)
    or behind what was committed (the changelog was): results would be silently wrong. What left
    the log unread is committed too, and no journal ever had it: that is no mismatch.
    """
    where = f"{topic}[{partition}]"
    check_log(topic, partition, start)
    if position >= start.end:
        raise StateMismatch(
            f"{where}: the journal has offset {position}, but the log ends at {start.end}: the "
            "topic was made anew. Delete the stage's changelog topic and its group's offsets, "
            "run `newsfeed topics`, and start again"
        )
    expired = position >= 0 and (start.committed or 0) <= start.begin
    if start.committed is not None and start.committed > position + 1 and not expired:
        raise StateMismatch(
            f"{where}: offset {start.committed} is committed, but the journal ends at {position}: "
            "the changelog was lost. Reset the group's offsets to the earliest ones that the "
            "results should be computed from, and start again"
        )


def check_log(topic: str, partition: int, start: Start) -> None:
    """Compare what was committed with where the log ends. Raises ``StateMismatch``."""
    if start.committed is not None and start.committed > start.end:
        raise StateMismatch(
            f"{topic}[{partition}]: offset {start.committed} is committed, but the log ends at "
            f"{start.end}: it was cut short or made anew. Reset the group's offsets to the "
            "earliest ones that the results should be computed from, and start again"
        )
