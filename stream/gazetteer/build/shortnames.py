"""From a registered name ("AMAZON COM INC") to the names a text uses ("Amazon", "Amazon.com").

Pure functions of strings; which of the names are safe to match alone is the lexicon's question.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Sequence
from typing import Final

LEGAL_FORMS: Final = frozenset(
    "inc incorporated corp corporation co company cos companies ltd limited plc llc lp llp sa nv "
    "ag se ab asa oyj spa kgaa gmbh bhd sab cv scs sca ulc lllp ua bv pte pty sarl kk".split()
)
"""Legal forms, in lower case without points, that a usual name lacks."""

_DOTTED: Final = frozenset({"l p", "n v", "s a", "a g", "s e", "s p a", "a s", "a b", "p l c"})

DESCRIPTORS: Final = frozenset(
    "holdings holding group technologies technology pharmaceuticals pharmaceutical therapeutics "
    "international industries systems enterprises platforms motors entertainment software "
    "networks brands labs laboratories biosciences bioscience medical communications worldwide "
    "aerospace semiconductor semiconductors biotherapeutics pharma global solutions robotics "
    "biotech interactive cosmetics beverage foods stores restaurants".split()
)
"""Words that tell a firm's trade or shape; everyday use drops them after a distinctive name."""

SHAPES: Final = frozenset("holdings holding group international global worldwide".split())
"""Those of them that tell nothing but a firm's shape."""

TRADES: Final = frozenset(
    "air airlines airways apparel assurance automotive aviation bancorp bancorporation bancshares "
    "bank biologics biopharma brewing capital chemical chemicals construction controls defense "
    "devices diagnostics digital education electric electronics energy engineering financial "
    "footwear games genetics genomics gold health healthcare homes hotel hotels instruments "
    "insurance lifesciences logistics materials media metals mines mining mobility motor oil "
    "oncology partners petroleum properties realty reit resorts resources sciences security "
    "services shipping silver space steel studios tankers telecom therapies tools trust utilities "
    "wireless".split()
)
"""Words that tell a firm's trade, but may be what tells two firms of one name apart."""

FORMAL: Final = frozenset("inc incorporated corp corporation co company ltd limited plc".split())
"""Legal forms that no ordinary phrase ends in."""

LONG_FORMS: Final = {
    "inc": "Incorporated",
    "corp": "Corporation",
    "co": "Company",
    "ltd": "Limited",
}

_STATE: Final = re.compile(
    r"(?:(?<!\b[A-Z])\s*[/\\]\s*[A-Za-z .&]{0,12}|\s*[/\\]\s*[A-Za-z][A-Za-z .&]{1,11})"
    r"\s*[/\\]?\s*$"
)
"""A state or kind of share after a slash; but not what follows it in A/S."""
_CLASS: Final = re.compile(
    r"\s+(?:-\s*)?(?:class [a-c]|cl [a-c]|series [a-z]|adr|ads|american depositary shares)$",
    re.IGNORECASE,
)
_SCOTTISH: Final = 5
"""No English word of so many letters begins with mc: McDonald's, McKesson."""
_JOINTS: Final = frozenset({"&", "and", "-"})
_SMALL: Final = frozenset("of and the for de la del du di van von & in on at et y e".split())
_INVERTED: Final = re.compile(
    r"^([A-Z]{4,}) (?!(?:N V|S A|A G|A S|L P|S E|A B)\b)([A-Z]) ([A-Z])\b(?! [A-Z]\b)"
)
"""A person's name as registers file it: "HORTON D R"."""
_ROMAN: Final = re.compile(r"[IVX]{2,4}")


def registered(name: str) -> str:
    """Drop what no text repeats: state suffixes (/DE/), share classes, doubled blanks, brackets."""
    name = " ".join(re.sub(r"\(.*?\)", " ", name).split())
    name = _CLASS.sub("", _STATE.sub("", name))
    name = _INVERTED.sub(r"\2 \3 \1", name)
    name = re.sub(r"(?i)\b(\w{3,}) com\b(?=,?( inc| corp|$))", r"\1.com", name).strip(" ,-/\\")
    return name[:-1] if re.search(r"\b\w{2,}\.$", name) else name


def without_legal_form(name: str) -> str:
    """Drop legal forms, and a leading The: "The Coca-Cola Company" gives "Coca-Cola".

    A name made of nothing else is given as it is.
    """
    words = name.replace(",", " ").split()
    while len(words) > 1 and (cut := _legal_length(words)) and cut < len(words):
        words = words[:-cut]
    while len(words) > 1 and words[-1].lower() in _JOINTS:
        words = words[:-1]
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words)


