"""Some rooms of the engine are tested on the embedded broker."""

from tests.harness.fixtures import bare, broker, ready

__all__ = ["bare", "broker", "ready"]
