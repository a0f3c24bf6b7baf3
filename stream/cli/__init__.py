"""The command ``newsfeed``: argv in, text and an exit code out; one file a command.

Not here: what the commands do (``run``, ``pipeline``, ``engine``). Exit codes: ``engine/exits``.
"""

from stream.cli.commands import main

__all__ = ["main"]