def without_domain(name: str) -> str:
    """Drop a domain's ending: "Amazon.com" gives "Amazon"."""
    return re.sub(r"(?i)(?<=\w{3})\.(?:com|net|org)$", "", name)


def without_descriptors(name: str, further: Container[str] = frozenset()) -> str:
    """Drop trade words from the end: "Palantir Technologies" gives "Palantir".

    Where several words would stay, only those of its shape go: "Booz Allen Hamilton Holding".
    """
    stem = _without_tail(name, lambda word: word in DESCRIPTORS or word in further)
    return stem if " " not in stem else _without_tail(name, SHAPES.__contains__)


def styled(name: str, is_word: Callable[[str], bool]) -> str:
    """Give a name written in capitals the usual letters; one of mixed letters stays.

    Words of up to four letters that no dictionary has stay capitals ("CVS", "ASML"), unless
    their two vowels say that they are spoken ("Teva").
    """
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or sum(map(str.isupper, letters)) <= 0.6 * len(letters):
        return name
    words = [_styled_word(word, is_word) for word in name.split()]
    if words and words[0].islower() and words[0] in _SMALL:
        words[0] = words[0].capitalize()
    return " ".join(words)


def expanded(name: str) -> list[str]:
    """Give a full name with its legal form abbreviated and written out."""
    *words, last = name.replace(",", "").rstrip(".").split()
    form = LONG_FORMS.get(last.lower())
    if not words or form is None:
        return []
    stem = " ".join(words)
    return [f"{stem} {last.capitalize()}", f"{stem} {form}"]


def is_formal(name: str) -> bool:
    """Say whether a name ends in a legal form: "Target Corporation" means no other thing."""
    words = name.split()
    return len(words) > 1 and words[-1].lower().strip(".,") in FORMAL


def are_related(left: str, right: str) -> bool:
    """Say whether two names may be one firm's: a telling word in common, or initials."""
    words = [_telling(name) for name in (left, right)]
    keys = [key("".join(each)) for each in words]
    initials = ["".join(word[0] for word in each) for each in words]
    inside = words[0][0] in keys[1] or words[1][0] in keys[0]
    short = keys[0] == initials[1] or keys[1] == initials[0]
    return bool(set(words[0]) & set(words[1])) or inside or short


def key(name: str) -> str:
    """Give what two spellings of one name share: letters and digits, lower case, no accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _without_tail(name: str, drops: Callable[[str], bool]) -> str:
    words = name.split()
    while len(words) > 1 and (drops(words[-1].lower()) or words[-1].lower() in _JOINTS):
        words = words[:-1]
    return " ".join(words)


def _telling(name: str) -> list[str]:
    words = without_legal_form(registered(name)).replace("-", " ").split()
    kept = [key(word) for word in words if word.lower() not in DESCRIPTORS | _SMALL]
    return [word for word in kept if word] or [key(name) or name]


def _legal_length(words: Sequence[str]) -> int:
    """Count the words of the legal form at the end."""
    for length in (3, 2):
        tail = " ".join(re.sub(r"[./]", " ", " ".join(words[-length:])).lower().split())
        if len(words) > length and tail in _DOTTED:
            return length
    last = words[-1].lower().strip("()")
    if last.replace(".", "").replace("/", "") in LEGAL_FORMS or last in {"a/s", "s.a.b."}:
        return 1
    return 1 if len(words) > 2 and last in {"de", "c.v."} and words[-2].lower()[0] == "s" else 0


def _styled_word(word: str, is_word: Callable[[str], bool]) -> str:
    plain = word.lower().strip(".,'")
    if plain in _SMALL:
        return word.lower()
    if _ROMAN.fullmatch(word) or "&" in word or any(map(str.isdigit, word)):
        return word
    spoken = len(plain) > 4 or (len(plain) == 4 and sum(map("aeiouy".count, plain)) > 1)
    if plain in LEGAL_FORMS or spoken or is_word(plain):
        parts = (_capitalised(part) for part in re.split(r"([-/])", word))
        return re.sub(r"\.Com\b", ".com", "".join(parts))
    return word


def _capitalised(part: str) -> str:
    if part.lower().startswith("mc") and len(part) >= _SCOTTISH:
        return "Mc" + _capitalised(part[2:])
    return part[:1].upper() + part[1:].lower()
