"""How far the journals of a stage reach, asked from outside: of their newest entries, or whole.

Each entry names the position it was written at, so the end of a changelog tells it. Whether an
entry before is missing is seen only when all are read, as a worker does when it starts.
"""

import asyncio
from asyncio import timeout
from collections.abc import Iterable, Mapping
from typing import Final

from aiokafka.errors import KafkaError

from stream.config import Settings
from stream.engine.entry import JournalError
from stream.engine.folding import in_order
from stream.engine.inspect import end_offsets
from stream.engine.journal import Journal
from stream.engine.plan import StageSpec
from stream.engine.reader import BrokerSilent, Reader

TAIL_RECORDS: Final = 16
"""Read of the end at first; behind a merge there are a hundred deletions, then more is read."""
MORE: Final = 8

Position = int | JournalError
"""The last input offset applied, -1 for an empty journal; or what is wrong with the journal."""


async def newest_positions(
    settings: Settings, stage: StageSpec, topic: str, seconds: float
) -> Mapping[int, Position]:
    """Read the positions off the ends of a changelog's partitions.

    Raises ``KafkaError`` and ``TimeoutError``, where the broker gives nothing for ``seconds``.
    """
    reader, ends = Reader(settings, topic, patience=seconds), await _ends(settings, topic, seconds)
    positions: dict[int, Position] = {}
    records = TAIL_RECORDS
    while open_ := {each: end for each, end in ends.items() if each not in positions}:
        starts = {each: max(0, end - records) for each, end in open_.items()}
        for partition, entries in (await _read(reader, starts)).items():
            if entries or not starts[partition]:
                positions[partition] = _told_by(_journal(settings, stage, partition), entries)
        records *= MORE
    return positions


async def whole_positions(
    settings: Settings, stage: StageSpec, topic: str, seconds: float
) -> Mapping[int, Position]:
    """Read whole changelogs, each entry with its facts, and judge them as a worker does.

    Raises ``KafkaError`` and ``TimeoutError``, where the broker gives nothing for ``seconds``.
    """
    reader, ends = Reader(settings, topic, patience=seconds), await _ends(settings, topic, seconds)
    whole = await _read(reader, dict.fromkeys(ends, 0))
    # In a thread: another stage's changelog is being read, and a silence is counted.
    return {
        partition: await asyncio.to_thread(_loaded, _journal(settings, stage, partition), entries)
        for partition, entries in whole.items()
    }


async def _read(reader: Reader, starts: Mapping[int, int]) -> Mapping[int, dict[bytes, bytes]]:
    try:
        logs = await reader.read(starts)
    except BrokerSilent as error:
        raise KafkaError(str(error)) from None
    return {partition: log.entries for partition, log in logs.items()}


def _told_by(journal: Journal, entries: Mapping[bytes, bytes]) -> Position:
    try:
        return journal.told_by(entries)
    except JournalError as error:
        return error


def _loaded(journal: Journal, entries: dict[bytes, bytes]) -> Position:
    try:
        journal.load(entries)
        _exhaust(in_order(journal.stage, entries, journal.floor))
    except JournalError as error:
        return error
    return journal.position


def _exhaust(facts: Iterable[object]) -> None:
    for _ in facts:
        pass


async def _ends(settings: Settings, topic: str, seconds: float) -> Mapping[int, int]:
    async with timeout(seconds):
        return await end_offsets(settings, topic)


def _journal(settings: Settings, stage: StageSpec, partition: int) -> Journal:
    return Journal(
        stage.name,
        partition,
        merge_count=settings.journal_merge,
        entry_bytes=settings.journal_entry_bytes,
    )
