"""Two workers with one instance id: one works, the other is refused until that one is gone."""

from typing import Final

from stream.engine.exits import Exit
from tests.faults.posts import Post
from tests.faults.stand import STAGES, Stand

ARTICLES: Final = 2_000
RATE: Final = 100.0
REFUSALS: Final = 2

Pair = tuple[Post, Post]


def twins(stand: Stand) -> None:
    """Start two of each stage at once, as if on two machines; in the end kill those that work."""
    stand.publish(ARTICLES)
    pairs: list[Pair] = [(_twin(stand, stage, 1), _twin(stand, stage, 2)) for stage in STAGES]
    with stand.feeding(RATE):
        stand.until(lambda: all(_parted(pair) for pair in pairs), "one of each two to be refused")
        for pair in pairs:
            keeper, _ = sorted(pair, key=_refusals)
            thrown_out = sum(post.codes[Exit.LEASE] for post in pair)
            stand.require(thrown_out <= 1, f"{keeper.stage}: thrown out {thrown_out} times")
            stand.interrupted[keeper.stage] += thrown_out
            keeper.desert()
        stand.until_ready()
    for post in stand.posts:  # a worker that was refused did nothing that could be repeated
        stand.interrupted[post.stage] -= _refusals(post)
    stand.shown["refused"] = sum(_refusals(post) for post in stand.posts)
    stand.shown["thrown_out"] = sum(post.codes[Exit.LEASE] for post in stand.posts)


def _twin(stand: Stand, stage: str, machine: int) -> Post:
    directory = stand.site.directory / f"machine-{machine}"
    return stand.man(stage, NEWSFEED_INSTANCE_ID=stage, NEWSFEED_DATA_DIR=str(directory))


def _parted(pair: Pair) -> bool:
    """Say whether one works and the other was refused, again and again."""
    keeper, other = sorted(pair, key=_refusals)
    return keeper.ready and not _refusals(keeper) and _refusals(other) >= REFUSALS


def _refusals(post: Post) -> int:
    return post.codes[Exit.CONFIG]
