"""Stages that do wrong: each lets a stage alone, but for articles that ask that stage for it.

An article asks by its url, which every stage sees in its records.
"""

import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from stream.models import Rejected
from stream.stages.contract import Record, Stage, Step
from tests.faults.expected import Odd

BLOCKED_SECONDS: Final = 60.0
ASKED: Final = "asked to fail"

Apply = Callable[[Record], Step]


class Changed:
    """A stage with another ``apply``; all else is that of the inner one."""

    def __init__(self, inner: Stage, apply: Apply) -> None:
        self.apply = apply
        self.outputs, self.gathered = inner.outputs, inner.gathered
        self.restore, self.expired = inner.restore, inner.expired
        self.slim, self.status = inner.slim, inner.status


def url(stage: str, number: int) -> str:
    """Give the url by which an article asks a stage for its oddity."""
    return f"https://odd.example/{stage}/{number}"


def failing(stage: Stage) -> Stage:
    """Raise once everything has changed already, as the worst bug would."""

    def apply(record: Record) -> Step:
        if _asks(stage, record):
            with suppress(Rejected):
                stage.apply(record)
            stage.outputs()
            raise ValueError(ASKED)
        return stage.apply(record)

    return Changed(stage, apply)


def refusing(stage: Stage) -> Stage:
    """Refuse in good order what ``failing`` fails for: what the engine must make of it."""

    def apply(record: Record) -> Step:
        if _asks(stage, record):
            raise Rejected("internal", f"ValueError: {ASKED}")
        return stage.apply(record)

    return Changed(stage, apply)


def blocking(stage: Stage) -> Stage:
    """Block the event loop."""

    def apply(record: Record) -> Step:
        if _asks(stage, record):
            time.sleep(BLOCKED_SECONDS)
        return stage.apply(record)

    return Changed(stage, apply)


ODDITIES: Final[Mapping[str, Odd]] = {"failing": failing, "blocking": blocking}
"""What a worker may be told to be."""


def _asks(stage: Any, record: Record) -> bool:
    name = type(stage).__name__.removesuffix("Stage").lower()
    return re.search(rb"odd\.example\\?/%s\\?/" % name.encode(), record.value or b"") is not None
