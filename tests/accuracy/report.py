"""``docs/accuracy.md``: the page of ``page.md`` with what was measured put in.

Not here: the tables (``tables``). A further measurement brings its part, and its place in the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from deploy.docs.parts import filled
from stream.gazetteer import Gazetteer
from stream.stages.tag import tagger
from tests.accuracy import tables, tweets
from tests.accuracy.confusions import confusions
from tests.accuracy.errors import Error
from tests.accuracy.figures import Figures
from tests.accuracy.tables import Verdicts
from tests.accuracy.tweets import Reading

PAGE: Final = Path(__file__).with_name("page.md")
DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "accuracy.md"
WORST: Final = 10


def write(parts: Mapping[str, str], path: Path = DOCUMENT) -> None:
    """Write the page anew; raises ``ValueError`` where a part has no place, or a place none."""
    path.write_text(filled(PAGE.read_text("utf-8"), parts), "utf-8")


def ours(
    verdicts: Verdicts, figures: Mapping[str, Figures], errors: Iterable[Error]
) -> dict[str, str]:
    """Give the parts on our own texts."""
    return {
        "sets": tables.sets(figures),
        "kinds": tables.kinds(verdicts),
        "families": tables.families(verdicts),
        "confusions": tables.confusions(confusions(errors, WORST)),
    }


def run(gazetteer: Gazetteer, verdicts: Verdicts) -> dict[str, str]:
    """Give the part on what was measured with what."""
    counted = " and ".join(f"{len(each)} `{name}`" for name, each in verdicts.items())
    return {
        "run": (
            f"The tagger of version {tagger.VERSION} with the gazetteer {gazetteer.version}, on "
            f"{counted} texts of our own and on public tweets."
        )
    }


def public(readings: Sequence[Reading] | None) -> dict[str, str]:
    """Give the part on tweets; None stands for data that is not there."""
    if readings is None:
        return {tweets.SET: "Not measured this time: the data was not there."}
    cut = sum(each.tweet.cut.total() for each in readings)
    columns = {
        "the tagger": tweets.figures(readings),
        "a regular expression": tweets.figures(tweets.plainly(readings)),
    }
    return {
        tweets.SET: (
            tables.sets(columns, tweets.MEANINGS)
            + f"\n\n{len(readings):,} tweets. Of Twitter's spans, {cut:,} point past the "
            "end of their tweet as it was stored, cut off: none of them can be found there, so "
            "they count neither as found nor as missed."
        )
    }
