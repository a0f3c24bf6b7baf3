"""What the tagger reached on our own texts it still reaches, and a worse one would be found out."""

import json
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from stream.gazetteer import Gazetteer
from tests.accuracy import floors, texts, tweets
from tests.accuracy.__main__ import accuracy
from tests.accuracy.copies import measuring as duplicates
from tests.accuracy.judging import Verdict
from tests.accuracy.measuring import Measured, measure
from tests.accuracy.samples import LABELS, text

ASIDE: Final = frozenset({tweets.SET, *duplicates.SETS})
"""Public data is not here; duplicates have tests of their own."""


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Give what comes of our own texts."""
    return measure()


def without_the_first_tag(verdict: Verdict) -> Verdict:
    """Give what a tagger would that overlooks what a text is about."""
    return Verdict(text=verdict.text, tags=verdict.tags[1:])


def test_no_figure_is_below_its_floor(measured: Measured) -> None:
    """If one is: python -m tests.accuracy --list-errors 50."""
    assert floors.fallen(measured.values, floors.read(), aside=ASIDE) == []


def test_every_figure_has_a_floor(measured: Measured) -> None:
    """A new set gets its own by --raise-floors."""
    held = {name: set(each) for name, each in floors.read().items() if name not in ASIDE}

    assert {name: set(each) for name, each in measured.values.items()} == held


def test_a_worse_tagger_is_found_out(measured: Measured) -> None:
    """In every set, by the floors as they are."""
    worse = Measured(
        gazetteer=measured.gazetteer,
        verdicts={
            name: [without_the_first_tag(each) for each in judged]
            for name, judged in measured.verdicts.items()
        },
        readings=None,
    )

    told = floors.fallen(worse.values, floors.read(), aside=ASIDE)

    assert {line.partition(":")[0] for line in told} == set(measured.verdicts)


def test_there_are_enough_texts_of_each_sort() -> None:
    """At least 300, of them 150 with names and 100 without any ticker."""
    ours = [one for each in texts.sets().values() for one in each]

    assert len(ours) >= 300
    assert sum(bool(each.tickers) and not each.cashtags for each in ours) >= 150
    assert sum(not each.tickers for each in ours) >= 100


def test_a_set_is_measured_alone(tmp_path: Path) -> None:
    """As are tweets, where they are."""
    ours = tmp_path / "texts"
    ours.mkdir()
    (ours / "blind.jsonl").write_text(json.dumps(LABELS), "utf-8")
    (ours / "other.jsonl").write_text(json.dumps({**LABELS, "id": "other"}), "utf-8")
    tweet = {"id": "1", "t": "2014-01-01T03:29:29Z", "text": "$T", "symbols": ["T"]}
    (tmp_path / tweets.FILE).write_text(json.dumps(tweet | {"spans": [[0, 2]]}), "utf-8")

    alone = measure(only="blind", folder=ours, data=tmp_path)
    public = measure(only=tweets.SET, data=tmp_path)

    assert (list(alone.values), alone.readings) == (["blind"], None)
    assert public.values == {
        "stocknet": {"texts": 1} | dict.fromkeys(tweets.MEANINGS, 1.0),
    }


def test_the_command_lists_errors_of_one_set() -> None:
    """For whoever changes the rules."""
    ran = CliRunner().invoke(accuracy, ["--only", "development", "--list-errors", "1"])

    assert ran.exit_code == 0
    assert ran.output.startswith("development: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--only", "nothing"], "no set of texts is called nothing"),
        (["--only", "blind", "--publish"], "--publish goes with a whole run"),
        (["--only", "blind", "--raise-floors"], "--raise-floors goes with a whole run"),
    ],
)
def test_the_command_refuses_what_makes_no_sense(arguments: list[str], told: str) -> None:
    """A page or floors of a part would be taken for the whole."""
    ran = CliRunner().invoke(accuracy, arguments)

    assert ran.exit_code == 2
    assert told in ran.output


def test_blind_texts_are_not_shown_unless_asked_for() -> None:
    """Neither in a listing of all sets nor in the page; their figures are."""
    wrong = Verdict(text=text("Acme rose.", "equity:ACME"), tags=[])
    sets = {"blind": [wrong], "development": [wrong]}
    found = Measured(gazetteer=Gazetteer([]), verdicts=sets, readings=None)

    assert found.parts["confusions"].count("equity:ACME") == 1
    assert "| missed | equity:ACME | – | 1 | rates |" in found.parts["confusions"]
    assert found.values["blind"]["recall"] == 0
