"""One run over everything there is to measure. Not here: what is done with it (``__main__``)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stream.gazetteer import Gazetteer, load
from stream.stages.tag import tagger
from tests.accuracy import errors, figures, report, texts, tweets
from tests.accuracy.errors import Error
from tests.accuracy.figures import Figures
from tests.accuracy.floors import Values
from tests.accuracy.judging import Verdict, judge
from tests.accuracy.tweets import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that was found; ``readings`` is None where tweets were not there or not asked for."""

    gazetteer: Gazetteer
    verdicts: Mapping[str, Sequence[Verdict]]
    readings: Sequence[Reading] | None

    @property
    def ours(self) -> Mapping[str, Figures]:
        """Give the figures of each set of our own texts."""
        return {name: figures.figures(judged) for name, judged in self.verdicts.items()}

    @property
    def values(self) -> Values:
        """Give every figure for its floor, and how many texts there were: none may be lost."""
        counts = {name: len(judged) for name, judged in self.verdicts.items()}
        shares = dict(self.ours)
        if self.readings is not None:
            counts[tweets.SET] = len(self.readings)
            shares[tweets.SET] = tweets.figures(self.readings)
        return {
            name: {"texts": counts[name]} | {each: share.value for each, share in found.items()}
            for name, found in shares.items()
        }

    @property
    def parts(self) -> Mapping[str, str]:
        """Give what goes into the page, by its place there."""
        wrong = (
            error for name in self.verdicts if name != texts.BLIND for error in self.errors(name)
        )
        return {
            **report.run(self.gazetteer, self.verdicts),
            **report.ours(self.verdicts, self.ours, wrong),
            **report.public(self.readings),
        }

    def errors(self, name: str) -> Iterator[Error]:
        """Give all errors of one set of our own texts."""
        for verdict in self.verdicts[name]:
            yield from errors.of(verdict, self.gazetteer)


def measure(*, only: str = "", data: Path | None = None, folder: Path = texts.FOLDER) -> Measured:
    """Tag everything, or one set; ``data`` may hold public data, ``folder`` holds our own texts.

    Raises ``ValueError`` for texts that are not labelled as agreed, ``Misplaced`` where an
    evidence does not hold, ``KeyError`` where no set has the name.
    """
    gazetteer = load()
    find = tagger.of(gazetteer).tags
    there = data / tweets.FILE if data else None
    readings = tweets.read(find, there) if there and there.exists() else None
    if only == tweets.SET:
        return Measured(gazetteer=gazetteer, verdicts={}, readings=readings)
    labelled = texts.sets(folder)
    if only:
        labelled, readings = {only: labelled[only]}, None
    judged = {name: [judge(find, text) for text in each] for name, each in labelled.items()}
    return Measured(gazetteer=gazetteer, verdicts=judged, readings=readings)
