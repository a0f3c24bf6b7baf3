"""What a worker would find on this machine: its port, its data directory. Nothing is changed."""

import errno
import os
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from stream.engine.address import family


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFound:
    """The data directory: is it there, can files be made in it (or it be made), what is free."""

    path: Path
    there: bool
    writable: bool
    free_bytes: int


def port_taken(host: str, port: int) -> bool:
    """Say whether something listens where a worker would.

    Raises ``OSError`` where it could not listen for another reason: whose address it is, rights.
    """
    with socket.socket(family(host), socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a worker listens
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return True
    return False


def look_at_directory(path: Path) -> DirectoryFound:
    """Look at a directory, or at where it would be made. Raises ``OSError``."""
    there = path.is_dir()
    nearest = path
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    return DirectoryFound(
        path=path,
        there=there,
        writable=nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK),
        free_bytes=shutil.disk_usage(nearest).free,
    )
