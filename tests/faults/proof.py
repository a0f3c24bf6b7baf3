"""The harness proves itself: what a broken engine breaks is reported, and by its right name.

Each proof kills one worker at the moment that the mistake is about. The same is done to the right
engine, which must come out of it with repeats and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tests.faults.broken import HELD
from tests.faults.fault import Run
from tests.faults.judging import row_of
from tests.faults.posts import Post
from tests.faults.rows import Row
from tests.faults.stand import STAGES, WORK, Stand, stand

BROKEN: Final = ("-m", "tests.faults.broken")
ARTICLES: Final = 3_000
QUICK_ARTICLES: Final = 800
COLUMNS: Final = (
    "lost",
    "wrong",
    "phantom",
    "repeats",
    "unexplained",
    "rejected_missing",
    "rejected_extra",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Which engine runs each stage that is not as usual, which is held and killed.

    ``damage`` are the columns that must not be nought. None at all: it is the right engine.
    """

    engines: Mapping[str, str]
    held: str
    damage: tuple[str, ...] = ()

    def __call__(self, seed: int, directory: Path, *, quick: bool) -> Row:
        """Kill the worker that is held; give a row that is right if the damage was reported."""
        with stand(directory, seed, quick=quick) as made:
            _killed_while_held(made, self)
            made.drain()
            row = row_of(made)
        return reported(row, self.damage) if self.damage else repeated(row)


def reported(row: Row, damage: tuple[str, ...]) -> Row:
    """Turn what was found into the proof that it was found."""
    found = {name: getattr(row, name) for name in COLUMNS}
    unnoticed = [f"nothing was reported as {name}" for name in damage if not found[name]]
    return Row(
        fault=row.fault,
        seed=row.seed,
        recover_s=row.recover_s,
        drain_s=row.drain_s,
        max_rss=row.max_rss,
        shown={**row.shown, **{f"found_{name}": count for name, count in found.items() if count}},
        failure="; ".join([*filter(None, [row.failure]), *unnoticed]),
    )


def repeated(row: Row) -> Row:
    """Want of the right engine that the kill did hit: it repeats what it had delivered."""
    return row if row.repeats else replace(row, failure=f"{row.failure} nothing was repeated")


def _killed_while_held(stand: Stand, proof: Proof) -> None:
    stand.publish(QUICK_ARTICLES if stand.quick else ARTICLES)
    posts = {stage: _manned(stand, stage, proof.engines.get(stage)) for stage in STAGES}
    held = posts[proof.held]
    stand.until(lambda: says_held(held), f"{proof.held} to be held")
    if proof.engines[proof.held] == "commit-first":
        stand.until_left(proof.held, stand.published - 1)
    held.kill()


def _manned(stand: Stand, stage: str, engine: str | None) -> Post:
    command = WORK if engine is None else (*BROKEN, engine)
    return stand.man(stage, command=command, NEWSFEED_INSTANCE_ID=f"{stage}-1")


def says_held(post: Post) -> bool:
    """Say whether a worker told that it is held between two steps."""
    return any(event["message"] == HELD for event in post.worker.events())


commit_before_delivery: Final[Run] = Proof(
    engines={"tag": "commit-first"}, held="tag", damage=("lost",)
)
journal_before_outputs: Final[Run] = Proof(
    engines={"dedupe": "journal-first"}, held="dedupe", damage=("lost",)
)
no_origin_check: Final[Run] = Proof(
    engines={"tag": "in-order", "dedupe": "no-origin-check"}, held="tag", damage=("phantom",)
)
double_count: Final[Run] = Proof(
    engines={"dedupe": "in-order", "window": "double-count"}, held="dedupe", damage=("wrong",)
)
right_tag: Final[Run] = Proof(engines={"tag": "in-order"}, held="tag")
right_dedupe: Final[Run] = Proof(engines={"dedupe": "in-order"}, held="dedupe")
