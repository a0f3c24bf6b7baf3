"""Who is in a consumer group now, asked of its coordinator.

aiokafka speaks DescribeGroups up to version 3; instance ids are told from version 4 on.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from aiokafka.client import CoordinationType
from aiokafka.errors import for_code
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Bytes, Int16, Int32, Schema, String

from stream.config import Settings
from stream.engine.clients import asking

Send = Callable[[Any], Awaitable[Any]]
"""Sends a request to the group's coordinator and gives the answer."""


class Member(NamedTuple):
    """One member of a group; ``instance_id`` is None for a dynamic one."""

    member_id: str
    instance_id: str | None
    host: str


class _Answer(Response):  # type: ignore[misc]  # aiokafka has no types
    """DescribeGroups response, version 4 (KIP-345)."""

    API_KEY = 15
    API_VERSION = 4
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "groups",
            Array(
                ("error_code", Int16),
                ("group", String("utf-8")),
                ("state", String("utf-8")),
                ("protocol_type", String("utf-8")),
                ("protocol", String("utf-8")),
                (
                    "members",
                    Array(
                        ("member_id", String("utf-8")),
                        ("group_instance_id", String("utf-8")),
                        ("client_id", String("utf-8")),
                        ("client_host", String("utf-8")),
                        ("member_metadata", Bytes),
                        ("member_assignment", Bytes),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
    )


class _Question(RequestStruct):  # type: ignore[misc]  # nor here
    """DescribeGroups request, version 4."""

    API_KEY = 15
    API_VERSION = 4
    RESPONSE_TYPE = _Answer
    SCHEMA = Schema(("groups", Array(String("utf-8"))), ("include_authorized_operations", Boolean))


class _Describe(Request[_Question]):  # type: ignore[misc]  # nor here
    API_KEY = 15

    def __init__(self, group: str) -> None:
        self._group = group

    def build(self, request_struct_class: type[_Question]) -> _Question:
        with_operations = False
        return request_struct_class([self._group], with_operations)


async def members(send: Send, group: str) -> Sequence[Member]:
    """Give the members of a group. Raises ``KafkaError``."""
    answer = await send(_Describe(group))
    code, *_, everyone, _ = answer.groups[0]
    if code:
        raise for_code(code)(group)
    return [Member(each[0], each[1], each[3]) for each in everyone]


async def ask_members(settings: Settings, group: str) -> Sequence[Member]:
    """Ask with a client of its own. Raises ``KafkaError``."""
    async with asking(settings) as client:
        coordinator = await client.coordinator_lookup(CoordinationType.GROUP, group)
        return await members(partial(client.send, coordinator), group)
