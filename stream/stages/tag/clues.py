"""What stands right beside a name and speaks for a firm, or for something else, in points.

Points are whole numbers: a firm is meant from ``namesakes.ENOUGH`` on. Not here: what the article
as a whole says (``context``), what follows from the points (``namesakes``).
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from stream.stages.tag.lexicon import COMPOUND_WORDS, NO_NAMES

REACH: Final = 60
"""How many code points on either side are read."""

_MOVES: Final = (
    "rose|fell|gained|lost|added|slid|jumped|dropped|climbed|surged|tumbled|soared|plunged|sank"
    "|slipped|advanced|rallied|declined|dipped|edged|rises|falls|gains|slides|jumps|drops|climbs"
    "|surges|tumbles|soars|plunges|sinks|slips|rallies|up|down"
)
_OWNED: Final = (
    "shares?|stocks?|shareholders?|stockholders?|investors|earnings|revenues?|profits?|results"
    "|guidance|dividends?|market cap|valuation|bonds|ceo|cfo|coo|cto|chief executive|chair"
    "|chairman|chairwoman|co-?founder|executives?|spokes(?:man|woman|person)|quarterly|buyback|ipo"
    "|takeover|acquisition|merger|deal|margins?|deliveries|headquarters|stake|layoffs|bookings|bid|lawsuit|ipo"
)
_HELD: Final = (
    "sales|board|chief|founder|stores?|employees|workers|annual|quarter|customers|subsidiary|unit"
    "|division|outlook|forecasts?|turnaround|purchase|factory|factories|plants?|analysts?"
    "|management|subscribers|users|growth|orders|backlog|brands?|products?|demand|business"
)
_DEEDS: Final = (
    "report(?:ed|s)|post(?:ed|s)|announce[ds]?|acquire[ds]?|unveil(?:ed|s)|launch(?:ed|es)"
    "|forecasts?|beats?|miss(?:ed|es)|raise[ds]?|cuts?|file[ds]?|sue[ds]?|hire[ds]?|agree[ds]?"
    "|expects?|expected|plan(?:s|ned)|invest(?:s|ed)|bought|buys|sold|sells|slash(?:ed|es)"
    "|tops?|topped|warn(?:s|ed)|guided?|guides|delivered|delivers|delays?|delayed|recalls?"
    "|recalled|settle[ds]?|partner(?:s|ed)|owns|operates|offers?|trades?|traded|tap(?:s|ped)"
    "|nears|weighs|explores|reveals?|introduce[ds]|lay(?:s|ing)? off|laid off|declined|spins?"
    "|spun|recorded|logged|led|leads|ended|closed|opened|boost(?:s|ed)|pays|paid|will pay"
    "|to (?:buy|acquire|sell|cut|lay|invest|pay|launch|report|spin|open|close|raise|issue|offer"
    "|merge|build|hire|replace|supply|join)"
)
_SPEECH: Final = (
    "said|says|told|must|declined to comment|did not|has|had|have|is|was|will|would|could|can|may"
    "|did|does|also|which|whose|and its|to"
)
_KINDS: Final = (
    "retailers?|(?:chip|car|auto|drug|phone|plane|truck|tool|toy|shoe|snack|beer|equipment)?-?"
    "maker|automaker|carmaker|drugmaker|chipmaker|chain|bank|lender|insurer|airline|carrier"
    "|company|firm|group|giant|operator|provider|producer|startup|start-up|supplier|developer"
    "|manufacturer|conglomerate|brewer|miner|broker|brokerage|utility|railroad|homebuilder"
    "|builder|restaurant|brand|owner|parent|rivals?|competitors?|peers?|subsidiary|unit"
    "|distributor|processor|platform|app|network|exchange|fintech|biotech|refiner|driller"
    "|explorer|designer|streamer|publisher|studio|marketplace|landlord|reit|bourse|heavyweights?"
    "|stocks?|shares?|names|companies|firms|retailers|banks|insurers|makers|giants|airlines"
)


class Clue(NamedTuple):
    """What a place beside a name looks like, and what that is worth."""

    pattern: re.Pattern[str]
    points: int


def _clue(pattern: str, points: int) -> Clue:
    return Clue(re.compile(pattern, re.IGNORECASE), points)


_AFTER: Final[Sequence[Clue]] = (
    _clue(r"\s?\((?:nyse|nasdaq|amex|otc|lse|lon|tsx|asx|[a-z]{2,6}\.[a-z]{1,2}\))", 5),
    _clue(rf"(?:'s|')? (?:stock |shares? )?(?:\w+ly )?(?:{_MOVES}) (?:\w+ ){{0,3}}[\d$]", 5),
    _clue(rf"(?:'s?(?: [\w-]+){{0,2}})? (?:{_OWNED})\b", 4),
    _clue(rf"'s?(?: [\w-]+){{0,2}} (?:{_HELD})\b", 4),
    _clue(
        r" (?:said|says) (?:it\b|its\b|on \w+day|in a |that it\b|(?:\w+ )?(?:profit|sales|revenue"
        r"|earnings|income|orders|demand)\b)",
        4,
    ),
    _clue(rf"-(?:{'|'.join(sorted(COMPOUND_WORDS))})\b", 4),
    _clue(r"(?:'s|')? (?:first|second|third|fourth|q[1-4]|fiscal|full-year|holiday)\b", 3),
    _clue(rf" (?:\w+ly )?(?:{_DEEDS})\b", 3),
    _clue(rf" (?:\w+ly )?(?:{_MOVES}|swung|crashed|narrows|narrowed|widens|widened)\b", 3),
    _clue(rf" (?:{_HELD})\b", 2),
    _clue(r", (?:the|an?|which|whose|one of|due|up|down|where)\b", 2),
    _clue(r"'s?\s", 1),
    _clue(rf" (?:{_SPEECH})\b", 1),
)
_BEFORE: Final[Sequence[Clue]] = (
    _clue(r"\b(?:shares?|stocks?|stakes?|holders?|shareholders|holdings?) (?:of|in) \Z", 5),
    _clue(
        r"\b(?:ceo|cfo|coo|chief|chairman|chair|president|head|analysts?|executives?|founder"
        r"|spokes\w+|unit|subsidiary|owner|parent|maker|company|merger) (?:of|at|for|with) \Z",
        4,
    ),
    _clue(rf"\b(?:{_KINDS}) \Z", 4),
    _clue(
        r"\b(?:acquire|acquired|acquires|acquiring|buy|bought|own|owned by|owns|sued|sue|rival"
        r"|rivals|upgraded?|downgraded?|bullish on|bearish on|long|short|invested in|invest in"
        r"|acquisition of|purchase of|takeover of|merger with|investment in|bid for|offer for"
        r"|deal with|partnership with|partnered with|such as|including|versus|vs\.?|made by"
        r"|owned by|backed by|sold by|compete with|competes with|competitors like) (?:the )?\Z",
        3,
    ),
    _clue(r"\b(?:like|with|by|from|at|between|against|for|and|while) \Z", 1),
)

_TOKEN_BEHIND: Final = re.compile(
    r"(?:'s?)? (?:tokens?|coins?|protocol|network|blockchain|chain|dao|foundation|labs|holders"
    r"|whales|mainnet|testnet|stakers|staking|validators?|ecosystem|price|developers?|wallets?|tvl)\b",
    re.IGNORECASE,
)
_TOKEN_AHEAD: Final = re.compile(
    r"\b(?:tokens?|coins?|altcoins?|protocols?|blockchains?|chains?|networks?|stablecoins?|holding"
    r"|bought|sold|staked?|staking|buy|sell|long|short|like|including|such as) \Z",
    re.IGNORECASE,
)

_CAPITALISED_AFTER: Final = re.compile(r" ([A-Z][\w&'-]*)")
_CAPITALISED_BEFORE: Final = re.compile(r"([A-Z][\w'-]+|[A-Z]\.) (?:of (?:the )?)?\Z")
_TITLE_BEFORE: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|Judge|Justice|Senator|Sen|Rep|Governor|Gov|Mayor"
    r"|Congressman|Congresswoman|Secretary|Minister|Ambassador|Captain|Sgt|Officer|Detective"
    r"|Professor|Coach|Sheriff|General|Gen|Colonel|Lt|Rev|Pope|King|Queen|Prince|St|Saint)\.? \Z"
)
_SENTENCE_END: Final = re.compile(r"(?:\A|[.!?:;\n\u2022\u2026|>*#-]\s*[\"'(]?|[\"(])\s*\Z")
_VERB: Final = re.compile(r" [a-z]{3,}(?<!s)s\b(?! of\b)")
_PLAN: Final = re.compile(r" to [a-z]+\b")
_LOCATED: Final = re.compile(r"\b(?:in|near|outside|across|throughout|around|downtown) \Z")
_COMPOUND: Final = re.compile(r"-([A-Za-z]+)")
_LONG_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]{3,}")
_BUSINESS_NEXT: Final = re.compile(
    rf"(?:{_OWNED}|{_HELD}|protocol|network|token|coin|labs|finance|dao|inc|corp|co|ltd|plc|and|vs)\Z",
    re.IGNORECASE,
)


def beside(text: str, start: int, end: int) -> int:
    """Give the points of the surest clue before the name and of the surest one behind it."""
    before = text[max(0, start - REACH) : start]
    after = text[end : end + REACH]
    ahead = next((clue.points for clue in _BEFORE if clue.pattern.search(before)), 0)
    behind = next((clue.points for clue in _AFTER if clue.pattern.match(after)), 0)
    return ahead + behind


def beside_token(text: str, start: int, end: int) -> int:
    """Give the points of what stands right beside the name of a token."""
    ahead = _TOKEN_AHEAD.search(text, max(0, start - REACH), start) is not None
    return 3 * (_TOKEN_BEHIND.match(text, end) is not None) + 2 * ahead


def as_subject(text: str, start: int, end: int) -> int:
    """Give the points of a sentence that begins with the name and a verb: ``Oracle to cut``."""
    if not begins_sentence(text, start):
        return 0
    return 2 * (_PLAN.match(text, end) is not None) + (_VERB.match(text, end) is not None)


def is_location(text: str, start: int) -> bool:
    """Say whether the name stands where places stand: ``a judge in Miami``."""
    return _LOCATED.search(text, max(0, start - REACH), start) is not None


def begins_sentence(text: str, start: int) -> bool:
    """Say whether a sentence, a quotation or an item of a list begins at the name."""
    return _SENTENCE_END.search(text, max(0, start - 4), start) is not None


def in_headline_style(text: str, start: int, end: int) -> bool:
    """Say whether most of the longer words around the name begin with a capital."""
    words = _LONG_WORD.findall(text[max(0, start - REACH) : start])
    words += _LONG_WORD.findall(text[end : end + REACH])
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 1 and capitals * 10 > len(words) * 6


def is_person(text: str, start: int, end: int) -> bool:
    """Say whether a title or a given name stands before the name, in a text of usual capitals."""
    window = text[max(0, start - REACH) : start]
    if _TITLE_BEFORE.search(window):
        return True
    before = _CAPITALISED_BEFORE.search(window)
    if before is None or in_headline_style(text, start, end):
        return False
    word = before[1].strip(".'").lower()
    if word.endswith("'s"):
        return False
    return word not in NO_NAMES


def is_longer_name(text: str, start: int, end: int) -> bool:
    """Say whether a capitalised word that is no trade word follows: ``Unity Party``."""
    following = _CAPITALISED_AFTER.match(text, end)
    if following is None or _BUSINESS_NEXT.match(following[1]) or following[1].isupper():
        return False
    word = following[1].lower()
    if word in NO_NAMES:
        return False
    return not in_headline_style(text, start, end)


def compound(text: str, end: int) -> str:
    """Give the lower-case word that a hyphen ties to the name; empty where there is none."""
    rest = _COMPOUND.match(text, end)
    return rest[1].lower() if rest else ""
