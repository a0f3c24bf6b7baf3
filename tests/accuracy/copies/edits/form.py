"""The same words in another form: markup, quotation marks, widths, lines, spaces, links.

Not here: other words (``words``), fewer of them (``length``), more around them (``frame``).
"""

import html
import re
import textwrap
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from stream.sources import editing
from tests.accuracy.copies.kit import Edit, Text

SOFT: Final = "\N{SOFT HYPHEN}"
HARD: Final = "\N{NO-BREAK SPACE}"
NARROW: Final = "\N{NARROW NO-BREAK SPACE}"
LETTERLESS: Final = "\N{ZERO WIDTH SPACE}"
WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
BULLETS: Final = "•‣▪·–*"
LONG: Final = re.compile(r"\b[a-z]{9,}\b")
SENTENCE: Final = re.compile(r"""(?:(?<=[a-z%\d)][.!?])|(?<=[.!?]["”’']))\s+(?=[A-Z“"'‘$])""")
"""Between two sentences; not behind ``U.S.``."""


def body_only(change: Callable[[str, Random], str]) -> Edit:
    """Give the edit that changes only the body."""

    def edit(text: Text, random: Random) -> Text:
        return text._replace(body=change(text.body, random))

    return edit


def paragraphs(body: str, random: Random) -> list[str]:
    """Part a body into paragraphs: its own, or a few sentences each."""
    own = [each.strip() for each in body.splitlines() if each.strip()]
    if len(own) > 1:
        return own
    found: list[str] = []
    for sentence in SENTENCE.split(body):
        if found and random.random() < 0.5:
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return found


def as_html(body: str, random: Random) -> str:
    """Set it as a page would."""
    return "".join(f"<p>{html.escape(each)}</p>\n" for each in paragraphs(body, random))


def as_rich_html(body: str, random: Random) -> str:
    """Set it with classes, bold openings, breaks and numeric entities."""
    lines: list[str] = []
    for each in paragraphs(body, random):
        first, _, rest = html.escape(each).partition(" ")
        spaced = rest.replace("&#x27;", "&#39;").replace(" of ", "&nbsp;of ")
        lines.append(f'<p class="body-text" id="p{len(lines)}"><strong>{first}</strong> {spaced}')
    return '<div class="article">' + "<br/></p>".join(lines) + "</p></div>"


def linked_html(body: str, random: Random) -> str:
    """Make a link of a word in every paragraph."""
    lines: list[str] = []
    for each in paragraphs(body, random):
        words = html.escape(each).split(" ")
        place = random.randrange(len(words))
        words[place] = f'<a href="https://example.com/quote/{place}?ref=story">{words[place]}</a>'
        lines.append(f"<p>{' '.join(words)}</p>")
    return "\n".join(lines)


def as_markdown(body: str, random: Random) -> str:
    """Set it with emphasis, and a rule between paragraphs."""
    found = [
        re.sub(r"^(\w+(?: \w+)?)", r"**\1**", each) if random.random() < 0.6 else f"> {each}"
        for each in paragraphs(body, random)
    ]
    return "\n\n---\n\n".join(found)


def bulleted(body: str, random: Random) -> str:
    """Make a list of its sentences."""
    bullet = random.choice(BULLETS)
    return "\n".join(f"{bullet} {each}" for each in SENTENCE.split(body))


def numbered_away(body: str, random: Random) -> str:
    """Set it in one line of single spaces."""
    return " ".join(body.split())


def spaced_out(body: str, random: Random) -> str:
    """Double some spaces, indent the lines, end them with spaces."""
    words = body.split(" ")
    wide = [word + " " * random.choice((0, 0, 0, 1, 2)) for word in words]
    return "\r\n".join(f"\t{line}  " for line in " ".join(wide).splitlines())


def sentence_a_line(body: str, random: Random) -> str:
    """Begin each sentence on a line of its own."""
    return "\n\n".join(SENTENCE.split(body))


def narrow(body: str, random: Random) -> str:
    """Set it in short lines, as in a plain mail."""
    columns = random.choice((48, 60, 66))
    return "\n".join(textwrap.fill(each, columns) for each in paragraphs(body, random))


def hard_spaces(body: str, random: Random) -> str:
    """Hold words together, as a typesetter does before numbers and behind initials."""
    held = re.sub(r" (?=\d)", HARD, body)
    return re.sub(r"(?<=\d) (?=[a-z])", random.choice((HARD, NARROW)), held)


def soft_hyphens(body: str, random: Random) -> str:
    """Say where long words may be parted."""
    return LONG.sub(lambda found: SOFT.join((found[0][:4], found[0][4:])), body)


