"""Each figure counts the texts it is about, and no others."""

from tests.accuracy.figures import MEANINGS, figures
from tests.accuracy.samples import at, tag, text, verdict

NAMED = verdict(
    text("Acme rose.", "equity:ACME", primary="equity:ACME", never=("rose",)),
    tag("equity:ROSE", at("Acme rose.", "rose")),
    tag("equity:ACME", at("Acme rose.", "Acme")),
)
SIGNED = verdict(
    text("$ACME $NEW", "equity:ACME", primary="equity:ACME", cashtags=("$ACME", "$NEW")),
    tag("equity:ACME", at("$ACME $NEW", "$ACME", "cashtag")),
)
CLEAN = verdict(text("It rained all day."))
SPOILT = verdict(text("It rose."), tag("equity:ROSE", at("It rose.", "rose")))


def test_every_figure_is_of_the_texts_it_is_about() -> None:
    """Those by names leave texts with a cashtag out, clean ones those with a ticker."""
    found = figures([NAMED, SIGNED, CLEAN, SPOILT])

    assert {name: (each.right, each.of) for name, each in found.items()} == {
        "named_precision": (1, 3),
        "named_recall": (1, 1),
        "named_f1": (1, 2),
        "precision": (2, 4),
        "recall": (2, 2),
        "f1": (2, 3),
        "clean": (1, 2),
        "primary": (1, 2),
        "cashtag_precision": (1, 1),
        "cashtag_recall": (1, 2),
        "never": (0, 1),
    }


def test_what_nothing_was_counted_for_is_left_out() -> None:
    """A share of nothing is no figure."""
    assert list(figures([CLEAN])) == ["clean"]
    assert list(figures([NAMED, SIGNED, CLEAN])) == list(MEANINGS)
