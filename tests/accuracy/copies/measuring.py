"""One run over all that is measured of copies. Not here: what is done with it (``__main__``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from stream.gazetteer import load
from tests.accuracy.copies import minhash, mistakes, stocknet, tables
from tests.accuracy.copies.feeding import through
from tests.accuracy.copies.figures import figures
from tests.accuracy.copies.judging import Verdicts, judge
from tests.accuracy.copies.kit import Kit
from tests.accuracy.copies.stocknet import Reading
from tests.accuracy.floors import Values
from tests.accuracy.tables import sets

DEVELOPMENT: Final = "copies-development"
BLIND: Final = "copies-blind"
"""The kit of which nothing but figures is ever shown."""
KITS: Final = (DEVELOPMENT, BLIND)
SETS: Final = (*KITS, stocknet.SET)
UNMEASURED: Final = "Not measured this time: the data was not there."


@dataclass(frozen=True, kw_only=True)
class Measured:
    """All that was found; ``reading`` is None where tweets were not there or not asked for."""

    kits: Mapping[str, Verdicts] = field(default_factory=dict)
    reading: Reading | None = None

    @cached_property
    def values(self) -> Values:
        """Give every figure for its floor, and how many texts there were: none may be lost."""
        counts = {name: len(each.copies) for name, each in self.kits.items()}
        shares = {name: figures(each) for name, each in self.kits.items()}
        if self.reading is not None:
            counts[stocknet.SET] = len(self.reading.tweets)
            shares[stocknet.SET] = stocknet.figures(self.reading)
        return {
            name: {"texts": counts[name]} | {each: share.value for each, share in found.items()}
            for name, found in shares.items()
        }

    @property
    def parts(self) -> Mapping[str, str]:
        """Give what goes into the page, by its place there."""
        ours = self.kits.get(DEVELOPMENT, Verdicts(originals=[], copies=[], templates=[]))
        return {
            "copies": tables.kits(self.kits),
            "copies-methods": tables.methods(self.kits),
            "copies-edits": tables.edits(ours.copies),
            "copies-templates": tables.templates(ours.templates),
            "copies-novelty": tables.novelty(ours),
            stocknet.SET: UNMEASURED if self.reading is None else _public(self.reading),
        }

    @property
    def absent(self) -> frozenset[str]:
        """Name the sets that were not there."""
        there = {*self.kits, *([] if self.reading is None else [stocknet.SET])}
        return frozenset(SETS) - there

    def listing(self, most: int) -> str:
        """Give so many mistakes of each class, with their texts; of the blind kit none."""
        parts = []
        if ours := self.kits.get(DEVELOPMENT):
            parts.append(f"{DEVELOPMENT}\n{mistakes.listing(mistakes.of_kit(ours), most)}")
        if self.reading is not None:
            told = mistakes.listing(mistakes.of_tweets(self.reading), most)
            parts.append(f"{stocknet.SET}\n{told}")
        return "\n\n".join(parts)


def measure(*, only: str = "", data: Path | None = None) -> Measured:
    """Feed everything, or one set; ``data`` may hold the public tweets."""
    find = through(load())
    there = data / stocknet.FILE if data else None
    wanted = there and there.exists() and only in {"", stocknet.SET}
    kits = {name: _kit(name) for name in KITS if only in {"", name}}
    return Measured(
        kits={name: judge(find, kit) for name, kit in kits.items() if kit},
        reading=stocknet.measure(find, there) if wanted and there else None,
    )


def _kit(name: str) -> Kit | None:
    """Give a kit by the name of its set; the blind one is another hand's, and may be missing."""
    module = f"{__package__}.{name.removeprefix('copies-')}"
    if find_spec(module) is None:
        return None
    kit: Kit | None = getattr(import_module(module), "KIT", None)
    return kit


def _public(reading: Reading) -> str:
    """Give the table of tweets, beside the plain way's figures."""
    plain = {
        f"MinHash at {least:g}": stocknet.figures(each)
        for least, each in minhash.readings(reading.tweets).items()
    }
    columns = {"the feed": stocknet.figures(reading), **plain}
    return (
        sets(columns, stocknet.MEANINGS)
        + f"\n\n{len(reading.tweets):,} tweets, of which {_copies(reading):,} are copies."
    )


def _copies(reading: Reading) -> int:
    return sum(bool(each.chain) for each in reading.judged("cluster"))
