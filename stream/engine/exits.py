"""How a process of ours ends: one documented code for each reason, and the abrupt way out.

A worker that cannot go on leaves at once with nothing acked; its supervisor starts the next one.
Raising instead, or Faust's own ``app.crash``, would ack what was not delivered.
"""

import logging
import os
import sys
from enum import IntEnum
from typing import NoReturn

logger = logging.getLogger(__name__)


class Exit(IntEnum):
    """Exit codes; the numbers follow sysexits.h where it has one for the reason."""

    OK = 0
    """Done, or stopped in good order."""
    FAILED = 1
    """A command could not do what it was asked to; or a stop was cut short after the grace time."""
    USAGE = 2
    """The command line is wrong."""
    STATE = 65
    """State and log are not of one age, or the journal cannot be read; the line says what to do."""
    BROKER = 69
    """The broker did not answer within the time given."""
    BUGS = 70
    """More records failed by a bug of ours than is allowed, or the engine itself has one."""
    DELIVERY = 74
    """Outputs or state could not be delivered."""
    HOLE = 75
    """A fetched chunk was lost on its way to the stage; the next start reads it again."""
    LEASE = 76
    """The group went on without this worker: it was paused, or another took its instance id."""
    TOPICS = 77
    """A topic is missing or has another number of partitions."""
    CONFIG = 78
    """A setting is wrong, or in use by another worker: its port, its instance id."""


def leave(code: Exit, reason: str) -> NoReturn:
    """End this process now: one clear line, logs flushed, nothing acked."""
    logger.critical("leaving %s", reason, extra={"exit_code": int(code)})
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
