"""``python -m tests.accuracy``: how right the tagger is, on labelled texts and public data."""

import sys

import click

from stream.gazetteer import load
from stream.stages.tag import tagger
from tests.accuracy import errors, texts
from tests.accuracy.judging import judge


@click.command()
@click.option("--only", default="", help="The set of texts of this name.", metavar="SET")
@click.option("--list-errors", default=0, help="Print so many errors of each set.", metavar="N")
def accuracy(*, only: str, list_errors: int) -> None:
    """Evaluate, and print what was found."""
    gazetteer = load()
    tags = tagger.of(gazetteer)
    for name, labelled in texts.sets().items():
        if only not in {"", name}:
            continue
        found = [error for text in labelled for error in errors.of(judge(tags, text), gazetteer)]
        print(f"{name}: {len(labelled)} texts, {len(found)} errors")
        print(errors.listing(found, list_errors))


if __name__ == "__main__":
    sys.exit(accuracy())
