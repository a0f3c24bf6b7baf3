"""A worker that crashes, restores and compacts its journal, beside one that never does."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from stream.stages.contract import Fact, Record, Step
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.drawn import Feed, moods, numbers, tiny


class Crashes(RuleBasedStateMachine):
    """The worker's journal is all that a crash leaves; what was not written is done again."""

    @initialize(policy=tiny, mood=moods)
    def start(self, policy: DedupeSettings, mood: int) -> None:
        """Start both from nothing."""
        self.policy = policy
        self.feed = Feed(mood)
        self.steady = DedupeStage(policy)
        self.worker = DedupeStage(policy)
        self.unwritten: list[tuple[Record, Step]] = []
        self.journal: list[Fact] = []

    @rule(chunk=st.lists(numbers, min_size=1, max_size=8))
    def read(self, chunk: list[int]) -> None:
        """Both read the same; the worker has not written it to its journal yet."""
        for record in map(self.feed.read, chunk):
            expected = self.steady.apply(record)
            self.unwritten.append((record, self.worker.apply(record)))

            assert self.unwritten[-1][1] == expected

    @rule(slim=st.integers(0, 2**40), share=st.floats(0, 1))
    def write(self, slim: int, share: float) -> None:
        """Write what was read; slim some facts, and drop as much of what expired as one likes."""
        self.journal += [
            Fact(record.offset, step.fact)
            for record, step in self.unwritten
            if step.fact is not None
        ]
        self.unwritten.clear()
        needed = round(self.worker.expired() * share)
        self.journal = [
            self.worker.slim(each) if slim >> each.offset % 40 & 1 else each
            for each in self.journal
            if each.offset >= needed
        ]

    @rule()
    def crash(self) -> None:
        """Restore from the journal and do again what it lacks: the same comes of it."""
        self.worker = DedupeStage(self.policy)
        self.worker.restore(self.journal)

        again = [(record, self.worker.apply(record)) for record, _ in self.unwritten]

        assert again == self.unwritten

    def teardown(self) -> None:
        """Compare what is needed of both journals, and the size of both states.

        Only now: to ask, as the worker was at each writing, may change nothing.
        """
        assert self.worker.expired() == self.steady.expired()
        assert self.worker.status() == self.steady.status()


def test_crashes_change_nothing() -> None:
    """Whatever is lost, slimmed and dropped, the rest of the feed gives the same bytes."""
    run_state_machine_as_test(Crashes, settings=settings(max_examples=150, stateful_step_count=25))
