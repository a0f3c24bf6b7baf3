"""What an operator does to a flow beside starting workers: the steps of ``docs/operations.md``."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from confluent_kafka import OFFSET_END, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient

from stream import pipeline
from stream.engine.plan import StageSpec
from tests.harness.site import Site
from tests.harness.waiting import eventually

TIMEOUT_SECONDS: Final = 20.0
AGAIN_SECONDS: Final = 0.2


def reset(site: Site, *stages: str) -> None:
    """Have stages begin anew: forget their groups, then their changelogs; make these again."""
    for spec in _specs(site, stages):
        eventually(partial(_forgotten, site, spec), f"no {spec.group}", every=AGAIN_SECONDS)
    lose_changelogs(site, *stages)


def lose_changelogs(site: Site, *stages: str) -> None:
    """Delete the changelogs of stages that have one, and make them again, empty."""
    delete_topics(site, [each.changelog for each in _specs(site, stages) if each.changelog])
    site.create_topics()


def delete_topics(site: Site, topics: Sequence[str]) -> None:
    """Delete topics, and wait until they are gone."""
    admin = _admin(site)
    for done in admin.delete_topics([*topics]).values():
        done.result(TIMEOUT_SECONDS)
    eventually(lambda: not {*topics} & {*admin.list_topics().topics}, f"{topics} to be gone")


def cut(site: Site, *topics: str) -> None:
    """Delete what stands on topics; offsets go on (``kafka-delete-records``)."""
    admin = _admin(site)
    ends = [
        TopicPartition(topic, partition, OFFSET_END)
        for topic in topics
        for partition in admin.list_topics(topic).topics[topic].partitions
    ]
    for done in admin.delete_records(ends).values():
        done.result(TIMEOUT_SECONDS)


def _forgotten(site: Site, spec: StageSpec) -> bool:
    """Delete a group; say no while a member is left in it, as one is that left abruptly."""
    admin = _admin(site)  # whose answers come as long as it is there
    try:
        admin.delete_consumer_groups([spec.group])[spec.group].result(TIMEOUT_SECONDS)
    except KafkaException as error:
        if error.args[0].code() != KafkaError.NON_EMPTY_GROUP:
            raise
        return False
    return True


def _specs(site: Site, stages: Sequence[str]) -> list[StageSpec]:
    return [each for each in pipeline.stages(site.settings) if each.name in stages]


def _admin(site: Site) -> AdminClient:
    return AdminClient({"bootstrap.servers": site.environment["NEWSFEED_BROKER"]})
