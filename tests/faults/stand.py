"""One installation under a fault: a fresh Apache Kafka, news, workers that are followed.

A scenario breaks something and heals it; then the stand is drained and judged (``judging``).
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any, Final, TypeVar

from stream.engine.brokers import Broker, apache
from stream.models import Topic
from tests.faults.articles import START, STEP, KeyValue, articles, heartbeat
from tests.faults.log import FOREIGN
from tests.faults.oracle import Log, Odd, unchanged
from tests.faults.posts import Post
from tests.harness.site import Site, site
from tests.harness.waiting import eventually

T = TypeVar("T")

STAGES: Final = ("tag", "dedupe", "window")
WORK: Final = ("-m", "stream.cli", "work")
WITHIN_SECONDS: Final = 120.0
"""The watchdog: whatever takes longer hangs."""
DRAIN_SECONDS: Final = 300.0
LOOK_SECONDS: Final = 0.1
LAG_SECONDS: Final = 0.5
FEED_SECONDS: Final = 0.5
SESSION_SECONDS: Final = 6.0


@dataclass(slots=True, kw_only=True)
class Stand:
    """What a scenario works with. All chance is drawn from ``draw``, so a seed repeats it.

    ``odd`` makes the oracle's stages what the workers' are. ``interrupted`` counts by stage what
    may cost repeats beside a crash: rebalances, pauses. ``shown`` are figures for the row,
    ``failures`` promises that were not held, ``checks`` name those that the topics do not hold.
    ``published`` counts articles, ``sent`` all raw records; ``newest`` is the latest event time of
    what a scenario publishes by itself.
    """

    site: Site
    broker: Broker
    seed: int
    quick: bool
    draw: random.Random
    posts: list[Post] = field(default_factory=list)
    interrupted: Counter[str] = field(default_factory=Counter)
    shown: dict[str, Any] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    checks: list[Callable[[Log], Iterable[str]]] = field(default_factory=list)
    published: int = 0
    sent: int = 0
    newest: datetime = START
    odd: Odd = unchanged
    rate: float = 0.0
    _fed: float = 0.0
    drain_s: float = 0.0

    def man(self, stage: str, *, command: Sequence[str] = WORK, **variables: str) -> Post:
        """Have a worker of a stage, and one after it whenever it leaves."""
        start = partial(self.site.start, *command, stage, **variables)
        post = Post(stage=stage, start=start, worker=start())
        self.posts.append(post)
        return post

    def man_all(self, *, command: Sequence[str] = WORK, **variables: str) -> list[Post]:
        """Have one worker of each stage, each a static member of its group."""
        return [
            self.man(stage, command=command, NEWSFEED_INSTANCE_ID=f"{stage}-1", **variables)
            for stage in STAGES
        ]

    def publish(self, count: int, *, partition: int | None = None) -> None:
        """Publish the next articles."""
        news = articles(self.seed, first=self.published)
        self.publish_records(islice(news, count), partition=partition)
        self.published += count

    @contextmanager
    def feeding(self, rate: float) -> Iterator[None]:
        """Publish so many articles a second while something is waited for."""
        self.rate, self._fed = rate, monotonic()
        try:
            yield
        finally:
            self.rate = 0.0

    def publish_records(
        self, records: Iterator[KeyValue] | Sequence[KeyValue], *, partition: int | None = None
    ) -> None:
        """Publish raw records as they are."""
        sent = list(records)
        self.site.publish(Topic.RAW, sent, partition=partition)
        self.sent += len(sent)

    def publish_foreign(self, topic: Topic, records: Sequence[KeyValue]) -> None:
        """Publish what no stage wrote, marked so, where only stages write."""
        self.site.publish(topic, records, headers=[FOREIGN])

    def close_feed(self) -> None:
        """Tell every raw partition that all windows are over."""
        at = max(self.newest, START + STEP * self.published) + timedelta(days=3)
        for partition in range(self.site.settings.raw_partitions):
            self.publish_records([heartbeat(at)], partition=partition)

    def until(
        self, look: Callable[[], T | None], awaited: str, *, within: float = WITHIN_SECONDS
    ) -> T:
        """Wait for something true, the posts manned meanwhile. Fails after ``within`` seconds."""

        def both() -> T | None:
            self._tend()
            return look()

        return eventually(both, awaited, within=within, every=LOOK_SECONDS)

    def let_pass(self, seconds: float) -> None:
        """Let a drawn time pass: the moment of a fault, or how long it lasts."""
        over = monotonic() + seconds
        self.until(lambda: monotonic() >= over, "time to pass", within=seconds + WITHIN_SECONDS)

    def until_ready(self, *posts: Post) -> None:
        """Wait until these posts, or all that are manned, have a worker that was ready."""
        wanted = posts or [post for post in self.posts if post.manned]
        self.until(lambda: all(post.ready for post in wanted), "workers to be ready")

    def until_left(self, stage: str, records: int, *, within: float = DRAIN_SECONDS) -> None:
        """Wait until a stage has at most so many records of its input left to commit."""
        looked = 0.0

        def look() -> bool:
            nonlocal looked
            if monotonic() - looked < LAG_SECONDS:
                return False
            looked = monotonic()
            return sum(self.site.lag(stage).values()) <= records

        self.until(look, f"{stage} to have {records} records left", within=within)

    def require(self, held: object, promise: str) -> None:
        """Note a promise that was not held."""
        if not held:
            self.failures.append(promise)

    def drain(self) -> None:
        """Close the feed and wait until no stage lags; every worker then leaves in good order."""
        self.close_feed()
        started = monotonic()
        for stage in STAGES:
            self.until_left(stage, 0)
            self.drain_s = monotonic() - started
            for post in self.posts:
                if post.stage == stage and post.manned:
                    code = post.leave()
                    self.require(code == 0, f"{stage} stopped with exit code {code}")

    def _tend(self) -> None:
        """Man the posts, and publish what is due."""
        for post in self.posts:
            post.look()
        now = monotonic()
        if self.rate and now - self._fed >= FEED_SECONDS:
            due, self._fed = round(self.rate * (now - self._fed)), now
            self.publish(due)


@contextmanager
def stand(directory: Path, seed: int, *, quick: bool, **variables: str) -> Iterator[Stand]:
    """Set up an installation of its own; nothing of it outlives the context."""
    with (
        apache(directory / "kafka") as broker,
        site(broker.address, directory, **variables) as made,
    ):
        made.create_topics()
        yield Stand(site=made, broker=broker, seed=seed, quick=quick, draw=random.Random(seed))
