"""What someone with all rights may do to a topic."""

from collections.abc import Mapping
from typing import Final

from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    ResourceType,
)

TIMEOUT_SECONDS: Final = 20.0


def configure(address: str, topic: str, configs: Mapping[str, str]) -> None:
    """Change settings of a topic, and wait until the broker took them."""
    change = AlterConfigOpType.SET
    entries = [ConfigEntry(*each, incremental_operation=change) for each in configs.items()]
    resource = ConfigResource(ResourceType.TOPIC, topic, incremental_configs=entries)
    admin = AdminClient({"bootstrap.servers": address})
    for done in admin.incremental_alter_configs([resource]).values():
        done.result(TIMEOUT_SECONDS)
