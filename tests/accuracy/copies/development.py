"""The kit that the rules are tuned with: ``KIT``, every part of it in view."""

from typing import Final

from tests.accuracy.copies import originals
from tests.accuracy.copies.edits import form, frame, length, machines, styles, words
from tests.accuracy.copies.kit import Kit
from tests.accuracy.copies.templates import firms, long, markets, others, short

KIT: Final = Kit(
    texts=originals.development(),
    edits={
        "exact": {"as it is": lambda text, _: text},
        "reformatted": {**form.EDITS, **machines.EDITS},
        "edited": {**words.EDITS, **styles.EDITS},
        "cut": length.EDITS,
        "wrapped": frame.EDITS,
    },
    templates={
        **firms.TEMPLATES,
        **markets.TEMPLATES,
        **others.TEMPLATES,
        **long.TEMPLATES,
        **short.TEMPLATES,
    },
)
