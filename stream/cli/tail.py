"""``newsfeed tail TOPIC``: watch a topic."""

import asyncio
import base64
from datetime import UTC, datetime
from typing import Any

import click
import orjson

from stream import codec
from stream.cli.broker import require_topic
from stream.cli.look import json_option, print_json, settings
from stream.cli.telling import tell
from stream.engine.inspect import follow
from stream.models import Topic


@click.command()
@click.argument("topic", type=click.Choice([each.value for each in Topic]))
@click.option("--from-beginning", is_flag=True, help="Start with the oldest record there is.")
@click.option("--until-end", is_flag=True, help="Stop at what is the end now; else go on.")
@json_option
def tail(*, topic: str, from_beginning: bool, until_end: bool, as_json: bool) -> None:
    """Show the records of TOPIC as they come, a line each.

    With --json a line is the whole record: place, time, key, headers and value.
    """
    asyncio.run(_tail(topic, from_beginning=from_beginning, until_end=until_end, as_json=as_json))


async def _tail(topic: str, *, from_beginning: bool, until_end: bool, as_json: bool) -> None:
    configured = settings()
    await require_topic(configured, topic, wait_seconds=5)
    records = follow(configured, topic, from_beginning=from_beginning, until_end=until_end)
    async for record in records:
        if as_json:
            print_json(_whole(record))
        else:
            click.echo(f"{_time(record)}  {tell(topic, record.value, record.headers)}")


def _time(record: Any) -> str:
    return codec.rfc3339(datetime.fromtimestamp(record.timestamp // 1_000, UTC))


def _whole(record: Any) -> dict[str, Any]:
    """Give a record as JSON can hold it; what is no text comes as base64, under another name."""
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": _time(record),
        **_shown("key", record.key),
        "headers": {name: (text or b"").decode(errors="replace") for name, text in record.headers},
        **_shown("value", record.value),
    }


def _shown(name: str, content: bytes | None) -> dict[str, Any]:
    if content is None:
        return {name: None}
    try:
        return {name: orjson.loads(content) if name == "value" else content.decode()}
    except ValueError:  # neither UTF-8 nor JSON
        return {f"{name}_base64": base64.b64encode(content).decode()}
