"""Cycles are looked for seldom, and at once where a state is dropped."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from stream.engine import collector
from stream.engine.processor import Instance
from tests.engine.processing import Bench
from tests.harness.counting import Counting


class Circular(Counting):
    """Holds itself, as the parts of a state may hold each other."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def thresholds() -> Iterator[None]:
    """Leave the collector of the tests as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("thresholds")
def test_a_relaxed_collector_looks_at_the_young_less_often() -> None:
    """A full look needs a hundred million new objects: none in the life of most workers."""
    collector.relax()

    young, older, all_of_them = gc.get_threshold()
    assert young * older * all_of_them == 100_000_000


@pytest.mark.usefixtures("thresholds")
def test_what_a_closed_instance_held_is_gone_at_once() -> None:
    """A state whose parts hold each other does not wait for the collector to come."""
    collector.relax()
    processor, stage = Bench().processor, Circular()
    held = weakref.ref(stage)
    processor.instances[0] = Instance(stage)
    del stage

    processor.close([0])

    assert held() is None


@pytest.mark.usefixtures("thresholds")
def test_instances_thrown_away_do_not_pile_up() -> None:
    """Of those that bugs made anew, the one before last is gone when the next is made."""
    collector.relax()
    processor, stage = Bench().processor, Circular()
    held = weakref.ref(stage)
    processor.instances[0] = Instance(stage)
    del stage

    asyncio.run(processor._reopen(0))
    asyncio.run(processor._reopen(0))

    assert held() is None


def test_nothing_is_collected_while_a_state_is_made() -> None:
    """Nor is what was made looked at afterwards; the collector is back for all else."""
    with collector.setting_aside():
        during = gc.isenabled()

    assert not during
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_state_that_was_set_aside_is_reclaimed() -> None:
    """Partitions that come and go would fill the memory otherwise."""

    class State:
        def __init__(self) -> None:
            self.itself = self

    with collector.setting_aside():
        state = weakref.ref(State())

    collector.reclaim()

    assert state() is None
