"""What was reached on edited news is still reached, and a worse finder of copies is found out."""

import json
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from tests.accuracy import floors
from tests.accuracy.__main__ import accuracy
from tests.accuracy.copies import stocknet
from tests.accuracy.copies.measuring import BLIND, DEVELOPMENT, SETS, Measured, measure

KITS: Final = {name: each for name, each in floors.read().items() if name in SETS}
ASIDE: Final = frozenset({stocknet.SET})
"""Public data is not here."""


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Give what comes of our own kits."""
    return measure()


def test_no_figure_is_below_its_floor(measured: Measured) -> None:
    """If one is: python -m tests.accuracy --only copies-development --list-errors 5."""
    assert floors.fallen(measured.values, KITS, aside=ASIDE) == []


def test_every_figure_has_a_floor(measured: Measured) -> None:
    """A new kit gets its own by --raise-floors."""
    held = {name: set(each) for name, each in KITS.items() if name not in ASIDE}

    assert {name: set(each) for name, each in measured.values.items()} == held


def test_there_are_enough_copies_of_each_kind(measured: Measured) -> None:
    """With fewer than 200 even a figure of 0.99 would say little."""
    copies = [each.kind for each in measured.kits[DEVELOPMENT].copies]
    pieces = measured.kits[DEVELOPMENT].templates

    assert min(copies.count(kind) for kind in set(copies)) >= 200
    assert len(set(copies)) == 5
    assert len({each.family for each in pieces}) >= 25


def test_unique_news_has_a_novelty_in_between(measured: Measured) -> None:
    """Templated news resembles other news without being the same."""
    novelties = [each.outcome.novelty for each in measured.kits[DEVELOPMENT].templates]

    assert sum(each is not None and 0.2 <= each <= 0.8 for each in novelties) >= 100


def test_of_the_blind_kit_nothing_is_shown_but_figures(measured: Measured) -> None:
    """No name of an edit or template, no text; whoever changes the rules must not know them."""
    blind = measured.kits[BLIND]
    alone = Measured(kits={BLIND: blind})

    shown = "\n".join([*alone.parts.values(), alone.listing(100)])

    assert "| exact copies recognised, in the right story |" in shown
    assert not any(each.edit in shown for each in blind.copies if " " in each.edit)
    assert not any(each.family in shown for each in blind.templates if " " in each.family)
    assert not any(each.text.body[:30] in shown for each in blind.originals)


def test_tweets_are_measured_where_they_are(tmp_path: Path) -> None:
    """By name alone, or with all else."""
    tweets = [
        {"id": "1", "t": "2014-01-01T10:00:00Z", "text": "Fed holds rates", "cluster": 0},
        {"id": "2", "t": "2014-01-01T11:00:00Z", "text": "RT @a: Fed holds rates", "cluster": 0},
    ]
    lines = (json.dumps({**each, "rt_cluster": "1", "symbols": []}) for each in tweets)
    (tmp_path / stocknet.FILE).write_text("\n".join(lines), "utf-8")

    found = measure(only=stocknet.SET, data=tmp_path)

    assert found.values == {stocknet.SET: {"texts": 2} | dict.fromkeys(stocknet.MEANINGS, 1.0)}
    assert "2 tweets, of which 1 are copies." in found.parts[stocknet.SET]
    assert found.absent == {DEVELOPMENT, BLIND}


def test_the_command_measures_a_set_alone(tmp_path: Path) -> None:
    """Without the data it says so, and nothing fails."""
    ran = CliRunner().invoke(accuracy, ["--only", stocknet.SET, "--data", str(tmp_path)])

    assert ran.exit_code == 0
    assert "Not measured this time" in ran.output
