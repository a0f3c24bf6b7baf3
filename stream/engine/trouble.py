"""Which exit code an error of the engine, or of its Kafka client, stands for.

For commands that talk to the broker from outside; a worker decides for itself (``exits``).
"""

from aiokafka.errors import KafkaError

from stream.engine.brokers import BrokerFailed
from stream.engine.exits import Exit
from stream.engine.health import PortTaken
from stream.engine.topics import BrokerMissing, TopicMismatch


def exit_of(error: BaseException) -> Exit | None:
    """Give the documented exit code; None where the error is none of the engine's."""
    match error:
        case TopicMismatch():
            return Exit.TOPICS
        case BrokerMissing() | BrokerFailed() | KafkaError():
            return Exit.BROKER
        case PortTaken():
            return Exit.CONFIG
        case _:
            return None
