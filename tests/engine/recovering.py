"""Lets a recovery wait for a broker: ``python -m tests.engine.recovering HOW DIRECTORY``."""

import asyncio
import sys
from pathlib import Path
from typing import cast

from faust.tables.recovery import RebalanceAgain, ServiceStopped

from stream.engine import logs
from stream.engine.chain import Chain
from stream.engine.recovery import Recovery, Tables
from tests.engine.fakes import settings
from tests.engine.faust_bench import Observed, app

SHORT_SECONDS = 0.01


async def wait(recovery: Recovery, how: str) -> None:
    """Wait for a broker that never answers, is not needed any more, or answers."""
    answered, timeout = asyncio.Event(), SHORT_SECONDS
    if how == "stopped":
        recovery._stopped.set()
    elif how == "rebalanced":
        recovery.signal_recovery_start.set()
    elif how == "answered":
        answered.set()
    await recovery._wait(answered.wait(), timeout=timeout)


async def recover(how: str, directory: Path) -> None:
    """Make a worker's recovery and let it take one step; say how that ended."""
    configured = settings(data_dir=directory, log_format="json")
    logs.set_up(configured)
    recovery = cast("Tables", app(directory, Chain(), Observed()).tables).recovery
    try:
        await wait(recovery, how)
    except (ServiceStopped, RebalanceAgain) as end:
        print(type(end).__name__)  # noqa: T201  # what the test looks for
    else:
        print("went on")  # noqa: T201  # as above


if __name__ == "__main__":
    asyncio.run(recover(sys.argv[1], Path(sys.argv[2])))
