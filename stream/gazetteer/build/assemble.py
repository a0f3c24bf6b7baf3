"""From packages and overlay to the texts of the files: the order of the work."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from stream.gazetteer import rows, senses
from stream.gazetteer.build import (
    compose,
    drafts,
    endings,
    funds,
    history,
    past,
    report,
    siblings,
    sources,
    symbols,
    words,
)
from stream.gazetteer.build.report import Build, Intake
from stream.gazetteer.build.senses import given_names
from stream.gazetteer.build.senses import senses as further_senses
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import SYMBOLS, TABLE, is_obscure


def files(cache: Path, overlay: Sequence[Instrument]) -> dict[str, str]:
    """Give the files' texts, byte for byte the same from the same packages and overlay."""
    lexicon = words.read(cache)
    present = sources.read(cache)
    shares = funds.joined(drafts.shares(present.firms, lexicon), present.funds)
    archive, former = past.archive(cache, present.cusips)
    owners = history.former_owners(archive, present.firms.filings, past.TODAY)
    directory = endings.directory(present.firms.filings, siblings.joined(shares), archive)
    ended, left_out = endings.rows(owners, directory, overlay, archive, lexicon)
    coins = drafts.coins(present.tokens)
    table = compose.compose([*shares, *coins], overlay, lexicon, ended, former)
    # An obscure token is as little known as these: both stand for the reader to choose.
    known = {each.symbol for each in table if not is_obscure(each)}
    nameless = symbols.nameless(present.cusips, known, lexicon)
    built = Build(
        table=table,
        nameless=nameless,
        overlay=overlay,
        intakes=[
            *present.intakes,
            Intake(what="former owners of symbols", read=len(owners), kept=len(ended)),
        ],
        left_out=left_out,
    )
    return {
        TABLE: written(rows.cells(each) for each in table),
        SYMBOLS: _lines(nameless),
        senses.SENSES: senses.write(further_senses(table, lexicon)),
        senses.GIVEN_NAMES: _lines(given_names(lexicon)),
        report.REPORT: report.written(built),
    }


def written(table: Iterable[Sequence[str]]) -> str:
    """Write rows under the table's header as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([rows.COLUMNS, *table])
    return text.getvalue()


def _lines(items: Iterable[str]) -> str:
    return "".join(f"{each}\n" for each in items)
