"""What one occurrence of a name plainly is instead of a firm: a place, a person, a platform.

These hold for unmistakable names too, whatever the article is about. Not here: ambiguous names
(``namesakes``), who reports (``voices``).
"""

import re
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from stream.models import TextField
from stream.stages.tag.clues import is_longer_name
from stream.stages.tag.hits import Why
from stream.stages.tag.lexicon import LAND_WORDS, NO_NAMES, PLACE_WORDS, PLATFORMS
from stream.stages.tag.voices import is_cited, is_in_dateline, is_reporter

_REACH: Final = 60
_LONGEST_WORD: Final = 20
_NEXT_WORD: Final = re.compile(r" ([A-Za-z]+)")
_WORD_BEFORE: Final = re.compile(r"([A-Z][a-z]+|[A-Z]\.) (?:[A-Z]\. )?\Z")
_SCENE: Final = re.compile(
    r"(?:, ?[A-Z][\w.]+(?: [A-Z][\w.]+)?){0,2}(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: ?\([A-Z][\w ]+\))? ?(?:[-\u2013\u2014]{1,2}\s|/[A-Z])"
)
_STATE_AFTER: Final = re.compile(
    r", (?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    r"|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts"
    r"|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey"
    r"|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South"
    r" (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia"
    r"|Wisconsin|Wyoming|Ontario|Quebec|Alberta|England|Scotland|France|Germany|Italy|Spain"
    r"|Ala|Ariz|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Mass|Md|Mich|Minn|Mo|N\.[CHJMY]|Neb|Ore"
    r"|Pa|Tenn|Tex|Va|Wash|Wis|[A-Z]{2}(?= \d{5}))\b(?!')"
)
"""A town is told by its state or country behind it; not exhaustive."""
_ARTICLE_BEFORE: Final = re.compile(r"\b(?:[Tt]he|[Aa]n?) \Z")
_OTHER_KINDS: Final = (
    *("hedge fund ", "law firm ", "think tank ", "nonprofit ", "charity ", "privately held "),
    *("closely held ", "still-private ", "privately owned "),
)
_LONGEST_KIND: Final = max(map(len, _OTHER_KINDS))
_BRACKETS: Final = frozenset("([ ;,")
_SYMBOL_AFTER: Final = re.compile(r": ?[A-Z0-9.]{1,8}(?=[);,])")
"""An exchange in brackets: ``(NYSE: KO; Euronext: SAN)``."""
_ARTICLE_ENDS: Final = frozenset("enaA")
_LAND_BEFORE: Final = re.compile(r"\b(?:in|across|through|of|up|from) the \Z")
_VERB_AFTER: Final = re.compile(r" [a-z]+(?:ed|es|ws|ns)\b")
_NO_NOUN_AFTER: Final = re.compile(
    r"[.,;:!?)]|\Z| (?:has|have|had|is|was|are|were|will|would|in|on|at|to|for|and|or|by|with|from"
    r"|of|that|which|where|when|as|into|through|after|before|since|because|but|while|who|between"
    r"|among|against|around|near|under|over)\b"
)
_VENUE_BEFORE: Final = re.compile(
    r"\b(?:post(?:s|ed|ing)?|wrote|writes|said|says|shared?|videos?|clips?|message[ds]?|live"
    r"|stream(?:ed|ing)|tweet(?:s|ed)?|announced|statement|photos?|pictures?|footage|accounts?"
    r"|pages?|viral|circulat(?:ed|ing)|trending|followers|broadcast|uploaded|published|seen"
    r"|interview|rant|thread|users)(?: \w+){0,3} (?:on|via|over|through|to)"
    r"(?: (?:his|her|its|their))? (?:[A-Z]\w+(?:, | and | or |, and ))*\Z"
)
_VENUE_AFTER: Final = re.compile(
    r" (?:posts?|page|group|account|videos?|channel|clips?|live|story|stories|feed|message|status"
    r"|followers|handle|thread|comment|profile)\b"
)


