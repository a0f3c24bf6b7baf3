"""The thread that fetches stamps each list with where it began: a gap or a hole, that tells."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest

from stream.engine.chain import Chain
from stream.engine.chunks import Fetched
from stream.engine.consumer import ConsumerThread
from tests.engine.fakes import fetched
from tests.engine.faust_bench import LOG, NEWS, Observed, app

Lists = Mapping[Any, Sequence[Any]]
NO_LIMIT: Final[dict[str, Any]] = {"timeout": 0.1, "max_records": None}


class Kafka:
    """Stands in for aiokafka's consumer: its fetcher gives lists and moves its position."""

    _closed = False

    def __init__(self, chain: Chain) -> None:
        self._fetcher = self
        self._subscriptions = SimpleNamespace(
            fetch_context=nullcontext,
            subscription=SimpleNamespace(assignment=SimpleNamespace(state_value=self.state)),
        )
        self.chain = chain
        self.answers: list[tuple[Lists, int | None]] = []
        self.position: int | None = 0
        self.seeks_meanwhile = False
        self.assigned = True

    def state(self, _tp: object) -> Any:
        return SimpleNamespace(position=self.position) if self.assigned else None

    async def fetched_records(self, *_: object, **__: object) -> Lists:
        lists, self.position = self.answers.pop(0)
        if self.seeks_meanwhile:
            self.chain.begin()
        return lists


class Bench:
    """The fetching thread of a consumer that was just sought to offset 0; it does not run."""

    def __init__(self, directory: Path) -> None:
        self.chain = Chain()
        self.chain.begin()
        self.kafka = Kafka(self.chain)
        consumer: Any = app(directory, self.chain, Observed()).consumer
        consumer.handed = {NEWS: 0}
        self.thread: ConsumerThread = consumer._thread
        self.thread.thread_loop.close()

    async def fetch(self, lists: Lists, position: int | None) -> Lists:
        """Fetch lists that leave the consumer at a position."""
        self.kafka.answers.append((lists, position))
        return await self.thread._fetch_records(self.kafka, {NEWS}, **NO_LIMIT)


def stamps(directory: Path, *answers: tuple[Lists, int], seek: bool = False) -> list[Any]:
    """Give where each list of ``news.tagged`` began and ended, and its epoch."""

    async def whole() -> list[Any]:
        bench = Bench(directory)
        bench.kafka.seeks_meanwhile = seek
        lists = [(await bench.fetch(*answer))[NEWS] for answer in answers]
        assert all(isinstance(each, Fetched) for each in lists)
        return [(each.position, each.end, each.epoch) for each in lists]  # type: ignore[attr-defined]  # as asserted

    return asyncio.run(whole())


def test_each_list_begins_where_the_one_before_ended(tmp_path: Path) -> None:
    """The first where the seek led; the end is the consumer's position, not the last record's."""
    answers = [({NEWS: [fetched(2), fetched(3)]}, 4), ({NEWS: [fetched(6)]}, 9)]

    assert stamps(tmp_path, *answers) == [(0, 4, 1), (4, 9, 1)]


def test_a_list_fetched_across_a_seek_begins_nowhere(tmp_path: Path) -> None:
    """It keeps the epoch it was asked for in, by which it will be let go."""
    assert stamps(tmp_path, ({NEWS: [fetched(2)]}, 3), seek=True) == [(None, 3, 1)]


def test_a_changelog_is_left_as_it_came(tmp_path: Path) -> None:
    """Faust's recovery takes it record by record."""
    records = [fetched(0, topic=LOG.topic)]

    async def whole() -> Lists:
        return await Bench(tmp_path).fetch({LOG: records}, 1)

    assert asyncio.run(whole())[LOG] is records


def test_a_position_that_went_on_without_records_is_told(tmp_path: Path) -> None:
    """By an empty list, once: a transaction's end is no record, and its offset is passed by."""
    answers: list[tuple[Lists, int]] = [({NEWS: [fetched(2)]}, 3), ({}, 5)]

    assert stamps(tmp_path, *answers) == [(0, 3, 1), (3, 5, 1)]


def empty_answers(directory: Path, position: int | None, **kafka: Any) -> Lists:
    """Fetch nothing, which leaves the consumer at a position; give what is handed on."""

    async def whole() -> Lists:
        bench = Bench(directory)
        vars(bench.kafka).update(kafka)
        return await bench.fetch({}, position)

    return asyncio.run(whole())


@pytest.mark.parametrize(
    ("position", "kafka"),
    [(0, {}), (None, {}), (7, {"assigned": False}), (7, {"seeks_meanwhile": True})],
    ids=["standing", "unknown", "no longer assigned", "of the epoch before"],
)
def test_nothing_is_told_of_a_position_that_did_not_move(
    position: int | None, kafka: Mapping[str, Any], tmp_path: Path
) -> None:
    """Or that is not known, or another's, or belongs to the time before a seek."""
    assert empty_answers(tmp_path, position, **kafka) == {}


def test_a_position_that_was_set_back_is_told(tmp_path: Path) -> None:
    """The log was cut short and is read again: the chain must learn of it, and refuse."""
    answers: list[tuple[Lists, int]] = [({NEWS: [fetched(2)]}, 3), ({}, 0)]

    assert stamps(tmp_path, *answers) == [(0, 3, 1), (3, 0, 1)]
