"""All hostile records, by the topic they are sent to.

Each has exactly one outcome: taken, or rejected with its reason. They are published as they
stand; what no broker takes is ``encodings.BEYOND_THE_BROKER``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, cast, get_args

from stream.codec import MAX_ARTICLE_BYTES
from stream.models import Reason, Topic
from tests.hostile.case import Case
from tests.hostile.encodings import encodings
from tests.hostile.fields import fields
from tests.hostile.foreign import foreign_mentions, foreign_tagged
from tests.hostile.records import records
from tests.hostile.texts import texts

DATA: Final = Path(__file__).parent / "data"
"""Values made by hand, or found by chance: ``<name>.<reason or "taken">.<json or bin>``."""


def cases(*, text_bytes: int = MAX_ARTICLE_BYTES) -> list[Case]:
    """Give the hostile records of ``news.raw``, each name once, in a fixed order.

    Articles that repeat one thing without end are of about so many bytes: about 70.
    """
    return [*files(), *encodings(), *fields(), *records(), *texts(text_bytes)]


def foreign_cases(topic: Literal[Topic.TAGGED, Topic.MENTIONS]) -> list[Case]:
    """Give what no stage of ours wrote, for a topic between them; each is rejected."""
    return list(foreign_tagged() if topic is Topic.TAGGED else foreign_mentions())


def files() -> Iterator[Case]:
    """Give the records of ``DATA``, by name."""
    for path in sorted(DATA.iterdir()):
        name, outcome, _ = path.name.split(".")
        reason = cast("Reason", outcome) if outcome in get_args(Reason) else None
        yield Case(name=name.replace("-", " "), value=path.read_bytes(), reason=reason)
