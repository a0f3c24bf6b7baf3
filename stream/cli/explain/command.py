"""``newsfeed explain FILE``: which article, explained how."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from stream.cli.explain.articles import Given, read_articles
from stream.cli.explain.findings import Finding, as_json, finding
from stream.cli.explain.view import show
from stream.cli.failures import Failure
from stream.cli.look import json_option, print_json, printable, settings
from stream.engine.exits import Exit
from stream.models import Article, Rejected
from stream.pipeline import gazetteer
from stream.stages.tag import tagger
from stream.stages.tag.stage import model

PLAIN = "no JSON, so read as a text: its first line is the title, the rest the body, the date today"


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--id", "identity", metavar="ID", help="Only the articles with this id.")
@click.option("--line", type=click.IntRange(min=1), help="Only what stands in this line.")
@click.option("--full", is_flag=True, help="Show long bodies whole.")
@json_option
def explain(
    *, file: Path, identity: str | None, line: int | None, full: bool, as_json: bool
) -> None:
    """Show the tags of the articles in FILE, what speaks for each, and what was refused and why.

    FILE holds articles or records of news.tagged or news.unique (JSON, a line each), or is a
    plain text; - is standard input. What cannot be read is told as a worker would; then the exit
    code is 1.
    """
    explained = _explainer(as_json=as_json, full=full)
    found = unreadable = 0
    with click.open_file(str(file), "rb") as stream:
        given = read_articles(stream, file.name, datetime.now(UTC))
        for each in _picked(given, identity, line):
            found += 1
            if isinstance(each.article, Rejected):
                unreadable += 1
                Failure(f"line {each.line}: {printable(str(each.article))}").show()
                continue
            if each.plain:
                click.echo(f"newsfeed: {PLAIN}", err=True)
            explained(each.article)
    if not found:
        asked = "no article" if identity is None and line is None else "no such article"
        raise Failure(f"{asked} in {click.format_filename(file)}")
    if unreadable:
        raise click.exceptions.Exit(Exit.FAILED)


def _explainer(*, as_json: bool, full: bool) -> Callable[[Article], None]:
    """Make ready what explains an article and shows it. Raises ``ConfigError``."""
    configured = settings()
    known = gazetteer(configured)
    tags, version = tagger.of(known), model(known)
    told = _print if as_json else partial(show, least=configured.min_confidence, full=full)

    def explained(article: Article) -> None:
        told(finding(article, tags.explain(article), version))

    return explained


def _print(found: Finding) -> None:
    print_json(as_json(found))


def _picked(given: Iterator[Given], identity: str | None, line: int | None) -> Iterator[Given]:
    """Give what was asked for: all, or the article of that id, or what stands in that line."""
    for each in given:
        if line is not None and each.line > line:
            return
        if line is not None and each.line != line:
            continue
        if identity is None or _id(each) == identity:
            yield each
        if each.line == line:
            return


def _id(given: Given) -> str | None:
    return None if isinstance(given.article, Rejected) else given.article.id