def invisible(body: str, random: Random) -> str:
    """Put marks of no width between words, and one before all."""
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + re.sub(r" (?=[A-Z])", f" {LETTERLESS}", body)


def curly(body: str, random: Random) -> str:
    """Set typographic quotation marks, ellipses and dashes."""
    opened = re.sub(r'(?<!\S)"|(?<=[(\[])"', "“", body.replace("...", "…").replace(" - ", " — "))
    return opened.replace('"', "”").replace("'", "’")


def straight(body: str, random: Random) -> str:
    """Set it in ASCII as far as quotation marks, dashes and ellipses go."""
    marks = str.maketrans("“”’‘–—", "\"\"''--")
    return body.translate(marks).replace("…", "...").replace(HARD, " ")


def tex_quotes(body: str, random: Random) -> str:
    """Set quotation marks as an old wire does."""
    once = re.sub(r'[“"](?=\w)', "``", body)
    return re.sub(r'[”"]', "''", once)


def full_width(body: str, random: Random) -> str:
    """Set digits and signs in the width of Chinese ones."""
    return re.sub(r"[\d%$(),:;]+", lambda found: found[0].translate(WIDE), body)


def upper_title(text: Text, random: Random) -> Text:
    """Set the headline in capitals; where there is none, the first sentence becomes one too."""
    title = text.title or SENTENCE.split(text.body)[0]
    return text._replace(title=title.upper())


def title_in_body(text: Text, random: Random) -> Text:
    """Repeat the headline above the body."""
    title = text.title or SENTENCE.split(text.body)[0]
    return Text(title, f"{title}\n\n{text.body}")


def all_in_body(text: Text, random: Random) -> Text:
    """Leave the field for the headline empty, and put it above the body."""
    return Text("", f"{text.title}\n\n{text.body}" if text.title else f"\n{text.body}\n")


def told_below(text: Text) -> bool:
    """Say whether each number of the headline stands in the body, too."""
    return all(number in text.body for number in re.findall(r"\d+", text.title))


def no_title(text: Text, random: Random) -> Text:
    """Deliver the body alone, in lines of 72 columns, unless it lacks a number."""
    return Text("", editing.reformat(text.body)) if told_below(text) else text


def link_at_end(body: str, random: Random) -> str:
    """Add where it was found."""
    number = random.randrange(10**6, 10**7)
    return (
        f"{body}\n\nhttps://news.example.com/markets/story-{number}?utm_source=rss&utm_medium=feed"
    )


def tracking_links(body: str, random: Random) -> str:
    """Add links that count readers, and a picture that does."""
    code = f"{random.randrange(16**8):08x}"
    return (
        f"{body} https://ex.ample/{code[:6]} pic.example.com/{code}\n"
        f'<img src="https://pixel.example.com/{code}.gif" width="1" height="1"/>'
    )


def shouted(body: str, random: Random) -> str:
    """Set the first sentence in capitals, as some wires do."""
    first, *rest = SENTENCE.split(body, maxsplit=1)
    return " ".join([first.upper(), *rest])


def escaped_twice(body: str, random: Random) -> str:
    """Escape it once more than a page does."""
    return html.escape(html.escape(body.replace("'", "’")))


EDITS: Final[Mapping[str, Edit]] = {
    "html": body_only(as_html),
    "html with classes and entities": body_only(as_rich_html),
    "html with links": body_only(linked_html),
    "markdown": body_only(as_markdown),
    "restyled": body_only(lambda body, _: editing.restyle(body)),
    "lines of 72": body_only(lambda body, _: editing.reformat(body)),
    "narrow lines": body_only(narrow),
    "one line": body_only(numbered_away),
    "sentence a line": body_only(sentence_a_line),
    "double spaces and tabs": body_only(spaced_out),
    "bullets": body_only(bulleted),
    "no-break spaces": body_only(hard_spaces),
    "soft hyphens": body_only(soft_hyphens),
    "zero-width marks": body_only(invisible),
    "typographic quotes": body_only(curly),
    "straight quotes": body_only(straight),
    "old wire quotes": body_only(tex_quotes),
    "full width": body_only(full_width),
    "title in capitals": upper_title,
    "title above the body": title_in_body,
    "title in the body only": all_in_body,
    "no title": no_title,
    "link at the end": body_only(link_at_end),
    "tracking links": body_only(tracking_links),
    "first sentence in capitals": body_only(shouted),
    "escaped twice": body_only(escaped_twice),
}
