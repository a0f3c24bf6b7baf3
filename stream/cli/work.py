"""``newsfeed work STAGE``: one worker process."""

import sys

import click

from stream.cli.look import settings
from stream.engine import logs
from stream.engine.worker import work as run_worker
from stream.metrics import STAGES
from stream.pipeline import needed, stages


@click.command()
@click.argument("stage", type=click.Choice(STAGES))
def work(*, stage: str) -> None:
    """Run STAGE as a worker until it is told to stop (SIGTERM or Ctrl-C).

    More workers of tag and window share the partitions of their input; a second dedupe stands
    by. The exit code says why a worker ended; 0 means in good order.
    """
    configured = settings()
    logs.set_up(configured)
    spec = next(each for each in stages(configured) if each.name == stage)
    sys.exit(run_worker(spec, list(needed(configured, spec)), configured))
