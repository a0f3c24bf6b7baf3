"""What the topics of the demo hold in the end, counted from the topics alone."""

from collections import Counter
from typing import Final

from stream.models import Topic
from tests.faults.accounts import Books, accounts
from tests.faults.log import Log, header
from tests.faults.reader import read_all
from tests.faults.recounted import amiss

ALL_RIGHT: Final = Books(missing=0, twice=0, wrong=0)


def counted(broker: str) -> str:
    """Recount all of it, by the harness that knows nothing of the stages; tell how much it was."""
    log = read_all(broker, Topic)
    books, wrong = accounts(log), list(amiss(log))

    assert books == ALL_RIGHT, books
    assert wrong == [], wrong
    windows = len({record.key for record in log[Topic.WINDOWS]})
    return (
        f"each of {len(log[Topic.RAW]):,} records has one outcome; each of {windows:,} windows is "
        f"as a recount of its mentions has it; {repeats(log)} results came twice, with one `ce_id`"
    )


def repeats(log: Log) -> int:
    """Count the results that were delivered again, as a kill makes it: with the same ``ce_id``."""
    times = Counter(
        (topic, record.partition, identity)
        for topic, records in log.items()
        for record in records
        if (identity := header(record, "ce_id"))
    )
    return sum(count - 1 for count in times.values())
