"""``newsfeed run``: files in, files and counts out, without Kafka."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stream.cli import main

ARTICLES = (
    b'{"id": "a", "source": "wire", "published_at": "2025-02-10T14:00:00Z", '
    b'"title": "$FET and $TAO rise", "body": "Tokens of the sector gained on Monday."}\n'
    b"\n"
    b"not an article\n"
    b'{"id": "b", "source": "post", "published_at": "2025-02-10T14:03:00Z", '
    b'"title": "$FET and $TAO rise", "body": "Tokens of the sector gained on Monday."}\n'
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """One article, one copy of it, one broken line, one blank line."""
    path = tmp_path / "articles.jsonl"
    path.write_bytes(ARTICLES)
    return path


def run(*arguments: object, stdin: bytes = b"") -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["run", *map(str, arguments)], input=stdin)


def test_json_gives_the_counts(articles: Path) -> None:
    """articles_in = unique + duplicates + rejected articles; the blank line is none."""
    result = run(articles, "--json")

    counts = json.loads(result.stdout)
    assert counts.pop("seconds") > 0
    assert counts == {
        "articles_in": 3,
        "tagged": 2,
        "unique": 1,
        "duplicates": 1,
        "mentions": 4,
        "windows": 6,
        "rejected": 1,
    }


def test_people_get_the_same_counts_a_line_each(articles: Path) -> None:
    """Off a terminal without titles and colours, parted by tabs."""
    result = run(articles)

    assert "articles_in\t3\n" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_dash_reads_standard_input() -> None:
    """The command stands in a pipe."""
    result = run("-", "--json", stdin=ARTICLES)

    assert json.loads(result.stdout)["articles_in"] == 3


def test_output_writes_a_file_a_topic(articles: Path, tmp_path: Path) -> None:
    """Each line is the value of a record."""
    result = run(articles, "--output", tmp_path / "out", "--json")

    assert result.exit_code == 0
    duplicate = json.loads((tmp_path / "out" / "duplicates.jsonl").read_text())
    assert (duplicate["article_id"], duplicate["duplicate_of"]) == ("b", "a")
    rejected = json.loads((tmp_path / "out" / "rejected.jsonl").read_text())
    assert (rejected["reason"], rejected["value"]) == ("not_json", "not an article")


def test_all_versions_writes_each_version_of_a_window(articles: Path, tmp_path: Path) -> None:
    """Without it only the last one of each key."""
    run(articles, "--output", tmp_path / "last")
    run(articles, "--output", tmp_path / "all", "--all-versions")

    last = (tmp_path / "last" / "windows.jsonl").read_text().splitlines()
    every = (tmp_path / "all" / "windows.jsonl").read_text().splitlines()
    assert len(last) == 6
    assert set(last) < set(every)


def test_now_is_when_articles_came(articles: Path, tmp_path: Path) -> None:
    """So that a run can be repeated to the byte."""
    run(articles, "--output", tmp_path, "--now", "2025-02-10T16:00:00+01:00")

    first = json.loads((tmp_path / "tagged.jsonl").read_text().splitlines()[0])
    assert first["received_at"] == "2025-02-10T15:00:00Z"


def test_tagged_starts_behind_the_tagger(articles: Path, tmp_path: Path) -> None:
    """The same duplicates and windows from the log of news.tagged."""
    run(articles, "--output", tmp_path / "raw")

    result = run("--tagged", tmp_path / "raw" / "tagged.jsonl", "--output", tmp_path / "tagged")

    assert result.exit_code == 0
    for name in ("unique.jsonl", "duplicates.jsonl", "mentions.jsonl", "windows.jsonl"):
        assert (tmp_path / "tagged" / name).read_bytes() == (tmp_path / "raw" / name).read_bytes()


def test_a_log_of_two_partitions_is_read_as_such(articles: Path, tmp_path: Path) -> None:
    """Time goes on only where both have come: here one stands still at the first article."""
    run(articles, "--output", tmp_path / "raw")
    first, *others = (tmp_path / "raw" / "tagged.jsonl").read_text().splitlines(keepends=True)
    log = tmp_path / "log.jsonl"
    log.write_text(first + "".join(each.replace('"origin":"0:', '"origin":"1:') for each in others))

    result = run("--tagged", log, "--output", tmp_path / "tagged")

    windows = (tmp_path / "tagged" / "windows.jsonl").read_text().splitlines()
    assert result.exit_code == 0
    assert not any(json.loads(window)["final"] for window in windows)


def test_settings_reach_the_stages(articles: Path, tmp_path: Path) -> None:
    """Windows of other sizes are a variable away."""
    environ = {"NEWSFEED_WINDOWS": "15m"}
    CliRunner().invoke(main, ["run", str(articles), "--output", str(tmp_path)], env=environ)

    windows = (tmp_path / "windows.jsonl").read_text().splitlines()
    assert {json.loads(line)["size_seconds"] for line in windows} == {900}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give FILES of articles, or --tagged FILE"),
        (["ARTICLES", "--tagged", "ARTICLES"], "give FILES of articles, or --tagged FILE"),
        (["ARTICLES", "--all-versions"], "--all-versions goes with --output"),
        (["ARTICLES", "--now", "noon"], "'noon' is not a time like 2025-02-10T14:00:00Z"),
        (["ARTICLES", "--now", "2025-02-10T14:00:00"], "is not a time like 2025-02-10T14:00:00Z"),
        (["none.jsonl"], "File 'none.jsonl' does not exist."),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(
    articles: Path, arguments: list[str], said: str
) -> None:
    """Before anything is read."""
    result = run(*[articles if each == "ARTICLES" else each for each in arguments])

    assert result.exit_code == 2
    assert said in result.stderr
