"""Words that tell one piece of templated news from another: lists that are closed, for English.

A light edit says the same in another word of a class; a template is filled with a word of another
class. Not here: numbers and names, which no list holds (``things``, ``naming``).
"""

from collections.abc import Sequence
from typing import Final

_MONTHS: Final = (
    "january jan|february feb|march mar|april apr|june jun|july jul|august aug|september sept sep"
    "|october oct|november nov|december dec"
)
_DAYS: Final = (
    "monday|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday|sunday"
)
_MOVES: Final = (
    "up higher above rise rises rose risen rising gain gains gained climb climbs climbed climbing"
    " jump jumps jumped surge surges surged surging soar soars soared rally rallies rallied advance"
    " advances advanced raise raises raised lift lifts lifted hike hikes hiked boost boosts boosted"
    " increase increases increased increasing grow grows grew growing"
    "|down lower below fall falls fell fallen falling drop drops dropped dropping decline declines"
    " declined declining slip slips slipped slide slides slid plunge plunges plunged tumble tumbles"
    " tumbled sink sinks sank cut cuts reduce reduces reduced trim trims trimmed slash slashes"
    " slashed lowers lowered decrease decreases decreased decreasing shrink shrinks shrank"
    "|keep keeps kept maintain maintains maintained reaffirm reaffirms reaffirmed affirm affirms"
    " affirmed reiterate reiterates reiterated"
    "|withdraw withdraws withdrew withdrawn suspend suspends suspended scrap scraps scrapped"
    "|within inside|outside|profit profits|loss losses"
)
_RESULTS: Final = (
    "beat beats tops topped exceed exceeds exceeded|miss misses missed|match matches matched meet"
    " meets met"
)
_RULINGS: Final = (
    "approve approves approved grant grants granted accept accepts accepted"
    "|reject rejects rejected deny denies denied"
)
_OPPOSITES: Final = (
    _MOVES,
    _RESULTS,
    _RULINGS,
    "upgrade upgrades upgraded|downgrade downgrades downgraded",
    "buy buys bought|sell sells sold|hold neutral",
    "outperform overweight|underperform underweight",
    "uphold upholds upheld|overturn overturns overturned",
    "convict convicts convicted guilty|acquit acquits acquitted",
    "win wins won|lose loses lost",
    "strong stronger|weak weaker",
    "bullish|bearish",
    "call calls|put puts",
    "positive|negative",
    "opening opens opened|closing closes closed",
    "best|worst",
    "biggest largest|smallest",
    "inflow inflows|outflow outflows",
    "overbought|oversold",
    "support|resistance",
    "morning|afternoon|evening|overnight",
    "annual yearly|quarterly|monthly|weekly|daily",
    "import imports imported|export exports exported",
    "surplus|deficit",
    "premium|discount",
    "delist delists delisted|list lists listed",
    "pass passes passed|fail fails failed",
    "wheat|corn|soybeans soybean|cotton|sugar|coffee|cocoa|cattle|hogs",
    "copper|zinc|nickel|tin|aluminum aluminium|gold|silver|platinum|palladium|lithium|uranium",
    "coal|crude|brent|gasoline|diesel|propane",
    "dollar|euro|yen|pound sterling|yuan|franc|rupee|peso",
)
_KINDS: Final = (
    "half|quarter quarters|month months|week weeks|year years|decade decades",
    "north northern|south southern|east eastern|west western",
    "ceo|cfo|coo|cto|cio",
    "supreme|appeals appellate|bankruptcy|district",
    "civil|criminal",
    "common ordinary|preferred preference",
    "men man|women woman|boys boy|girls girl",
    "senior|junior",
    "secured|unsecured",
    "gross|net",
    "bonds bond notes|stocks stock shares share equities equity",
    "barrels barrel|tonnes tonne tons ton|bushels bushel|ounces ounce|gallons gallon",
    "retail|wholesale|industrial",
    "consumer|producer",
    "widen widens widened|narrow narrows narrowed",
    "before|after",
    "early|late",
    "noon|midnight",
)
"""What a text is about by kind: another word of a kind tells where the first stands nowhere."""
_COUNTS: Final = (
    "first|two second|three third|four fourth|five fifth|six sixth|seven seventh|eight eighth"
    "|nine ninth|ten tenth|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty"
)


def _by_word(sort: str, classes: str) -> dict[str, tuple[str, str]]:
    return {word: (sort, each.split()[0]) for each in classes.split("|") for word in each.split()}


def _by_word_of(sort: str, each: Sequence[str]) -> dict[str, tuple[str, str]]:
    return {
        word: found
        for number, classes in enumerate(each)
        for word, found in _by_word(f"{sort} {number}", classes).items()
    }


OPPOSITE: Final = "opposite"
"""How the sorts begin whose words say where something goes: they tell together with what goes."""

NEGATIONS: Final = frozenset("not no never without neither nor cannot t".split())

COUNTS: Final = {
    **{
        word: number
        for number, each in enumerate(_COUNTS.split("|"), start=1)
        for word in each.split()
    },
    **{
        word: 10 * number
        for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
    },
}
"""Numbers written as one word."""

MONTHS: Final = frozenset((*_MONTHS.replace("|", " ").split(), "may"))

TELLING: Final = {
    **_by_word("month", _MONTHS),
    **_by_word("day", _DAYS),
    **_by_word_of("kind", _KINDS),
    **_by_word_of(OPPOSITE, _OPPOSITES),
}
"""Each word's sort and class; words of one sort can stand in each other's place."""
