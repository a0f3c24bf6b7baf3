"""What stands right before a name: words that firms, tokens, persons or places come after.

Read by words, not by patterns: a pattern that must end at the name would begin at every letter
before it. Not here: what follows a name, and what is added up (``clues``).
"""

from collections.abc import Sequence
from typing import Final

from stream.stages.tag.lexicon import NO_NAMES

REACH: Final = 60
"""How many code points are read."""
MOST_WORDS: Final = 3

HELD: Final = frozenset(
    "holder holders holding holdings share shareholders shares stake stakes stock stocks".split()
)
ROLES: Final = frozenset(
    """
    analyst analysts ceo cfo chair chairman chief company coo executive executives founder head
    maker merger owner parent president spokesman spokesperson spokeswoman subsidiary unit
    """.split()
)
KINDS: Final = frozenset(
    """
    airline airlines app bank banks biotech bourse brand brewer broker brokerage builder carrier
    chain companies company competitor competitors conglomerate designer developer distributor
    driller exchange explorer fintech firm firms giant giants group heavyweight heavyweights
    homebuilder insurer insurers landlord lender makers manufacturer marketplace miner names
    network operator owner parent peer peers platform processor producer provider publisher
    railroad refiner reit restaurant retailer retailers rival rivals share shares start-up startup
    stock stocks streamer studio subsidiary supplier unit utility
    """.split()
)
ACTS: Final = frozenset(
    """
    acquire acquired acquires acquiring bought buy downgrade downgraded including long own owns
    rival rivals short sue sued upgrade upgraded versus vs vs.
    """.split()
)
ACTS_OF_TWO: Final = frozenset(
    (
        *("bullish on", "bearish on", "invested in", "invest in", "acquisition of", "purchase of"),
        *("takeover of", "merger with", "investment in", "bid for", "offer for", "deal with"),
        *("partnership with", "partnered with", "such as", "made by", "owned by", "backed by"),
        *("sold by", "compete with", "competes with", "competitors like"),
    )
)
LINKS: Final = frozenset("against and at between by for from like while with".split())
TOKEN_WORDS: Final = frozenset(
    """
    altcoin altcoins blockchain blockchains bought buy chain chains coin coins holding including
    like long network networks protocol protocols sell short sold stablecoin stablecoins stake
    staked staking token tokens
    """.split()
)
TITLES: Final = frozenset(
    """
    Ambassador Captain Coach Colonel Congressman Congresswoman Detective Dr Gen General Gov
    Governor Judge Justice King Lady Lord Lt Mayor Minister Miss Mr Mrs Ms Officer Pope Prince Prof
    Professor Queen Rep Rev Saint Secretary Sen Senator Sgt Sheriff Sir St
    """.split()
)
_ENDS: Final = (",", ";", ":", "!", "?", ")", '"', "'s")
LOCATIONS: Final = frozenset("across around downtown in near outside throughout".split())


def words(text: str, start: int) -> Sequence[str]:
    """Give the last words before ``text[start]``, at most three; none unless a space parts them."""
    if text[start - 1 : start] != " ":
        return ()
    return text[max(0, start - REACH) : start].split()[-MOST_WORDS:]


def points(found: Sequence[str]) -> int:
    """Give the points of the surest clue for a firm that the words before its name are."""
    if not found:
        return 0
    *_, before, last = ("", *found)
    last, before = last.lower(), before.lower()
    if last in ("of", "in") and before in HELD:
        return 5
    if last in ("of", "at", "for", "with") and before in ROLES:
        return 4
    if last in KINDS or last.endswith("maker"):
        return 4
    if last == "the":
        return 3 * (before in ACTS)
    if last in ACTS or f"{before} {last}" in ACTS_OF_TWO:
        return 3
    return int(last in LINKS)


def speaks_of_token(found: Sequence[str]) -> bool:
    """Say whether the words before a token's name speak of tokens."""
    return bool(found) and (
        found[-1].lower() in TOKEN_WORDS or [each.lower() for each in found[-2:]] == ["such", "as"]
    )


def is_titled(found: Sequence[str]) -> bool:
    """Say whether a person's title stands before the name."""
    return bool(found) and found[-1].rstrip(".") in TITLES


def begins_name(found: Sequence[str]) -> bool:
    """Say whether a capitalised word before the name is the beginning of a longer one.

    ``Harrison Ford`` and ``Chamber of Commerce`` are; ``Retailer Target``, ``On Monday Target``
    and ``Musk's Tesla`` are not.
    """
    parts = list(found)
    if parts and parts[-1] == "the":
        parts.pop()
        if not parts or parts[-1] != "of":
            return False
    if parts and parts[-1] == "of":
        parts.pop()
    if not parts or not parts[-1][0].isupper():
        return False
    word = parts[-1]
    if word.endswith(_ENDS) or (word[-1] == "." and len(word) > len("J.")):
        return False
    return word.strip(".'(\"").lower() not in NO_NAMES


def is_location(found: Sequence[str]) -> bool:
    """Say whether the name stands where places stand: ``a judge in Miami``."""
    return bool(found) and found[-1].lower() in LOCATIONS
