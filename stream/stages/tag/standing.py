"""How well known an instrument is, by its rank: what few know is seldom meant by a short name."""

from typing import Final

from stream.gazetteer import Instrument
from stream.stages.tag.hits import Hit

HOUSEHOLD_TOKEN: Final = 20
"""Tokens up to this rank mean themselves in any article, others in one of the token world."""
KNOWN_TOKEN: Final = 300
KNOWN_SHARE: Final = 3_000
"""An instrument beyond its rank, or without one, needs more to be meant by an ambiguous name."""
KNOWN_MEMBER: Final = 1_500
"""Stands in for the rank of a share that is known as a member of an index alone."""
KNOWN_ACRONYM: Final = 2_000
"""The same as ``KNOWN_SHARE`` for up to five capitals, which mean more things than words do."""
SHORT: Final = 3
"""Letters up to which a clear name is an abbreviation of other things too."""
_LONGEST_ACRONYM: Final = 5


def is_within(instrument: Instrument, rank: int) -> bool:
    """Say whether an instrument is known that well; members of indices abroad have no rank.

    Nor have those that ended, of which the table knows the larger ones.
    """
    if instrument.rank is not None:
        return instrument.rank <= rank
    if instrument.asset_class == "crypto":
        return False
    known = "isin" in instrument.ids or instrument.valid_to is not None
    return known and rank >= KNOWN_MEMBER


def is_known(instrument: Instrument, hit: Hit) -> bool:
    """Say whether it is known well enough for a name such as this one to mean it by itself."""
    if instrument.asset_class == "crypto":
        return is_within(instrument, KNOWN_TOKEN)
    acronym = len(hit.text) <= _LONGEST_ACRONYM and hit.text.isupper()
    return is_within(instrument, KNOWN_ACRONYM if acronym else KNOWN_SHARE)
