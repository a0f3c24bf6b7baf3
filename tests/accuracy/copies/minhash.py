"""The plain way to find copies, to compare with: MinHash of the characters, and nothing more."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rensa import RMinHash, RMinHashLSH

from tests.accuracy.copies.feeding import Outcome
from tests.accuracy.copies.stocknet import HORIZON, Reading, Tweet

PERMUTATIONS: Final = 128
LETTERS: Final = 5
"""Characters of a shingle."""
BANDS: Final = 32
SEED: Final = 1
THRESHOLDS: Final = (0.5, 0.8, 0.95)
ASIDE: Final = re.compile(r"^(rt @\w+:\s*)+|https?://\S+")
"""Who is retweeted, and links: without them the plain way does better."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The most similar tweet of the 72 hours before, by its number."""

    similarity: float
    number: int


def nearest(tweets: Sequence[Tweet]) -> list[Nearest | None]:
    """Give of each tweet the most similar one before it, None where none shares a band."""
    index = RMinHashLSH(0.5, PERMUTATIONS, BANDS)
    hashes: list[RMinHash] = []
    found = []
    for number, tweet in enumerate(tweets):
        minhash = _minhash(tweet.text)
        likely = (
            Nearest(minhash.jaccard(hashes[each]), each)
            for each in index.query(minhash)
            if tweet.t - tweets[each].t <= HORIZON
        )
        found.append(max(likely, key=lambda each: (each.similarity, each.number), default=None))
        hashes.append(minhash)
        index.insert(number, minhash)
    return found


def readings(tweets: Sequence[Tweet]) -> dict[float, Reading]:
    """Read all tweets by each threshold alone: as similar as that is a copy."""
    near = nearest(tweets)
    return {
        least: Reading(tweets=tweets, outcomes=list(_outcomes(tweets, near, least)))
        for least in THRESHOLDS
    }


def _minhash(text: str) -> RMinHash:
    words = " ".join(ASIDE.sub("", text.lower()).split())
    last = max(1, len(words) - LETTERS + 1)
    minhash = RMinHash(PERMUTATIONS, SEED)
    minhash.update({words[start : start + LETTERS] for start in range(last)})
    return minhash


def _outcomes(
    tweets: Sequence[Tweet], near: Iterable[Nearest | None], least: float
) -> Iterator[Outcome]:
    stories: list[str] = []
    for tweet, each in zip(tweets, near, strict=True):
        copy = each is not None and each.similarity >= least
        stories.append(stories[each.number] if each and copy else tweet.id)
        yield Outcome(
            article_id=tweet.id,
            story_id=stories[-1],
            of=tweets[each.number].id if each and copy else None,
            similarity=each.similarity if each else 0.0,
            method="near" if copy else None,
        )
