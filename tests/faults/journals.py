"""Someone harms the changelogs: the next start restores the very state, or says what to do."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import partial
from math import ceil
from typing import Final

import msgspec

from stream.engine.exits import Exit
from stream.models import Topic
from stream.stages.contract import Record
from tests.faults.changelogs import Changelog, Copy, newest_offsets
from tests.faults.log import Log, header
from tests.faults.posts import Post
from tests.faults.reader import read_all
from tests.faults.stand import STAGES, Stand

ARTICLES: Final = 5_000
QUICK_ARTICLES: Final = 2_000
RATE: Final = 100.0
RESTARTS: Final = 3
JOURNALS: Final = ("dedupe", "window")
REMEDY: Final = "delete its changelog topic"

Damage = Callable[[Changelog, Copy], None]


def compacted(stand: Stand) -> None:
    """Let the broker's cleaner work on the changelogs; kill and restart the workers meanwhile."""
    changelogs = [Changelog(stand, stage) for stage in JOURNALS]
    for each in changelogs:
        each.clean_eagerly()
    posts = _at_work(stand)
    with stand.feeding(RATE):
        for _ in range(RESTARTS):
            for each in changelogs:
                _until_cleaned(stand, each)
                posts[each.stage].kill()
            stand.until(lambda: all(posts[stage].ready for stage in JOURNALS), "workers")
    stand.shown["cleaned away"] = sum(each.cleaned_away() for each in changelogs)


def _until_cleaned(stand: Stand, changelog: Changelog) -> None:
    """Wait until the cleaner was there once more."""
    before = changelog.cleaned_away()
    stand.until(lambda: changelog.cleaned_away() > before, f"{changelog.topic} to be cleaned")


def harmed(stand: Stand) -> None:
    """Harm the changelogs in every way, one after the other; put a copy back after each.

    The quick way takes the first of each stage.
    """
    posts = _at_work(stand)
    for stage in JOURNALS:
        stand.until_left(stage, 0)
    for stage, harms in HARMS.items():
        for name, harm in list(harms.items())[: 1 if stand.quick else None]:
            _refused(stand, posts[stage], name, harm)
            stand.publish(200)
            stand.until_ready(posts[stage])
            stand.until_left(stage, 0)
            stand.shown["refused"] = stand.shown.get("refused", 0) + 1


def remedied(stand: Stand) -> None:
    """Lose the changelog of dedupe and do as it says: all comes again, under the same ids."""
    post = _at_work(stand)["dedupe"]
    stand.until_left("dedupe", 0)
    lost = Changelog(stand, "dedupe")
    _left(stand, post, "lost", lambda: lost.replace({}))
    lost.delete()
    lost.forget_group()
    stand.site.create_topics()
    log = read_all(stand.broker.address, [Topic.TAGGED, Topic.UNIQUE])
    stand.checks.append(partial(_not_all_again, {_id(each) for each in log[Topic.UNIQUE]}))
    again = len(log[Topic.TAGGED])
    stand.interrupted["dedupe"] += ceil(again / stand.site.settings.chunk_records)
    post.restart()
    stand.publish(200)


def _not_all_again(sent: Collection[str], log: Log) -> list[str]:
    """Say how many of the articles sent before did not come again."""
    counts = Counter(map(_id, log[Topic.UNIQUE]))
    missing = sum(counts[each] < 2 for each in sent)
    return [f"{missing} of {len(sent)} did not come again"] if missing else []


def _id(record: Record) -> str:
    return header(record, "ce_id")


def _refused(stand: Stand, post: Post, name: str, harm: Damage) -> None:
    """Harm the changelog, see the next worker refuse it, put the copy back and go on."""
    changelog = Changelog(stand, post.stage)
    post.desert()
    copy = changelog.copy()
    _left(stand, post, name, lambda: harm(changelog, copy))
    changelog.replace(copy)
    post.restart()


def _left(stand: Stand, post: Post, name: str, harm: Callable[[], None]) -> None:
    """Harm something while nobody works, and see the next worker leave with what to do."""
    if post.manned:
        post.desert()
    harm()
    post.restart()
    leaver = post.worker
    stand.until(lambda: leaver.process.poll() is not None, f"{post.stage} to refuse: {name}")
    post.desert()
    code, last = leaver.process.returncode, leaver.events()[-1]["message"]
    stand.require(code == Exit.STATE, f"{post.stage}, {name}: left with {code}")
    stand.require(REMEDY in last, f"{post.stage}, {name}: said {last!r}")


def _at_work(stand: Stand) -> Mapping[str, Post]:
    stand.publish(QUICK_ARTICLES if stand.quick else ARTICLES)
    posts = dict(zip(STAGES, stand.man_all(), strict=True))
    stand.until_ready()
    stand.until_left("tag", 0)
    return posts


def _truncated(changelog: Changelog, _: Copy) -> None:
    changelog.cut(newest_offsets(changelog.records()))


def _made_anew(changelog: Changelog, _: Copy) -> None:
    changelog.replace({})


def _without_its_newest(changelog: Changelog, copy: Copy) -> None:
    changelog.replace({each: sorted(entries)[:-1] for each, entries in copy.items()})


def _of_another_stage(changelog: Changelog, _: Copy) -> None:
    theirs = Changelog(changelog.stand, "window").copy()
    changelog.replace({0: next(entries for entries in theirs.values() if entries)})


def _of_another_application(changelog: Changelog, copy: Copy) -> None:
    count = b'{"ticker": "crypto:BTC", "count": 7}'
    changelog.replace({each: [(b"crypto:BTC", count)] for each in copy})


def _of_another_version(changelog: Changelog, copy: Copy) -> None:
    older = msgspec.msgpack.encode((1, changelog.stage, []))
    changelog.replace(
        {each: [(key, older) for key, _ in entries] for each, entries in copy.items()}
    )


def _with_partitions_exchanged(changelog: Changelog, copy: Copy) -> None:
    count = max(copy) + 1
    changelog.replace({(each + 1) % count: entries for each, entries in copy.items()})


HARMS: Final[Mapping[str, Mapping[str, Damage]]] = {
    "dedupe": {
        "truncated in the middle": _truncated,
        "made anew": _made_anew,
        "without its newest entry": _without_its_newest,
        "filled with another stage's": _of_another_stage,
        "filled with another application's": _of_another_application,
        "of another version": _of_another_version,
    },
    "window": {
        "truncated in the middle": _truncated,
        "with partitions exchanged": _with_partitions_exchanged,
    },
}
"""What is done to the changelog of which stage."""
