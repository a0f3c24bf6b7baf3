"""The lexicon of words, people and places, out of the packages that have them.

Not here: what it says of a name (``lexicon``).
"""

import csv
import io
import json
from pathlib import Path
from typing import Final

from stream.gazetteer.build import lexicon, packages
from stream.gazetteer.build.lexicon import Lexicon

SCOWL_LEVELS: Final = (10, 20, 35, 40, 50, 55, 60, 70)
FIRST_NAMES: Final = 1_500
SURNAMES: Final = 10_000
COMMON_SURNAMES: Final = 300


def read(cache: Path) -> Lexicon:
    """Read the packages; they are fetched where the cache lacks them."""
    people = packages.fetch(packages.PERSON_NAMES, cache)
    census = {
        kind: packages.member(people, f"names-0.3.0/names/dist.{kind}").decode()
        for kind in ("male.first", "female.first", "all.last")
    }
    first_names = (lexicon.commonest(census[kind], FIRST_NAMES) for kind in list(census)[:2])
    return Lexicon(
        words=_words(cache),
        first_names=frozenset().union(*first_names),
        surnames=lexicon.commonest(census["all.last"], SURNAMES),
        places=_places(cache),
        rare_surnames=lexicon.commonest(census["all.last"], None),
        common_surnames=lexicon.commonest(census["all.last"], COMMON_SURNAMES),
    )


def _words(cache: Path) -> dict[str, int]:
    archive = packages.fetch(packages.WORDLIST, cache)
    return lexicon.levels(
        (level, json.loads(packages.member(archive, f"package/{dialect}-words-{level}.json")))
        for level in SCOWL_LEVELS
        for dialect in ("english", "american")
    )


def _places(cache: Path) -> frozenset[str]:
    zones = packages.listing(packages.fetch(packages.TZDATA, cache))
    edgar = packages.fetch(packages.EDGARTOOLS, cache)
    tables = {"iso3166.csv": "Name", "place_codes.csv": "Place"}
    places = {
        row[column].lower()
        for file, column in tables.items()
        for row in csv.DictReader(
            io.StringIO(packages.member(edgar, f"edgar/reference/data/{file}").decode())
        )
    }
    return frozenset(places) | lexicon.cities(each for each in zones if "/zoneinfo/" in each)
