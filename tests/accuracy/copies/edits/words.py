"""A few other words, as a copy editor or another house's style makes them.

Numbers, dates and names stay, though some are written in another way. Not here: the form alone
(``form``).
"""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from stream.sources import editing
from tests.accuracy.copies.edits.form import SENTENCE, body_only, told_below
from tests.accuracy.copies.edits.wordings import BRITISH, SHORT_MONTHS, SYNONYMS, WRITTEN_OUT
from tests.accuracy.copies.kit import Edit, Text

WORD: Final = re.compile(r"(?<![\w$#@&.'’-])[a-z]+(?![\w'’-]|\.\w)")
ARTICLE: Final = re.compile(r"(?<=[a-z,] )(?:the|an?) (?=[a-z])")
LONG_WORD: Final = re.compile(r"(?<![\w$#@'’-])(?!percent|[mbt]r?illion)[a-z]{7,}(?![\w'’-])")
MONTH: Final = re.compile(rf"\b({'|'.join(SHORT_MONTHS)})(?= \d)")
SHARE: Final = 0.03


def some(random: Random, body: str, pattern: re.Pattern[str], change: Callable[[str], str]) -> str:
    """Change about one word in thirty, at least one, where a pattern finds something to change."""
    places = [found for found in pattern.finditer(body) if change(found[0]) != found[0]]
    wanted = max(1, round(len(body.split()) * SHARE))
    chosen = {each.start() for each in random.sample(places, min(wanted, len(places)))}
    return pattern.sub(lambda at: change(at[0]) if at.start() in chosen else at[0], body)


def synonyms(body: str, random: Random) -> str:
    """Say some things in another word."""
    return some(random, body, WORD, lambda word: SYNONYMS.get(word, word))


def without_articles(body: str, random: Random) -> str:
    """Leave out some articles, as headlines and wires do."""
    return some(random, body, ARTICLE, lambda _: "")


def typos(body: str, random: Random) -> str:
    """Swap two letters in one or two words."""

    def swapped(word: str) -> str:
        at = random.randrange(1, len(word) - 2)
        return f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"

    places = list(LONG_WORD.finditer(body))
    for place in sorted(random.sample(places, min(2, len(places))), key=lambda one: -one.start()):
        body = f"{body[: place.start()]}{swapped(place[0])}{body[place.end() :]}"
    return body


def british(body: str, random: Random) -> str:
    """Spell it as the other side of the ocean does."""
    other = {**BRITISH, **{there: here for here, there in BRITISH.items()}}
    return WORD.sub(lambda found: other.get(found[0], found[0]), body)


def sentence_dropped(body: str, random: Random, most: float = 0.12) -> str:
    """Leave out a sentence without a number, not the first and no larger part than ``most``."""
    sentences = SENTENCE.split(body)
    fit = [
        each
        for each in sentences[1:]
        if len(each) <= most * len(body) and not re.search(r"\d", each)
    ]
    return body.replace(random.choice(fit), "").replace("  ", " ").strip() if fit else body


def sentences_swapped(body: str, random: Random) -> str:
    """Let two sentences behind the first change places."""
    sentences = SENTENCE.split(body)
    if len(sentences) < 3:
        return body
    at = random.randrange(1, len(sentences) - 1)
    sentences[at], sentences[at + 1] = sentences[at + 1], sentences[at]
    return " ".join(sentences)


def other_title(text: Text, random: Random) -> Text:
    """Write another headline of words of the first sentence, unless it would lack a number."""
    if not told_below(text):
        return text
    words = SENTENCE.split(text.body)[0].rstrip(".").split()
    return text._replace(title=" ".join(words[: random.randrange(7, 12)]))


def title_and_words(text: Text, random: Random) -> Text:
    """Write another headline and change some words."""
    return Text(f"UPDATE 1-{text.title}" if text.title else "", synonyms(text.body, random))


def attributed(body: str, random: Random) -> str:
    """Say behind the first sentence whose report it is."""
    first, *rest = SENTENCE.split(body, maxsplit=1)
    whose = random.choice(("Reuters reported", "according to Bloomberg", "the wire said"))
    return " ".join([f"{first.rstrip('.')}, {whose}.", *rest])


