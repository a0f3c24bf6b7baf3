"""Faust's transport with our consumer, and a producer that is idempotent (J) and patient (G)."""

from collections.abc import Mapping
from typing import Any, cast

from aiokafka import AIOKafkaProducer
from faust.transport.drivers import aiokafka as driver

from stream.engine import unpacking
from stream.engine.clients import slow_down
from stream.engine.consumer import Consumer
from stream.engine.wiring import StageApp


class Producer(driver.Producer):
    """The producer of one worker."""

    def connected(self) -> AIOKafkaProducer:
        """Give aiokafka's producer. Raises ``NotReady`` before the app has started."""
        return self._ensure_producer()

    def _settings_extra(self) -> Mapping[str, Any]:
        # The embedded broker has no InitProducerId: idempotence is a setting.
        idempotent = cast("StageApp", self.app).wiring.idempotent
        return {"acks": "all", "enable_idempotence": idempotent}

    def _new_producer(self, transactional_id: str | None = None) -> Any:
        producer = super()._new_producer(transactional_id)
        slow_down(producer.client)
        return producer


class Transport(driver.Transport):
    """What a worker's app gets as ``app.transport``."""

    Consumer = Consumer
    Producer = Producer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unpacking.install()
