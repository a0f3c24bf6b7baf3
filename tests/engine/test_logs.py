"""The log: constant words and fields, a line an event."""

import json
import logging
import sys

from stream.engine.logs import JsonFormatter, TextFormatter


def event(**fields: object) -> logging.LogRecord:
    """Make a log record as ``logger.info(..., extra=fields)`` does."""
    record = logging.LogRecord("stream.engine", logging.INFO, "p", 1, "ready %s", ("now",), None)
    vars(record).update(fields)
    return record


def test_text_ends_with_the_fields() -> None:
    """For people: time, level, logger, words, then what varies."""
    line = TextFormatter().format(event(stage="tag", partitions=[0, 1]))

    assert line.endswith("INFO     stream.engine: ready now stage=tag partitions=[0, 1]")


def test_text_without_fields_is_plain() -> None:
    """Nothing trails behind the words."""
    assert TextFormatter().format(event()).endswith("stream.engine: ready now")


def test_json_is_one_object_a_line() -> None:
    """For machines: fields stand beside the words; what JSON lacks is written as text."""
    line = JsonFormatter().format(event(stage="tag", error=ValueError("odd\nline")))

    assert "\n" not in line
    read = json.loads(line)
    assert read.pop("time")
    assert read == {
        "level": "info",
        "logger": "stream.engine",
        "message": "ready now",
        "stage": "tag",
        "error": "odd\nline",
    }


def test_json_keeps_the_traceback() -> None:
    """In a field, so that an event stays one line."""
    record = event()
    try:
        int("odd record")
    except ValueError:
        record.exc_info = sys.exc_info()

    read = json.loads(JsonFormatter().format(record))

    assert read["traceback"].endswith("literal for int() with base 10: 'odd record'")
