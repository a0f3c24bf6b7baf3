"""What the fuzzer begins with breaks nothing; without it, mutations of sound records stand in."""

import random
from collections.abc import Iterator

import orjson
import pytest

from tests.fuzz.seeds import LONGEST, seeds_of
from tests.fuzz.targets import RECORD, TARGETS
from tests.hostile.mutations import mutation, written


@pytest.mark.parametrize("name", TARGETS)
def test_no_seed_breaks_a_target(name: str) -> None:
    """Any of them: the hostile ones, and the sound ones in a row."""
    seeds = seeds_of(name)

    for seed in seeds:
        TARGETS[name](seed)

    assert len(seeds) > 50
    assert max(map(len, seeds)) <= LONGEST


@pytest.mark.parametrize("name", TARGETS)
def test_no_mutation_breaks_a_target(name: str) -> None:
    """Fields dropped, retyped and moved about, bytes cut and flipped: a seed of chance each."""
    inputs = list(mutated(name, count=1_500))

    for each in inputs:
        TARGETS[name](each)

    assert len(set(inputs)) > 1_000


def mutated(name: str, *, count: int) -> Iterator[bytes]:
    """Give so many seeds of a target, each changed in one to three places."""
    chance = random.Random(name)
    seeds = seeds_of(name)
    for _ in range(count):
        records = chance.choice(seeds).split(RECORD)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(records))
            records[place] = changed(records[place], chance)
        yield RECORD.join(records)


def changed(value: bytes, chance: random.Random) -> bytes:
    """Change a field where the value is JSON, else a byte."""
    try:
        return written(mutation(orjson.loads(value), chance))
    except ValueError:
        at = chance.randrange(len(value) + 1)
        return value[:at] + bytes([chance.randrange(256)]) + value[at + chance.randint(0, 2) :]
