"""What went wrong, for people: one line with what to do, and the documented exit code.

Anything that has neither is a bug of ours and keeps its traceback.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import click

from stream.config import ConfigError
from stream.engine.exits import Exit

INTERRUPTED = 130
"""What shells give a command ended by Ctrl-C: 128 and the number of SIGINT."""

_ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP)


class Failure(click.ClickException):
    """A command could not do what it was asked to. Each line of the message stands alone."""

    def __init__(self, message: str, exit_code: int = Exit.FAILED) -> None:
        super().__init__(message)
        self.exit_code = int(exit_code)

    def show(self, file: IO[Any] | None = None) -> None:
        """Tell it on standard error, so that the output of a pipe stays clean."""
        for line in self.message.splitlines() or [""]:
            click.echo(f"newsfeed: {line}", file=file, err=True)


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn what a command raises into a line and an exit code."""
    if sys.stdout is None:  # closed by who started us
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115  # for as long as we live
    try:
        yield
    except ConfigError as error:
        raise Failure(str(error), Exit.CONFIG) from None
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        stop_writing()
        raise click.exceptions.Exit(Exit.OK) from None
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        code = _exit_of(error)
        if code is None:
            raise
        raise Failure(_one_line(error), code) from None


@contextmanager
def ended_alike() -> Iterator[None]:
    """Let SIGTERM and a closed terminal end a command as Ctrl-C does.

    Also as process 1 of a container, which is deaf to signals that have no handler, and where a
    shell started it deaf to Ctrl-C. What is ignored on purpose (nohup) stays so.
    """
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, *_ENDINGS)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for each in _ENDINGS:
        if before[each] is not signal.SIG_IGN:
            signal.signal(each, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def sigterm_is_good() -> None:
    """Let SIGTERM end this process with 0, until ``ended_alike`` is left."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.OK))


def _exit_of(error: Exception) -> Exit | None:
    from stream.engine.trouble import exit_of  # noqa: PLC0415 - loads Kafka, not for all commands

    return exit_of(error)


def _one_line(error: Exception) -> str:
    """Give the message; an error of the Kafka client may have none but its name."""
    return str(error) or type(error).__name__


def stop_writing() -> None:
    """Let the interpreter's last flush go nowhere: the reader of our pipe has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