def thousands(body: str, random: Random) -> str:
    """Write thousands without a comma; where there is none, with one."""
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", body)
    if plain != body:
        return plain
    return re.sub(r"\b(?!(?:19|20)\d\d\b)(\d{1,3})(\d{3})\b(?![.,]\d)", r"\1,\2", body)


def percent(body: str, random: Random) -> str:
    """Write out the percent sign; where there is none, set it."""
    written = re.sub(r"(?<=\d)\s?%", random.choice((" percent", " per cent")), body)
    return written if written != body else re.sub(r"(?<=\d) per ?cent\b", "%", body)


def magnitudes(body: str, random: Random) -> str:
    """Shorten millions and billions, or write them out."""
    short = body
    for long, sign in (("million", "m"), ("billion", "bn"), ("trillion", "tn")):
        short = re.sub(rf"(?<=\d) {long}\b", sign, short)
    if short != body:
        return short
    for long, sign in (("million", "m|mln|M"), ("billion", "bn|bln|B")):
        short = re.sub(rf"(?<=\d) ?(?:{sign})\b", f" {long}", short)
    return short


def magnitudes_in_capitals(body: str, random: Random) -> str:
    """Shorten millions and billions as traders do."""
    return re.sub(r"(?<=\d) (million|billion)\b", lambda found: found[1][0].upper(), body)


def months(body: str, random: Random) -> str:
    """Shorten the names of months before a day, or write them out."""
    short = MONTH.sub(lambda found: SHORT_MONTHS[found[0]], body)
    if short != body:
        return short
    for long, abbreviated in SHORT_MONTHS.items():
        short = re.sub(rf"\b{re.escape(abbreviated)} (?=\d)", f"{long} ", short)
    return short


def states(body: str, random: Random) -> str:
    """Write U.S. and U.K. without points, or with them."""
    plain = re.sub(r"\b([UE])\.([SKU])\.(?!\w)", r"\1\2", body)
    return plain if plain != body else re.sub(r"\b(U)([SK])\b", r"\1.\2.", body)


def small_numbers(body: str, random: Random) -> str:
    """Write numbers up to twelve in digits; where there are none, in words."""
    words = {word: digit for digit, word in WRITTEN_OUT.items()}
    digits = WORD.sub(lambda found: words.get(found[0], found[0]), body)
    if digits != body:
        return digits
    return re.sub(r"(?<= )(\d\d?)(?= [a-z]{3,}s\b)", lambda at: WRITTEN_OUT.get(at[0], at[0]), body)


def dollars(body: str, random: Random) -> str:
    """Say whose dollars they are."""
    return re.sub(r"(?<![\w$])\$(?=\d)", random.choice(("US$", "USD ")), body)


def remark(body: str, random: Random) -> str:
    """Add a short closing sentence without a fact."""
    return f"{body} " + random.choice(
        (
            "The company did not immediately respond to a request for comment.",
            "Further details were not immediately available.",
            "More details are expected later in the day.",
        )
    )


def house_style(body: str, random: Random) -> str:
    """Do several at once."""
    for change in (percent, magnitudes, months, states, british):
        body = change(body, random)
    return synonyms(body, random)


EDITS: Final[Mapping[str, Edit]] = {
    "synonyms": body_only(synonyms),
    "by the project's own hand": body_only(editing.edit),
    "articles dropped": body_only(without_articles),
    "typos": body_only(typos),
    "the other side's spelling": body_only(british),
    "a sentence dropped": body_only(sentence_dropped),
    "sentences swapped": body_only(sentences_swapped),
    "another title": other_title,
    "another title and words": title_and_words,
    "attributed": body_only(attributed),
    "a closing remark": body_only(remark),
    "thousands": body_only(thousands),
    "percent": body_only(percent),
    "millions and billions": body_only(magnitudes),
    "millions and billions in capitals": body_only(magnitudes_in_capitals),
    "months": body_only(months),
    "states": body_only(states),
    "small numbers": body_only(small_numbers),
    "dollars": body_only(dollars),
    "house style": body_only(house_style),
}
