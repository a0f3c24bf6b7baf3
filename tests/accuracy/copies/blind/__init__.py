"""The blind kit: texts, edits and templates written without a look at how copies are found.

Nobody who works on the finding of copies reads it; of it, figures alone are shown.
"""

from typing import Final

from tests.accuracy.copies.blind.cut import CUT
from tests.accuracy.copies.blind.edited import EDITED
from tests.accuracy.copies.blind.exact import EXACT
from tests.accuracy.copies.blind.originals import ORIGINALS
from tests.accuracy.copies.blind.reformatted import REFORMATTED
from tests.accuracy.copies.blind.templates import TEMPLATES
from tests.accuracy.copies.blind.wrapped import WRAPPED
from tests.accuracy.copies.kit import Kit

KIT: Final = Kit(
    texts=ORIGINALS,
    edits={
        "exact": EXACT,
        "reformatted": REFORMATTED,
        "edited": EDITED,
        "cut": CUT,
        "wrapped": WRAPPED,
    },
    templates=TEMPLATES,
)
