"""One real record of each topic, from a run over the seeds, shortened for a reader."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from stream.cli.seeds import seed_files
from stream.config import Settings
from stream.models import Topic
from stream.pipeline import offline
from stream.run import collect, run
from stream.sources.jsonl import read_lines
from stream.stages.contract import Output

NOW: Final = datetime.fromisoformat("2025-03-01T00:00:00Z")
LONGEST: Final = 60
Chosen = Callable[[Any], bool]

CHOSEN: Final[Mapping[str, tuple[Topic, Chosen]]] = {
    "tagged": (Topic.TAGGED, lambda value: value["article"]["id"] == "seed-16"),
    "unique": (Topic.UNIQUE, lambda value: value["article"]["id"] == "extra-07"),
    "duplicate": (Topic.DUPLICATES, lambda value: value["article_id"] == "extra-03"),
    "mention": (Topic.MENTIONS, lambda value: value.get("article_id") == "extra-03"),
    "taken-back": (Topic.MENTIONS, lambda value: value.get("sign") == -1),
    "mark": (Topic.MENTIONS, lambda value: "ticker" not in value),
    "window": (Topic.WINDOWS, lambda value: value["revision"] > 0 and value["zscore"] is None),
}
"""Which record stands for each kind: the first of its topic that fits."""


def parts() -> dict[str, str]:
    """Give the parts of ``docs/consumers.md`` that are made."""
    files = [path.read_bytes().splitlines(keepends=True) for path in seed_files()]
    outputs = collect(run(read_lines(files), offline(Settings()), now=NOW))
    made = {
        name: _fenced(_first(outputs[topic], fits), of_value=True)
        for name, (topic, fits) in CHOSEN.items()
    }
    rejected = outputs[Topic.REJECTED][0]
    return {**made, "rejected": _fenced(rejected, of_value=False)}


def _first(outputs: Iterable[Output], fits: Chosen) -> Output:
    return next(each for each in outputs if each.value and fits(json.loads(each.value)))


def _fenced(output: Output, *, of_value: bool) -> str:
    """Show key, headers and value of a record."""
    key = None if output.key is None else output.key.decode()
    headers = "\n".join(f"{name}: {_header(text)}" for name, text in output.headers)
    head = f"```\nkey: {key or '(none)'}\n{headers}\n```"
    if not of_value:
        return head
    value = _shortened(json.loads(output.value or b"null"))
    return f"{head}\n\n```json\n{json.dumps(value, indent=2, ensure_ascii=False)}\n```"


def _header(text: bytes) -> str:
    return (
        text.decode() if text.isascii() and text.decode().isprintable() else f"({len(text)} bytes)"
    )


def _shortened(value: Any) -> Any:
    """Cut long texts, and lists to their first element."""
    match value:
        case str() if len(value) > LONGEST:
            return f"{value[:LONGEST]}…"
        case list() if len(value) > 1 and isinstance(value[0], dict):
            return [_shortened(value[0]), f"… {len(value) - 1} more"]
        case list():
            return [_shortened(each) for each in value]
        case dict():
            return {name: _shortened(each) for name, each in value.items()}
        case _:
            return value