class Traits(NamedTuple):
    """What of a name is the same wherever it stands, looked at once."""

    reports: bool
    is_platform: bool
    begins_given: bool
    is_word: bool


class Vetoes:
    """Looks at occurrences of names, knowing what people are called.

    Most occurrences are plain: what stands around them is looked at by single characters first.
    """

    def __init__(self, given_names: AbstractSet[str]) -> None:
        self._given_names = given_names - NO_NAMES

    def traits(self, name: str) -> Traits:
        """Give what ``veto`` asks of a name."""
        first, space, _ = name.partition(" ")
        return Traits(
            reports=is_reporter(name),
            is_platform=name.casefold() in PLATFORMS,
            begins_given=first.lower() in self._given_names,
            is_word=not space,
        )

    def veto(self, text: str, start: int, end: int, field: TextField, traits: Traits) -> Why | None:
        """Say what ``text[start:end]`` plainly is instead of an instrument."""
        before, after = text[start - 1 : start], text[end : end + 1]
        if (after == " " and is_place(text, end)) or (
            start <= 1 and field == "body" and _is_scene(text, start, end)
        ):
            return "place"
        if (before == "(" and is_in_dateline(text, start, end)) or _is_voice(
            text, start, end, traits
        ):
            return "agency"
        if before == " " and _is_of_another_kind(text, start):
            return "private"
        if after == ":" and before in _BRACKETS and _SYMBOL_AFTER.match(text, end):
            return "market"
        if after == " " and traits.begins_given and is_longer_name(text, start, end):
            return "person"
        return self._veto_of_word(text, start, end) if traits.is_word else None

    def _veto_of_word(self, text: str, start: int, end: int) -> Why | None:
        after_space = text[start - 1 : start] == " "
        if (text[end : end + 1] == "," and _STATE_AFTER.match(text, end)) or (
            after_space and _is_thing(text, start, end)
        ):
            return "place"
        return "person" if after_space and self._has_given_name(text, start) else None

    def _has_given_name(self, text: str, start: int) -> bool:
        before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
        return before is not None and before[1].lower() in self._given_names


def _is_voice(text: str, start: int, end: int, traits: Traits) -> bool:
    return (traits.reports and is_cited(text, start, end)) or (
        traits.is_platform and _is_venue(text, start, end)
    )


def _is_of_another_kind(text: str, start: int) -> bool:
    """Say whether the text calls it what no listed firm is: the hedge fund Mindray."""
    window = text[max(0, start - _LONGEST_KIND) : start].lower()
    return window.endswith(_OTHER_KINDS)


def is_place(text: str, end: int) -> bool:
    """Say whether the word behind makes the name that of a place: ``Amazon River``."""
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return False
    word = following[1]
    return word in LAND_WORDS or (word[0].isupper() and word.lower() in PLACE_WORDS)


def _is_scene(text: str, start: int, end: int) -> bool:
    """Say whether the name in capitals is the place of a dateline: ``CINCINNATI, May 3 -``."""
    return start <= 1 and text[start:end].isupper() and _SCENE.match(text, end) is not None


def _is_thing(text: str, start: int, end: int) -> bool:
    """Say whether an article makes it a thing or a river: ``fires in the Amazon have``."""
    if text[start - 2 : start - 1] not in _ARTICLE_ENDS:
        return False
    if not _ARTICLE_BEFORE.search(text, max(0, start - 5), start):
        return False
    if _NO_NOUN_AFTER.match(text, end):
        return True
    in_land = _LAND_BEFORE.search(text, max(0, start - 12), start)
    return in_land is not None and _VERB_AFTER.match(text, end) is not None


def _is_venue(text: str, start: int, end: int) -> bool:
    """Say whether a platform is only where something was said: ``posted on Facebook``."""
    if _VENUE_AFTER.match(text, end):
        return True
    return _VENUE_BEFORE.search(text, max(0, start - _REACH), start) is not None
