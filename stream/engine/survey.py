"""What there is on a broker: topics with their configuration, groups with their progress.

Read only, each question within a bounded time. Not here: what there must be (``pipeline``).
"""

import asyncio
from asyncio import timeout
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, TopicAuthorizationFailedError
from aiokafka.protocol.admin import DescribeConfigsRequest
from aiokafka.protocol.metadata import MetadataRequest

from stream.config import Settings
from stream.engine.clients import RETRY_SECONDS, asking
from stream.engine.ends import fetched_ends
from stream.engine.inspect import group_starts
from stream.engine.members import ask_members
from stream.engine.plan import StageSpec
from stream.engine.positions import Position, newest_positions, whole_positions
from stream.engine.starts import Start

T = TypeVar("T")

LEAVING_SECONDS: Final = 1.0
_TOPIC: Final = 2
_ALL_NAMES: Final = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that got no answer; ``reason`` is for people."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFound:
    """One topic as it is. ``replicas`` and ``in_sync`` are those of its poorest partition.

    ``leaderless`` are partitions that nobody serves. ``configs`` is None where it is not told.
    """

    partitions: int
    replicas: int
    in_sync: int
    leaderless: tuple[int, ...]
    configs: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFound:
    """One group: how many work in it, and where it stands in each partition of its input."""

    members: int
    starts: Mapping[int, Start]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFound:
    """Where a stage stands in its input, and how far its journals reach.

    ``positions`` is None for a stage without a state.
    """

    starts: Mapping[int, Start]
    positions: Mapping[int, Position] | None


async def answered(question: Awaitable[T], seconds: float | None) -> T | Unanswered:
    """Wait for an answer as long as told; say why there is none.

    Nor is it waited long for what asked to take its leave: in TLS that takes half a minute where
    nobody answers.
    """
    asking = asyncio.ensure_future(question)
    await asyncio.wait([asking], timeout=seconds)
    if not asking.done():
        asking.cancel()
        await asyncio.wait([asking], timeout=LEAVING_SECONDS)
        return Unanswered(f"no answer within {seconds:g} s")
    try:
        return asking.result()
    except TimeoutError:
        return Unanswered("no answer in time")
    except (KafkaError, OSError) as error:
        return Unanswered(str(error) or type(error).__name__)
    except Exception as error:  # noqa: BLE001  # the client fails in any way on what it cannot read
        return Unanswered(f"the answer cannot be read: {error!r}")


async def look_at_topics(settings: Settings, names: Iterable[str]) -> Mapping[str, TopicFound]:
    """Look at those of the topics that are there. Raises ``KafkaError``."""
    async with asking(settings) as client:
        cluster = await client.fetch_all_metadata()
        there = sorted(cluster.topics() & set(names))
        configs = await _configs(client, there)
        return {name: _topic(cluster._partitions[name], configs.get(name)) for name in there}


async def look_for_hidden(settings: Settings, names: Sequence[str]) -> Sequence[str]:
    """Name those of the topics that this user may not see, there or not. Raises ``KafkaError``.

    A list of all topics leaves them out; asked by name the broker says so.
    """
    if not names:
        return ()
    async with asking(settings) as client:
        request = MetadataRequest([*names], allow_auto_topic_creation=False)
        answer = await client.send(client.get_random_node(), request)
    return [name for code, name, *_ in answer.topics if code == TopicAuthorizationFailedError.errno]


async def look_at_group(settings: Settings, group: str, topic: str) -> GroupFound:
    """Look at a group without becoming a member. Raises ``KafkaError``.

    Asks on while the broker makes up its mind who answers for the group.
    """
    while True:
        try:
            members = await ask_members(settings, group)
            starts = await group_starts(settings, group, topic)
            return GroupFound(members=len(members), starts=starts)
        except KafkaError as error:
            if not error.retriable:
                raise
            await asyncio.sleep(RETRY_SECONDS)


async def look_at_state(
    settings: Settings, stage: StageSpec, seconds: float, *, whole: bool = False
) -> StateFound:
    """Look at what a worker compares when it starts; its changelog is read at the end, or whole.

    In an order that no worker who goes on meanwhile makes look wrong: what is committed, then what
    the journals have, then where the log ends. Raises ``KafkaError``, ``TimeoutError``.
    """
    async with timeout(seconds):
        starts = await group_starts(settings, stage.group, stage.input)
    positions = None
    if stage.changelog is not None:
        read = whole_positions if whole else newest_positions
        positions = await read(settings, stage, stage.changelog, seconds)
    async with timeout(seconds):
        ends = await fetched_ends(settings, [(stage.input, each) for each in starts])
    later = {each: start._replace(end=ends[stage.input, each]) for each, start in starts.items()}
    return StateFound(starts=later, positions=positions)


async def _configs(client: AIOKafkaClient, names: Sequence[str]) -> Mapping[str, dict[str, str]]:
    """Give the configuration of topics, without those that may not be asked."""
    if not names:
        return {}
    request = DescribeConfigsRequest([(_TOPIC, name, _ALL_NAMES) for name in names])
    answer = await client.send(client.get_random_node(), request)
    return {
        name: {entry[0]: entry[1] for entry in entries if entry[1] is not None}
        for code, _, _, name, entries in answer.resources
        if not code
    }


def _topic(partitions: Mapping[int, Any], configs: Mapping[str, str] | None) -> TopicFound:
    return TopicFound(
        partitions=len(partitions),
        replicas=min(len(each.replicas) for each in partitions.values()),
        in_sync=min(len(each.isr) for each in partitions.values()),
        leaderless=tuple(sorted(p for p, each in partitions.items() if each.leader < 0)),
        configs=configs,
    )
