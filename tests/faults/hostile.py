"""Hostile input on a real broker: it all ends in ``news.rejected``, and no worker minds."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from stream.engine.exits import Exit
from stream.models import Topic
from tests.faults.garbage import KEY, garbage
from tests.faults.log import Log, header
from tests.faults.rights import configure
from tests.faults.stand import Stand
from tests.harness.prometheus import asked, prometheus

FLOOD: Final = 100_000
QUICK_FLOOD: Final = 10_000
TRICKLE: Final = 50
RULES: Final = Path(__file__).parents[2] / "deploy" / "prometheus" / "rules.yml"
FIRING: Final = 'ALERTS{alertname="NewsfeedRejecting",stage="tag",alertstate="firing"}'
FIRES_WITHIN_SECONDS: Final = 500.0
REFUSALS: Final = 3


def flooded(stand: Stand) -> None:
    """Give nothing but garbage at full speed; then news, which must come through as ever.

    The long way goes on with garbage until the shipped alert fires in a real Prometheus.
    """
    posts = stand.man_all()
    stand.until_ready()
    stand.publish_records(islice(garbage(stand.seed), QUICK_FLOOD if stand.quick else FLOOD))
    stand.until_left("tag", 0)
    if not stand.quick:
        ports = [post.worker.metrics_port for post in posts]
        with prometheus(stand.site.directory, ports, [RULES]) as address:
            _until_alarmed(stand, address)
    stand.publish(500)
    stand.checks.append(_all_rejected)
    stand.require(not any(post.codes for post in posts), "a worker left")


def refused(stand: Stand) -> None:
    """Make ``news.rejected`` refuse every record, while there is garbage among the news.

    Nothing may be acked beyond it: the tagger leaves and is followed until the topic is healed.
    """
    _limit_rejected(stand, "1")
    stand.publish_records(islice(garbage(stand.seed), 4 * 50))
    stand.publish(500)
    tag, *_ = stand.man_all()
    refusals = 1 if stand.quick else REFUSALS
    stand.until(lambda: tag.codes[Exit.DELIVERY] >= refusals, "the tagger to leave")
    committed = stand.published + 4 * 50 - sum(stand.site.lag("tag").values())
    stand.require(set(tag.codes) == {Exit.DELIVERY}, f"the tagger left with {tag.codes}")
    stand.require(committed == 0, f"{committed} records were acked")
    stand.shown["left with 74"] = tag.codes[Exit.DELIVERY]
    _limit_rejected(stand, str(stand.site.settings.message_max_bytes))
    stand.checks.append(_all_rejected)


def _until_alarmed(stand: Stand, address: str) -> None:
    rest = garbage(stand.seed + 1)

    def alarmed() -> bool:
        stand.publish_records(islice(rest, TRICKLE))
        return bool(asked(address, FIRING))

    stand.until(alarmed, "the alert", within=FIRES_WITHIN_SECONDS)
    stand.shown["alert"] = "NewsfeedRejecting fired"


def _all_rejected(log: Log) -> Iterator[str]:
    """Name garbage that did not end in ``news.rejected``, or not with the bytes it came with."""
    rejected = {header(each, "newsfeed-origin"): each.value for each in log[Topic.REJECTED]}
    rubbish = [each for each in log[Topic.RAW] if (each.key or b"").startswith(KEY)]
    kept = sum(rejected.get(f"{each.partition}:{each.offset}") == each.value for each in rubbish)
    if kept < len(rubbish):
        yield f"{len(rubbish) - kept} records of garbage were not rejected as they came"


def _limit_rejected(stand: Stand, size: str) -> None:
    configure(stand.broker.address, Topic.REJECTED.value, {"max.message.bytes": size})
