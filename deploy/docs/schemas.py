"""JSON Schemas of the records, made from the dataclasses that write them."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import datetime
from typing import Any, Final, get_type_hints

import msgspec

from deploy.docs.parts import prose
from stream import models
from stream.codec import MAX_REVISION

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
RECORDS: Final[Mapping[str, type]] = {
    "article": models.Article,
    "tagged": models.Tagged,
    "idle": models.Idle,
    "unique": models.Unique,
    "duplicate": models.Duplicate,
    "mention": models.Mention,
    "mark": models.Mark,
    "window": models.Window,
}
"""The files, by what one record is called."""


def schemas() -> dict[str, str]:
    """Give each file of ``docs/schemas`` by its name."""
    return {f"{name}.json": _text(name, record) for name, record in RECORDS.items()}


def _text(name: str, record: type) -> str:
    schema = msgspec.json.schema(record)
    for title, definition in schema["$defs"].items():
        _completed(getattr(models, title), definition)
    if name == "article":
        _as_sent(schema["$defs"]["Article"])
    return json.dumps({"$schema": DRAFT, **schema}, indent=2, ensure_ascii=False) + "\n"


def _completed(record: type, definition: dict[str, Any]) -> None:
    """Add what msgspec leaves out: which strings are times; and one line of description."""
    definition["description"] = prose(definition["description"])
    hints = get_type_hints(record) if is_dataclass(record) else {}
    for name, hint in hints.items():
        if hint is datetime:
            definition["properties"][name]["format"] = "date-time"
        elif hint == datetime | None:
            definition["properties"][name]["anyOf"][0]["format"] = "date-time"


def _as_sent(article: dict[str, Any]) -> None:
    """Say what a producer may leave out: null stands for what is not there, an id is derived."""
    article["required"] = ["published_at"]
    article["properties"]["revision"] |= {"minimum": 0, "maximum": MAX_REVISION}
    for name, field in article["properties"].items():
        if name == "published_at" or "anyOf" in field:
            continue
        default = {"default": field.pop("default")} if "default" in field else {}
        article["properties"][name] = {"anyOf": [field, {"type": "null"}], **default}
