"""Copies among public tweets, against who retweeted whom and whose words are the same.

The tweets are other people's: they are read from where they lie and stay there. Not here: telling
of mistakes (``mistakes``), the plain way to compare with (``minhash``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

from stream.models import Article
from tests.accuracy.copies.feeding import Find, Outcome
from tests.accuracy.intervals import Counts, Share, f1, precision, recall, share

FILE: Final = "stocknet_duplicates_dev.jsonl"
SET: Final = "stocknet-duplicates"
HORIZON: Final = timedelta(hours=72)

Truth = Literal["cluster", "rt_cluster"]

MEANINGS: Final[Mapping[str, str]] = {
    "precision": "all copies: precision",
    "recall": "all copies: recall",
    "f1": "all copies: F1",
    "story": "of those rightly found: in the right story",
    "rt_recall": "retweets: recall",
    "rt_story": "of the retweets found: in the right story",
}
"""What each figure is, in the order of the table. What is found besides retweets is no mistake."""


class Tweet(msgspec.Struct, frozen=True, kw_only=True):
    """A tweet of the file; ``cluster`` is below 0 and its own where it has no copies.

    ``rt_cluster`` says who retweeted whom; ``cluster`` has those, and tweets of equal or truncated
    words, together.
    """

    id: str
    t: datetime
    text: str
    rt_cluster: str
    cluster: int

    @property
    def article(self) -> Article:
        """Give it as it would come from a producer."""
        return Article(id=self.id, source="stocknet", body=self.text, published_at=self.t)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A tweet, what was said of it, and its ``chain``: the tweets that it is a copy of.

    Those are its cluster's before it, each within 72 hours of the next one and the last of this
    one. The first is the story's original. A tweet without a chain is no copy.
    """

    tweet: Tweet
    outcome: Outcome
    chain: Sequence["Judged"]

    @property
    def counts(self) -> Counts:
        """Count it: a copy found, a copy missed, or something else taken for a copy."""
        copy, found = bool(self.chain), self.outcome.method is not None
        return Counts(right=copy and found, false=found and not copy, missed=copy and not found)

    @property
    def in_story(self) -> bool:
        """Say whether it is in the story of its chain's first tweet."""
        return bool(self.chain) and self.outcome.story_id == self.chain[0].outcome.story_id

    @property
    def in_place(self) -> bool:
        """Say whether it is in that story and, moreover, a copy of one of its chain."""
        return self.in_story and any(each.tweet.id == self.outcome.of for each in self.chain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All tweets, in the order of time, and what was said of each."""

    tweets: Sequence[Tweet]
    outcomes: Sequence[Outcome]

    def judged(self, truth: Truth) -> list[Judged]:
        """Put each tweet beside its outcome and its chain, by one of the two truths."""
        chains: dict[str | int, list[Judged]] = {}
        found = []
        for tweet, outcome in zip(self.tweets, self.outcomes, strict=True):
            cluster: str | int = getattr(tweet, truth)
            chain = chains.get(cluster, [])
            if chain and tweet.t - chain[-1].tweet.t > HORIZON:
                chain = []
            each = Judged(tweet=tweet, outcome=outcome, chain=chain)
            chains[cluster] = [*chain, each]
            found.append(each)
        return found


def read(path: Path) -> list[Tweet]:
    """Read a file of tweets, in the order of time."""
    return [msgspec.json.decode(line, type=Tweet) for line in path.read_bytes().splitlines()]


def measure(find: Find, path: Path) -> Reading:
    """Send all tweets of a file through, in their order."""
    tweets = read(path)
    return Reading(tweets=tweets, outcomes=list(find(each.article for each in tweets)))


def figures(reading: Reading) -> dict[str, Share]:
    """Give all figures, against both truths; one that nothing was counted for is left out.

    Tweets of a cluster come in one piece for the intervals: they are not independent.
    """
    all_of, hard = (list(_pieces(reading, truth)) for truth in get_args(Truth))
    counts = [_counts(each) for each in all_of]
    shares = {
        "precision": precision(counts),
        "recall": recall(counts),
        "f1": f1(counts),
        "story": share(_found(each, lambda one: one.in_place) for each in all_of),
        "rt_recall": recall(map(_counts, hard)),
        "rt_story": share(_found(each, lambda one: one.in_story) for each in hard),
    }
    return {name: value for name, value in shares.items() if value}


def _pieces(reading: Reading, truth: Truth) -> Iterable[Sequence[Judged]]:
    pieces: dict[str | int, list[Judged]] = defaultdict(list)
    for each in reading.judged(truth):
        pieces[getattr(each.tweet, truth)].append(each)
    return pieces.values()


def _counts(piece: Iterable[Judged]) -> Counts:
    counts = [each.counts for each in piece]
    return Counts(
        right=sum(each.right for each in counts),
        false=sum(each.false for each in counts),
        missed=sum(each.missed for each in counts),
    )


def _found(piece: Iterable[Judged], fits: Callable[[Judged], bool]) -> tuple[int, int]:
    """Count the copies rightly found that fit, and all of them."""
    found = [each for each in piece if each.counts.right]
    return sum(map(fits, found)), len(found)
