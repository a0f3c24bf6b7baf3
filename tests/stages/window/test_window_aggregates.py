"""The contract of every aggregate: what is taken back leaves no trace, whatever the order."""

from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.models import Window
from stream.stages.window.aggregates import AGGREGATES, Aggregate
from stream.stages.window.changes import Sighting
from tests.stages.choices import Choices

MANY = 40
"""Stories, or copies of one, beyond all that is looked through one by one."""
LONG = 8 * MANY
"""Steps after which both stand so many."""

aggregates = pytest.mark.parametrize("aggregate", AGGREGATES, ids=lambda each: type(each).__name__)


def sighting(version: int, choices: Choices) -> Sighting:
    """Give a mention that is like some others in each of its values."""
    return Sighting(
        version=version,
        event=choices.of((-1, 0, 7, 1_714_521_600_000_000, 1_714_521_600_500_000)),
        story=b'"%d"' % choices.of((0, choices.of(range(4 * MANY)))),
        source=choices.of(("wire", "blog")),
        relevance=choices.of((0, 333, 1000)),
        novel=choices.of((True, False)),
        words=b'"title":"%d","url":""' % choices.of(range(3)),
        article=str(choices.of(range(3))),
    )


def life(seed: int, length: int) -> tuple[list[Sighting | int], list[Sighting]]:
    """Give what is added and (by its place) taken back, and what is left in the end."""
    steps: list[Sighting | int] = []
    left: list[Sighting] = []
    draw = Random(seed)
    for version in range(length):
        choices = Choices(draw.getrandbits(64))
        if left and choices.of(range(3)) == 0:
            gone = choices.of(left)
            first = next(each for each in left if each.matches(gone))
            steps.append(steps.index(first))
            left.remove(first)
        else:
            left.append(sighting(version, choices))
            steps.append(left[-1])
    return steps, left


lives = st.builds(life, st.integers(0, 2**32), st.sampled_from((1, 4, MANY, LONG)))


@aggregates
@given(lived=lives, asked=st.sets(st.integers(0, LONG)))
def test_a_life_of_additions_and_take_backs_leaves_what_is_left(
    aggregate: Aggregate[Any], lived: tuple[list[Sighting | int], list[Sighting]], asked: set[int]
) -> None:
    """Asked for its result in between or not, it ends as one that was only given the rest."""
    steps, left = lived
    state, fresh = aggregate.start(), aggregate.start()

    for place, step in enumerate(steps):
        if isinstance(step, Sighting):
            aggregate.add(state, [step])
        else:
            former = steps[step]
            assert isinstance(former, Sighting)
            aggregate.take_back(state, former)
        if place in asked:
            aggregate.result(state)
    aggregate.add(fresh, left)

    assert aggregate.result(state) == aggregate.result(fresh)


def test_lives_meet_crowds_of_copies_and_of_stories() -> None:
    """Else the property above would say little."""
    met = [life(seed, LONG)[1] for seed in range(20)]

    assert min(sum(each.story == b'"0"' for each in left) for left in met) > 16
    assert min(len({each.story for each in left}) for left in met) > 32


@aggregates
def test_a_result_is_part_of_a_window(aggregate: Aggregate[Any]) -> None:
    """Its fields, of a window without mentions too, are fields that consumers know of."""
    fields = orjson.loads(b"{%b}" % aggregate.result(aggregate.start()))

    assert fields
    assert fields.keys() <= Window.__annotations__.keys()


def test_no_two_aggregates_give_one_field() -> None:
    """Each field has its place in the record once."""
    fields = [
        name
        for aggregate in AGGREGATES
        for name in orjson.loads(b"{%b}" % aggregate.result(aggregate.start()))
    ]

    assert len(fields) == len(set(fields))
