"""The table of commands. Each is imported when it is called: the offline ones load no Kafka."""

import logging
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import click

import stream
from stream.cli.failures import ended_alike, failures_told, sigterm_is_good

COMMANDS: Final[Mapping[str, str]] = {
    "demo": "The whole flow on this machine: broker, workers, articles, a summary.",
    "replay": "Send articles to news.raw, as fast as they go or at their own pace.",
    "work": "Run one stage as a worker: tag, dedupe or window.",
    "topics": "Create the topics, or say which are not as they must be.",
    "run": "The whole flow in memory, without Kafka: files in, files out.",
    "explain": "Say why an article has its tags, and why no others.",
    "tail": "Watch a topic, a line a record.",
    "top": "List the tickers that trend now.",
    "doctor": "Say what is wrong between settings, broker, topics, groups and workers.",
}
"""What ``newsfeed --help`` lists, in this order; each has a file of its name."""
SERVICES: Final = frozenset({"work"})
"""What runs until it is told to stop: SIGTERM is its good end, while it is being loaded, too."""


class Commands(click.Group):
    """The commands of the table, imported when first asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Name the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of a command."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in SERVICES:
            sigterm_is_good()
        command = getattr(import_module(f"stream.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what goes wrong is told in one line and an exit code."""
        with failures_told(), ended_alike():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(stream.__version__, prog_name="newsfeed")
def main() -> None:
    """Process news: tag, dedupe and window articles from Kafka topic to Kafka topic.

    Settings are read from NEWSFEED_* variables; docs/operations.md lists them and the exit codes.
    """
    # What goes wrong is told once, by the command; a worker sets up logs of its own.
    logging.getLogger().addHandler(logging.NullHandler())
