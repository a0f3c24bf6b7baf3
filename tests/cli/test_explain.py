"""``newsfeed explain``: tags, what speaks for them, and what was refused and why."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from stream.cli import main

SEEDS: Final = Path(__file__).parents[2] / "seeds" / "articles.jsonl"
EXTRA: Final = (
    "ticker,symbol,name,aliases,exchange,cik,isin,rank,valid_from,valid_to,ambiguous\n"
    "equity:ZZGLP,ZZGLP,Zerglap,,NYSE,,,,,,\n"
)


def explain(*arguments: object, stdin: str | bytes = b"", **environ: str) -> Result:
    """Run the command."""
    given = ["explain", *map(str, arguments)]
    return CliRunner().invoke(main, given, input=stdin, env=environ, catch_exceptions=False)


def line(identity: str = "a", **fields: Any) -> str:
    """Write an article as a line of JSONL."""
    fields = {"id": identity, "published_at": "2025-02-10T14:00:00Z", **fields}
    return json.dumps(fields) + "\n"


def explained(*arguments: object, stdin: str | bytes = b"", **environ: str) -> list[Any]:
    """Run the command for programs."""
    result = explain(*arguments, "--json", stdin=stdin, **environ)
    return [json.loads(each) for each in result.stdout.splitlines()]


def test_evidence_and_refusals_are_marked_where_they_stand() -> None:
    """A number for a ticker, a letter for what was refused; each table row begins with its mark."""
    result = explain("-", stdin=line(title="$AAPL and A$AP", body="OpenAI spent US$5 on $AAPL"))

    assert result.exit_code == 0
    assert "\n$AAPL[1] and A$AP[a]\nOpenAI[b] spent US$5 on $AAPL[1]\n" in result.stdout
    assert "[1]\tequity:AAPL\tApple\t1.000\t0.950\tcashtag\t2\tprimary\n" in result.stdout
    assert re.search(r"\n\[a\]\t\$AP\ttitle:11-14\tcashtag\t.*\(inside_word\)\n", result.stdout)
    assert re.search(r"\n\[b\]\tOpenAI\tbody:0-6\tname\t.*\(private\)\n", result.stdout)


def test_places_behind_an_entity_are_those_of_the_text_as_it_came() -> None:
    """Marked, too, is what stands there and not what it means."""
    result = explain("-", stdin=line(title="AT&amp;T, then OpenAI"))

    assert "\nAT&amp;T[1], then OpenAI[a]\n" in result.stdout
    assert "\tOpenAI\ttitle:15-21\t" in result.stdout


def test_programs_get_an_object_an_article() -> None:
    """Tags as on news.tagged; each refusal with its place, its code and its sentence."""
    (told,) = explained("-", stdin=line(body="$AAPL, not OpenAI"))

    assert list(told) == ["id", "model", "tags", "refused"]
    assert (told["id"], told["tags"][0]["ticker"]) == ("a", "equity:AAPL")
    assert told["refused"] == [
        {
            "field": "body",
            "start": 11,
            "end": 17,
            "text": "OpenAI",
            "rule": "name",
            "why": "private",
            "reason": "a firm, person or product without a ticker",
            "candidates": [],
        }
    ]


def test_every_place_told_of_the_seeds_holds_its_text() -> None:
    """Of evidence as of refusals; none of these overlaps another."""
    articles = {each["id"]: each for each in map(json.loads, SEEDS.read_text().splitlines())}

    for told in explained(SEEDS):
        evidence = [each for tag in told["tags"] for each in tag["evidence"]]
        for each in evidence + told["refused"]:
            field = articles[told["id"]][each["field"]]
            assert field[each["start"] : each["end"]] == each["text"]
        spans = [(each["field"], each["start"], each["end"]) for each in told["refused"]]
        assert all(one[0] != other[0] or one[2] <= other[1] for one, other in pairwise(spans))


def test_equal_refusals_share_a_row_and_a_letter() -> None:
    """With their count; programs get each of them."""
    article = line(body="OpenAI and OpenAI and OpenAI")

    assert "[a]\tOpenAI\tbody:0-6 and 2 more\t" in explain("-", stdin=article).stdout
    assert len(explained("-", stdin=article)[0]["refused"]) == 3


def test_a_tag_below_the_least_confidence_is_said_to_make_no_mention() -> None:
    """By the setting that dedupe counts by."""
    article = line(body="$AAPL and $QZXJKV")

    usual = explain("-", stdin=article).stdout
    strict = explain("-", stdin=article, NEWSFEED_MIN_CONFIDENCE="0.99").stdout

    assert "primary\n[2]\tunlisted:QZXJKV\t\t" in usual
    assert usual.count("below 0.5, so no mention") == 1
    assert strict.count("below 0.99, so no mention") == 2
    assert "primary; below 0.99" in strict


def test_further_instruments_are_known(tmp_path: Path) -> None:
    """As a worker with the same setting knows them; the model is another."""
    extra = tmp_path / "extra.csv"
    extra.write_text(EXTRA)
    article = line(body="Shares of Zerglap (NYSE: ZZGLP) rose")

    (told,) = explained("-", stdin=article, NEWSFEED_GAZETTEER_EXTRA=str(extra))
    (plain,) = explained("-", stdin=article)

    assert told["tags"][0]["name"] == "Zerglap"
    assert told["model"] != plain["model"]


def test_what_cannot_be_read_is_told_as_a_worker_would_and_the_rest_goes_on() -> None:
    """Exit code 1 in the end; blank lines count, heartbeats are passed over."""
    beat = '{"action": "heartbeat", "published_at": "2025-02-10T14:00:00Z"}\n'
    broken = '{"id": "b",}\n'
    result = explain("-", stdin=line("a", title="x") + "\n" + broken + beat + line("c", title="y"))

    assert result.exit_code == 1
    assert re.fullmatch(r"newsfeed: line 3: not_json: .*\n", result.stderr)
    assert result.stdout.startswith("a  publish")
    assert "\nc  publish" in result.stdout


def test_one_is_picked_by_its_id_or_its_line() -> None:
    """What else cannot be read is then none of its business."""
    feed = "{broken}\n" + line("b", title="x") + line("c", title="y")

    assert [each["id"] for each in explained("-", "--id", "c", stdin=feed)] == ["c"]
    assert [each["id"] for each in explained("-", "--line", 2, stdin=feed)] == ["b"]
    assert explain("-", "--id", "c", stdin=feed).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--id", "z"), "newsfeed: no such article in -\n"),
        (("--line", "9"), "newsfeed: no such article in -\n"),
    ],
)
def test_one_that_is_not_there_is_told(arguments: tuple[str, ...], said: str) -> None:
    """Exit code 1."""
    result = explain("-", *arguments, stdin=line(title="x"))

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)


def test_a_plain_text_is_said_to_be_read_as_one(tmp_path: Path) -> None:
    """Its first line is the title, its id the name of the file."""
    path = tmp_path / "note.txt"
    path.write_text("$AAPL gains\n\nNot OpenAI.\n")

    result = explain(path)

    assert result.exit_code == 0
    assert result.stderr.startswith("newsfeed: no JSON, so read as a text: ")
    assert result.stdout.startswith("note.txt  publish  ")
    assert "\n$AAPL[1] gains\nNot OpenAI[a].\n" in result.stdout


def test_a_long_body_is_shown_around_its_marks() -> None:
    """What is left out is counted; --full leaves nothing out."""
    body = "word " * 400 + "$AAPL" + " word" * 400

    short = explain("-", stdin=line(body=body)).stdout
    full = explain("-", "--full", stdin=line(body=body)).stdout

    assert "$AAPL[1]" in short
    assert len(re.findall(r"\n… 1,\d\d\d characters …\n", short)) == 2
    assert "word " * 400 + "$AAPL[1]" in full


def test_a_text_cannot_dress_itself() -> None:
    """Neither markup of ours nor what a terminal obeys; places stay as they are."""
    title = "[bold]x[/bold] \x1b[31m :smile: OpenAI"

    result = explain("-", stdin=line(title=title), FORCE_COLOR="1", TERM="xterm", COLUMNS="80")

    assert "[bold]x[/bold]  [31m :smile: " in result.stdout
    assert "\x1b[31m" not in result.stdout


def test_colours_are_for_terminals_that_want_them() -> None:
    """Off a terminal there are none; with NO_COLOR the marks and underlines stay."""
    article = line(title="$AAPL, not OpenAI")
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "80"}

    plain = explain("-", stdin=article).stdout
    coloured = explain("-", stdin=article, **terminal).stdout
    colourless = explain("-", stdin=article, **terminal, NO_COLOR="1").stdout

    assert "\x1b" not in plain
    assert "\x1b[1;32m$AAPL[1]\x1b[0m, not \x1b[2;4mOpenAI[a]\x1b[0m" in coloured
    assert "\x1b[1m$AAPL[1]\x1b[0m, not \x1b[2;4mOpenAI[a]\x1b[0m" in colourless


def test_a_language_in_which_names_are_not_looked_for_is_told() -> None:
    """So that nobody wonders where they are."""
    result = explain("-", stdin=line(title="Apple steigt", language="de"))

    assert "looked for in English only; this is said to be de\n" in result.stdout
    assert "\nno tags\n" in result.stdout
    assert "\nnothing was refused\n" in result.stdout
