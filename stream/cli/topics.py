"""``newsfeed topics``: create what is missing, refuse what is not as it must be."""

import asyncio

import click

from stream.cli.look import json_option, print_json, print_table, settings
from stream.engine.topics import ensure
from stream.pipeline import topics as flow


@click.command()
@json_option
def topics(*, as_json: bool) -> None:
    """Create the topics and changelogs that are missing; list them all.

    Nothing that exists is changed. Another number of partitions than the settings ask for is
    refused (exit code 77), with the number expected and the one found.
    """
    configured = settings()
    reports = asyncio.run(ensure(configured, flow(configured)))
    if as_json:
        for report in reports:
            print_json(report)
        return
    rows = [
        (report.name, str(report.partitions), "created" if report.created else "as it must be")
        for report in reports
    ]
    print_table(("topic", "partitions", "state"), rows)
