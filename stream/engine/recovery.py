"""Faust's recovery, mended: it does not wait for ever when the broker does not answer."""

from typing import Any

from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery as FaustRecovery
from faust.tables.recovery import ServiceStopped

from stream.engine.exits import Exit, leave


class Recovery(FaustRecovery):
    """Reads the changelogs at a start and after each rebalance."""

    async def _wait(self, coro: Any, timeout: Any = None) -> None:
        """Wait for one step of it.

        Faust takes a step that timed out for the end of the service: its task ends, and the worker
        keeps its partitions and does nothing. So leave; the next start waits for the broker.
        """
        try:
            await super()._wait(coro, timeout=timeout)
        except ServiceStopped:
            if not self.should_stop:
                leave(Exit.BROKER, "the broker did not answer while the state was restored")
            raise


class Tables(TableManager):
    """Faust's manager of tables, with our recovery."""

    @property
    def recovery(self) -> Recovery:
        """Give the recovery service, made at the first use."""
        if not isinstance(self._recovery, Recovery):
            self._recovery = Recovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
