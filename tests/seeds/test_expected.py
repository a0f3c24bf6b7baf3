"""The seeds through the real stages, against what a reader says they must yield.

The expectations in ``seeds/expected`` were written by hand. Where a test here fails, either the
flow is wrong or the reader was: never is an expectation copied from the flow.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from seeds import cut, extra
from stream import codec
from stream.config import Settings
from stream.models import Topic
from stream.pipeline import offline
from stream.run import collect, latest, run, summarise
from stream.sources.jsonl import read_lines
from stream.stages.contract import Output

NOW = datetime.fromisoformat("2025-03-01T00:00:00Z")
EXPECTED = cut.HERE / "expected"

Articles = dict[str, dict[str, Any]]


def expected(name: str) -> dict[str, Any]:
    """Read what was written by hand."""
    return tomllib.loads((EXPECTED / f"{name}.toml").read_text(encoding="utf-8"))


ARTICLES: Articles = expected("articles")
ANYWHERE: Any = ARTICLES.pop("never_anywhere")
WINDOWS = expected("windows")
ABSENT = WINDOWS.pop("absent")
TOTALS = expected("totals")


@pytest.fixture(scope="module")
def results() -> dict[Topic, list[Output]]:
    """Run the seeds and the extras, once."""
    files = [path.read_bytes().splitlines(keepends=True) for path in (cut.ARTICLES, extra.EXTRA)]
    return collect(run(read_lines(files), offline(Settings()), now=NOW))


@pytest.fixture(scope="module")
def tagged(results: dict[Topic, list[Output]]) -> Articles:
    """Give the tagged articles by id and revision."""
    values = [codec.decode_json(output.value) for output in results[Topic.TAGGED]]
    return {f"{each['article']['id']}/{each['article']['revision']}": each for each in values}


@pytest.fixture(scope="module")
def unique(results: dict[Topic, list[Output]]) -> Articles:
    """Give the unique articles by id and revision."""
    values = [codec.decode_json(output.value) for output in results[Topic.UNIQUE]]
    return {f"{each['article']['id']}/{each['article']['revision']}": each for each in values}


@pytest.fixture(scope="module")
def duplicates(results: dict[Topic, list[Output]]) -> Articles:
    """Give the duplicates by id and revision."""
    values = [codec.decode_json(output.value) for output in results[Topic.DUPLICATES]]
    return {f"{each['article_id']}/{each['revision']}": each for each in values}


@pytest.fixture(scope="module")
def windows(results: dict[Topic, list[Output]]) -> Articles:
    """Give the last version of each window by ticker, size and start."""
    values = map(codec.decode_json, latest(results[Topic.WINDOWS]).values())
    return {f"{each['ticker']} {each['size_seconds']} {each['start']}": each for each in values}


def of_outcome(outcome: str) -> list[str]:
    """Give the articles that must become this."""
    return [key for key, article in ARTICLES.items() if article["outcome"] == outcome]


def counted() -> Iterator[Any]:
    """Give each window that was counted by hand, with its name."""
    for ticker, sizes in WINDOWS.items():
        for size, several in sizes.items():
            for window in several:
                name = f"{ticker} {size} {codec.rfc3339(window['start'])}"
                yield pytest.param(name, window, id=name)


@pytest.mark.parametrize("key", ARTICLES)
def test_an_article_has_its_tickers(key: str, tagged: Articles) -> None:
    """All a reader would tag, none that readers would not; as sure as half or more."""
    article = ARTICLES[key]

    sure = {tag["ticker"] for tag in tagged[key]["tags"] if tag["confidence"] >= 0.5}

    assert sure - set(article.get("may", [])) == set(article["tickers"])


@pytest.mark.parametrize("key", ARTICLES)
def test_an_article_is_in_no_trap(key: str, tagged: Articles) -> None:
    """Words that only look like a ticker are not tagged, with no confidence at all."""
    traps = {*ANYWHERE, *ARTICLES[key].get("never", [])}

    tickers = {tag["ticker"] for tag in tagged[key]["tags"]}

    assert not tickers & traps


@pytest.mark.parametrize("key", [key for key in ARTICLES if ARTICLES[key].get("primary")])
def test_what_an_article_is_about_stands_first(key: str, tagged: Articles) -> None:
    """The primary ticker is one a reader would name first."""
    assert tagged[key]["tags"][0]["ticker"] in ARTICLES[key]["primary"]


@pytest.mark.parametrize("key", of_outcome("unique"))
def test_news_is_unique(key: str, unique: Articles) -> None:
    """It says what changed, and belongs to its own story or to the one it changes."""
    article = ARTICLES[key]

    story = unique[f"{article.get('story_of', key.split('/', maxsplit=1)[0])}/0"]["story_id"]

    assert unique[key]["change"] == article.get("change", "publish")
    assert unique[key]["story_id"] == story


@pytest.mark.parametrize("key", of_outcome("duplicate"))
def test_a_copy_is_found(key: str, duplicates: Articles, unique: Articles) -> None:
    """Of which article, by which method, and in its story."""
    article, duplicate = ARTICLES[key], duplicates[key]

    original = unique[f"{article['of']}/0"]

    assert duplicate["duplicate_of"] == article["of"]
    assert duplicate["method"] in article["method"]
    assert duplicate["story_id"] == original["story_id"]
    assert set(article["tickers"]) <= set(duplicate["tickers"])


def test_every_story_is_another(unique: Articles) -> None:
    """No two articles that a reader tells apart share a story."""
    stories = [unique[key]["story_id"] for key in of_outcome("unique") if key.endswith("/0")]

    assert len(set(stories)) == len(stories) == 22


def test_nothing_is_lost_or_invented(results: dict[Topic, list[Output]]) -> None:
    """Every line has one outcome, and the counts are those of the reader."""
    summary = summarise(output for outputs in results.values() for output in outputs)

    totals = {name: getattr(summary, name) for name in TOTALS if name != "rejection"}
    assert totals == {name: TOTALS[name] for name in totals}


def test_the_broken_line_is_rejected_with_its_bytes(results: dict[Topic, list[Output]]) -> None:
    """It can be looked at, mended and sent again."""
    [rejection], [output] = TOTALS["rejection"], results[Topic.REJECTED]

    assert dict(output.headers)["newsfeed-reason"].decode() == rejection["reason"]
    assert (output.value or b"").decode().endswith(rejection["ends"])


@pytest.mark.parametrize(("name", "counts"), [*counted()])
def test_a_window_counts_as_a_reader_does(
    name: str, counts: dict[str, Any], windows: Articles
) -> None:
    """Articles, stories, duplicates, sources and revisions, all final at the end."""
    window = windows[name]

    figures = {figure: window[figure] for figure in counts if figure != "start"}

    assert figures == {figure: counts[figure] for figure in figures}
    assert window["final"] is True


@pytest.mark.parametrize("name", ABSENT)
def test_where_nothing_was_said_there_is_no_window(name: str, windows: Articles) -> None:
    """Not even an empty one."""
    assert name not in windows


def test_every_window_is_final(windows: Articles) -> None:
    """The feed was closed: no window is left open."""
    assert [name for name, window in windows.items() if not window["final"]] == []
