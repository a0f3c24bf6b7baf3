"""What a command checks of the broker before it reads from it or writes to it."""

from dataclasses import replace

from stream.config import Settings
from stream.engine.topics import TopicMismatch, missing, wait_for_broker


async def require_topic(
    settings: Settings, topic: str, *, wait_seconds: float | None = None
) -> None:
    """Wait for a broker that has the topic, so that nothing hangs on one that is not there.

    Waits as long as the settings say, or at most ``wait_seconds``. Raises ``BrokerMissing`` or
    ``TopicMismatch``.
    """
    if wait_seconds is not None:
        wait = min(wait_seconds, settings.broker_wait_seconds)
        settings = replace(settings, broker_wait_seconds=wait)
    if topic not in await wait_for_broker(settings):
        raise TopicMismatch(missing(topic))
