"""What a house's book of style changes: titles, tenses, dates, units, who is named how.

Numbers, dates and names stay what they are. Not here: other words for the same (``words``).
"""

import re
from collections.abc import Mapping
from random import Random
from typing import Final

from tests.accuracy.copies.edits import words
from tests.accuracy.copies.edits.form import SENTENCE, as_html, body_only, curly, paragraphs
from tests.accuracy.copies.edits.wordings import SHORT_MONTHS
from tests.accuracy.copies.kit import Edit

CONTRACTED: Final = (
    ("did not", "didn't"),
    ("does not", "doesn't"),
    ("do not", "don't"),
    ("was not", "wasn't"),
    ("were not", "weren't"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("has not", "hasn't"),
    ("have not", "haven't"),
    ("would not", "wouldn't"),
    ("could not", "couldn't"),
    ("cannot", "can't"),
    ("will not", "won't"),
    ("it is", "it's"),
)
OFFICES: Final = (
    ("Chief Executive Officer", "CEO"),
    ("Chief Executive", "CEO"),
    ("chief executive", "CEO"),
    ("Chief Financial Officer", "CFO"),
    ("finance chief", "CFO"),
    ("United States", "U.S."),
    ("Securities and Exchange Commission", "SEC"),
    ("Federal Reserve", "Fed"),
    ("European Union", "EU"),
    ("artificial intelligence", "AI"),
)
QUARTERS: Final = (("first", "Q1"), ("second", "Q2"), ("third", "Q3"), ("fourth", "Q4"))
MONTH: Final = re.compile(
    rf"\b({'|'.join([*SHORT_MONTHS, 'March', 'April', 'May', 'June', 'July'])}) (\d\d?)\b"
)
QUOTE: Final = re.compile(r"[“\"]([^“”\"]+)[,.]?[”\"]")


def contracted(body: str, random: Random) -> str:
    """Contract what can be, or write it out."""
    short = body
    for long, contraction in CONTRACTED:
        short = re.sub(rf"\b{long}\b", contraction, short)
    if short != body:
        return short
    for long, contraction in CONTRACTED:
        short = short.replace(contraction, long).replace(contraction.replace("'", "’"), long)
    return short


def offices(body: str, random: Random) -> str:
    """Shorten what people and institutions are called."""
    for long, short in OFFICES:
        body = body.replace(long, short)
    return body


def present(body: str, random: Random) -> str:
    """Let people say things now."""
    return re.sub(r"(?<=[\w”\"’,] )said\b", "says", body)


def quarters(body: str, random: Random) -> str:
    """Count quarters by letter and digit."""
    for word, sign in QUARTERS:
        body = re.sub(rf"\b{word}[- ]quarter\b", sign, body)
    return body


def days_first(body: str, random: Random) -> str:
    """Write the day before the month."""
    return MONTH.sub(r"\2 \1", body)


def euro_signs(body: str, random: Random) -> str:
    """Put the sign of the currency before the number, not its name behind."""
    return re.sub(r"\b([\d.,]+( [mb]illion)?) euros\b", r"€\1", body)


def dollars_named(body: str, random: Random) -> str:
    """Name the currency behind the number."""
    return re.sub(r"(?<![\w$])\$([\d.,]*\d( [mbt]r?illion)?)\b", r"\1 dollars", body)


def without_dateline(body: str, random: Random) -> str:
    """Leave the place before the first sentence out, where no date stands with it."""
    return re.sub(r"^[A-Z][A-Za-z .,]+( \([A-Za-z]+\))? (-|—|–|--) ", "", body)


def unquoted(body: str, random: Random) -> str:
    """Report one quotation without its marks."""
    found = list(QUOTE.finditer(body))
    if not found:
        return body
    place = random.choice(found)
    return f"{body[: place.start()]}{place[0][1:-1]}{body[place.end() :]}"


def joined(body: str, random: Random) -> str:
    """Make one sentence of two."""
    sentences = SENTENCE.split(body)
    fit = [at for at in range(1, len(sentences) - 1) if sentences[at].endswith(".")]
    if not fit:
        return body
    at = random.choice(fit)
    sentences[at] = f"{sentences[at][:-1]}; {sentences.pop(at + 1)}"
    return " ".join(sentences)


def paragraphs_moved(body: str, random: Random) -> str:
    """Let the last two paragraphs, or sentences, change places."""
    own = [each for each in body.splitlines() if each.strip()]
    parts, mark = (own, "\n\n") if len(own) > 3 else (SENTENCE.split(body), " ")
    if len(parts) < 3:
        return body
    return mark.join([*parts[:-2], parts[-1], parts[-2]])


def two_dropped(body: str, random: Random) -> str:
    """Leave out two sentences without a number, where that is little."""
    return words.sentence_dropped(words.sentence_dropped(body, random, 0.07), random, 0.07)


def sentence_added(body: str, random: Random) -> str:
    """Add a sentence of background behind the second paragraph."""
    found = paragraphs(body, random)
    found.insert(
        min(2, len(found)),
        random.choice(
            (
                "The move had been widely anticipated by those who follow the matter closely.",
                "It is the latest sign of how quickly conditions have changed in recent months.",
                "Analysts have been divided over what comes next.",
            )
        ),
    )
    return "\n\n".join(found)


def told_anew(body: str, random: Random) -> str:
    """Change some words, some spellings and the form at once."""
    return as_html(curly(words.house_style(body, random), random), random)


def amended(body: str, random: Random) -> str:
    """Correct a few small things: an article less, a word changed, two sentences joined."""
    return joined(words.without_articles(words.synonyms(body, random), random), random)


EDITS: Final[Mapping[str, Edit]] = {
    "contractions": body_only(contracted),
    "offices and institutions": body_only(offices),
    "says for said": body_only(present),
    "quarters": body_only(quarters),
    "days before months": body_only(days_first),
    "the euro's sign": body_only(euro_signs),
    "dollars named": body_only(dollars_named),
    "dateline dropped": body_only(without_dateline),
    "a quotation unmarked": body_only(unquoted),
    "sentences joined": body_only(joined),
    "paragraphs moved": body_only(paragraphs_moved),
    "two sentences dropped": body_only(two_dropped),
    "a sentence added": body_only(sentence_added),
    "words and form": body_only(told_anew),
    "several small things": body_only(amended),
}
