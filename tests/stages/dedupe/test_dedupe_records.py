"""What goes out is written, byte by byte, as its model would be."""

from dataclasses import replace
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from stream.codec import encode, is_mark
from stream.models import Duplicate, Mark, Mention, Origin, Tagged, Topic, Unique
from stream.stages.contract import Output
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.codec import drawing
from tests.stages.dedupe.examples import log, run


def revisions(drawn: list[Tagged]) -> list[Tagged]:
    """Give records as revisions of the first one's article, and the first one once more."""
    first = drawn[0].article
    return [
        replace(
            each,
            article=replace(
                each.article, id=first.id, source=first.source, revision=at % len(drawn)
            ),
            origin=Origin(f"0:{at}"),
        )
        for at, each in enumerate([*drawn, drawn[0]])
    ]


def written_anew(output: Output) -> bytes:
    """Read an output as its model, and write that."""
    value = output.value or b""
    models: dict[Topic, Any] = {
        Topic.UNIQUE: Unique,
        Topic.DUPLICATES: Duplicate,
        Topic.MENTIONS: Mark if is_mark(value) else Mention,
    }
    return encode(msgspec.json.decode(value, type=models[output.topic]))


@given(st.lists(drawing.TAGGED, min_size=1, max_size=4).map(revisions))
def test_what_goes_out_is_written_as_its_model(news: list[Tagged]) -> None:
    """Whatever is in texts, tickers, scores and times; of mentions those taken back, too."""
    steps = run(DedupeStage(DedupeSettings(min_confidence=0.0)), log(*news))

    outputs = [output for step in steps for output in step.outputs]

    assert [output.value for output in outputs] == [written_anew(each) for each in outputs]
