"""Workers with one deliberate mistake each: ``python -m tests.faults.broken ENGINE STAGE``.

They show that the harness notices what it is there to notice (``proof``). Those that do things in
some order stop for good between two steps, once an installation, so that a kill always hits there.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Final

from stream import pipeline
from stream.config import Settings
from stream.engine import logs
from stream.engine.part import Decider, Part
from stream.engine.plan import StageSpec
from stream.engine.processor import Delivering, Instance, Passage, Processor, Watcher
from stream.engine.runtime import Runtime
from stream.engine.worker import work
from stream.stages.contract import Output, Record, Stage, Step
from stream.stages.dedupe import DedupeStage
from stream.stages.dedupe.facts import Heard
from stream.stages.dedupe.watermark import Clock
from stream.stages.window import WindowStage

ENOUGH: Final = 20
"""Outputs of a part that is worth a stop: a kill there costs more than a heartbeat."""
HELD: Final = "held between two steps"

logger = logging.getLogger(__name__)


class HeldDeliveries:
    """Delivers as ever, then holds: nothing but the broker knows of it yet."""

    def __init__(self, inner: Delivering, stage: str) -> None:
        self._inner = inner
        self._stage = stage

    async def deliver(self, outputs: Iterable[Output], at: int) -> None:
        sent = list(outputs)
        await self._inner.deliver(sent, at)
        await _hold(sent, self._stage)


class PausedDeliveries(HeldDeliveries):
    """Stops the whole process when all is checked and nothing written; then writes it."""

    async def deliver(self, outputs: Iterable[Output], at: int) -> None:
        sent = list(outputs)
        if _worth_it(sent, self._stage):
            logger.warning(HELD)
            os.kill(os.getpid(), signal.SIGSTOP)
        await self._inner.deliver(sent, at)


class InOrder(Processor):
    """The right engine, with nothing changed but where it is held."""

    deliveries: ClassVar[type[HeldDeliveries]] = HeldDeliveries

    def __init__(
        self,
        spec: StageSpec,
        decider: Decider,
        deliveries: Delivering,
        watcher: Watcher,
        **others: Any,
    ) -> None:
        held = self.deliveries(deliveries, spec.name)
        super().__init__(spec, decider, held, watcher, **others)


class Paused(InOrder):
    """The right engine, paused at the worst moment."""

    deliveries = PausedDeliveries


class CommitFirst(Processor):
    """Lets the offset be committed before the outputs are delivered, as ``auto.commit`` does."""

    async def _finish(
        self, partition: int, instance: Instance, part: Part, passage: Passage
    ) -> None:
        passage.finish(part.last + 1)
        await _hold(part.outputs, self._spec.name)
        await super()._finish(partition, instance, part, passage)


class JournalFirst(Processor):
    """Remembers what it did before it is done."""

    async def _finish(
        self, partition: int, instance: Instance, part: Part, passage: Passage
    ) -> None:
        if instance.journal is not None and self._changelog is not None:
            await self._changelog.write(partition, instance.journal, instance.stage, part)
        await _hold(part.outputs, self._spec.name)
        await self._deliveries.deliver(part.outputs, await passage.fence())
        passage.finish(part.last + 1)


class Trusting(Clock):
    """Takes no origin for a repeat."""

    __slots__ = ()

    def repeats(self, heard: Heard) -> bool:
        return False


class NoOriginCheck(DedupeStage):
    """Decides a record that a tagger repeats as if it were news."""

    def __init__(self, settings: Settings) -> None:
        policy = pipeline.dedupe_settings(settings)
        super().__init__(policy)
        lateness = settings.lateness_seconds * 1_000_000
        self._state.clock = Trusting(raw_partitions=policy.raw_partitions, lateness=lateness)


class DoubleCount(WindowStage):
    """Counts a mention each time it comes."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(pipeline.window_settings(settings))

    def apply(self, record: Record) -> Step:
        self._version = -1
        return super().apply(record)


PROCESSORS: Final[Mapping[str, type[Processor]]] = {
    "in-order": InOrder,
    "paused": Paused,
    "commit-first": CommitFirst,
    "journal-first": JournalFirst,
}
MAKERS: Final[Mapping[str, Callable[[Settings], Stage]]] = {
    "no-origin-check": NoOriginCheck,
    "double-count": DoubleCount,
}


async def _hold(outputs: Sequence[Output], stage: str) -> None:
    """Say so and wait for ever, at the first part of a stage that is worth it."""
    if _worth_it(outputs, stage):
        logger.warning(HELD)
        await asyncio.Event().wait()


def _worth_it(outputs: Sequence[Output], stage: str) -> bool:
    """Say whether to be held here: no worker of the stage in this installation was before."""
    if len(outputs) < ENOUGH:
        return False
    mark = Path(os.environ["NEWSFEED_DATA_DIR"], f"held-{stage}")
    mark.parent.mkdir(parents=True, exist_ok=True)
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def main(engine: str, stage: str) -> int:
    """Work until told to stop, or killed; give the exit code."""
    settings = Settings.from_environment(os.environ)
    logs.set_up(settings)
    spec = next(each for each in pipeline.stages(settings) if each.name == stage)
    needed = list(pipeline.needed(settings, spec))
    if engine in MAKERS:
        make = MAKERS[engine]
        return work(replace(spec, make=lambda _partition: make(settings)), needed, settings)
    runtime = type("HeldRuntime", (Runtime,), {"processor": PROCESSORS[engine]})
    return work(spec, needed, settings, kind=runtime)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
