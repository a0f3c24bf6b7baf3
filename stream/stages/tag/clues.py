"""What stands right beside a name and speaks for a firm, or for something else, in points.

Points are whole numbers: a firm is meant from ``namesakes.ENOUGH`` on. Not here: what the article
as a whole says (``context``), what follows from the points (``namesakes``).
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from stream.stages.tag import before
from stream.stages.tag.before import REACH
from stream.stages.tag.lexicon import COMPOUND_WORDS, NO_NAMES

LONG_WORD: Final = 4
"""Letters of words whose capitals tell a headline; short ones often have none."""

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
    "|seized|rescued|fined|sued|probed|hacked|halted|delisted|downgraded|upgraded|collapse[ds]"
    "|nears|weighs|explores|reveals?|introduce[ds]|lay(?:s|ing)? off|laid off|declined|spins?"
    "|spun|recorded|logged|led|leads|ended|closed|opened|boost(?:s|ed)|pays|paid|will pay"
    "|to (?:buy|acquire|sell|cut|lay|invest|pay|launch|report|spin|open|close|raise|issue|offer"
    "|merge|build|hire|replace|supply|join)"
)
_SPEECH: Final = (
    "said|says|told|must|declined to comment|did not|has|had|have|is|was|will|would|could|can|may"
    "|did|does|also|which|whose|and its|to"
)


class Clue(NamedTuple):
    """What follows a name, by the first letters that it may begin with, and what that is worth."""

    begins: str
    pattern: str
    points: int


_CLUES: Final[Sequence[Clue]] = (
    Clue(" (", r"\s?\((?:nyse|nasdaq|amex|otc|lse|lon|tsx|asx|[a-z]{2,6}\.[a-z]{1,2}\))", 5),
    Clue(" '", rf"(?:'s|')? (?:stock |shares? )?(?:\w+ly )?(?:{_MOVES}) (?:\w+ ){{0,3}}[\d$]", 5),
    Clue(" '", rf"(?:'s?(?: [\w-]+){{0,2}})? (?:{_OWNED})\b", 4),
    Clue("'", rf"'s?(?: [\w-]+){{0,2}} (?:{_HELD})\b", 4),
    Clue(
        " ",
        r" (?:said|says) (?:it\b|its\b|on \w+day|in a |that it\b|(?:\w+ )?(?:profit|sales|revenue"
        r"|earnings|income|orders|demand)\b)",
        4,
    ),
    Clue("-", rf"-(?:{'|'.join(sorted(COMPOUND_WORDS))})\b", 4),
    Clue(" '", r"(?:'s|')? (?:first|second|third|fourth|q[1-4]|fiscal|full-year|holiday)\b", 3),
    Clue(" ", rf" (?:\w+ly )?(?:{_DEEDS})\b", 3),
    Clue(" ", rf" (?:\w+ly )?(?:{_MOVES}|swung|crashed|narrows|narrowed|widens|widened)\b", 3),
    Clue(" ", rf" (?:{_HELD})\b", 2),
    Clue(
        ",",
        r", (?:the|an?|which|whose|one of|due|up|down|where|backed|owned|led|based"
        r"|founded|formerly|once|now)\b",
        2,
    ),
    Clue("'", r"'s?\s", 1),
    Clue(" ", rf" (?:{_SPEECH})\b", 1),
)


def _of(begin: str) -> tuple[re.Pattern[str], Sequence[int]]:
    """Join the clues that begin with a letter: the surest come first, one group each."""
    clues = [clue for clue in _CLUES if begin in clue.begins]
    pattern = "|".join(f"({clue.pattern})" for clue in clues)
    return re.compile(pattern), [clue.points for clue in clues]


_NOTHING: Final = (re.compile(r"(?!)"), (0,))
_BEHIND: Final = {begin: _of(begin) for begin in " ('-,"}

_TOKEN_BEHIND: Final = re.compile(
    r"(?:'s?)? (?:tokens?|coins?|protocol|network|blockchain|chain|dao|foundation|labs|holders"
    r"|near \$?\d|above \$?\d|below \$?\d|at \$?\d|to \$?\d|under \$?\d|over \$?\d"
    r"|whales|mainnet|testnet|stakers|staking|validators?|ecosystem|price|developers?|wallets?|tvl)\b",
    re.IGNORECASE,
)
_CAPITALISED_AFTER: Final = re.compile(r" ([A-Z][\w&'-]*)")
_SENTENCE_END: Final = re.compile(r"(?:\A|[.!?:;\n\u2022\u2026|>*#-]\s*[\"'(]?|[\"(])\s*\Z")
_VERB: Final = re.compile(r" [a-z]{3,}(?<!s)s\b(?! of\b)")
_PLAN: Final = re.compile(r" (?:(?:set|poised|ready|likely|due|close) )?to [a-z]+\b")
_COMPOUND: Final = re.compile(r"-([A-Za-z]+)")
_BUSINESS_NEXT: Final = re.compile(
    rf"(?:{_OWNED}|{_HELD}|protocol|network|token|coin|labs|finance|dao|inc|corp|co|ltd|plc|and|vs)\Z",
    re.IGNORECASE,
)


def beside(text: str, start: int, end: int) -> int:
    """Give the points of the surest clue before the name and of the surest one behind it."""
    return before.points(before.words(text, start)) + _behind(text[end : end + REACH].lower())


def _behind(after: str) -> int:
    pattern, points = _BEHIND.get(after[:1], _NOTHING)
    found = pattern.match(after)
    return points[found.lastindex - 1] if found and found.lastindex else 0


def beside_token(text: str, start: int, end: int) -> int:
    """Give the points of what stands right beside the name of a token."""
    ahead = 2 * before.speaks_of_token(before.words(text, start))
    if _TOKEN_BEHIND.match(text, end):
        return ahead + 3
    return ahead + _behind(text[end : end + REACH].lower())


def as_subject(text: str, start: int, end: int) -> int:
    """Give the points of a sentence that begins with the name and a verb: ``Oracle to cut``."""
    if not begins_sentence(text, start):
        return 0
    return 2 * (_PLAN.match(text, end) is not None) + (_VERB.match(text, end) is not None)


def is_location(text: str, start: int) -> bool:
    """Say whether the name stands where places stand: ``a judge in Miami``."""
    return before.is_location(before.words(text, start))


def begins_sentence(text: str, start: int) -> bool:
    """Say whether a sentence, a quotation or an item of a list begins at the name."""
    return _SENTENCE_END.search(text, max(0, start - 4), start) is not None


def in_headline_style(text: str, start: int, end: int) -> bool:
    """Say whether most of the longer words around the name begin with a capital."""
    around = text[max(0, start - REACH) : start].split() + text[end : end + REACH].split()
    long = [word for word in around if len(word) >= LONG_WORD and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    return len(long) > 1 and capitals * 10 > len(long) * 6


def is_person(text: str, start: int, end: int) -> bool:
    """Say whether a title or a given name stands before the name, in a text of usual capitals."""
    found = before.words(text, start)
    if before.is_titled(found):
        return True
    return before.begins_name(found) and not in_headline_style(text, start, end)


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
