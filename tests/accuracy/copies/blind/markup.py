"""The same words in markup of pages, feeds and notes, and in the entities of HTML.

Not here: what pages say beside the text (``wrapped``).
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from tests.accuracy.copies.blind.prose import paragraphs, sentences
from tests.accuracy.copies.kit import Edit, Text

NAME: Final = re.compile(r"(?<![\w&;#])[A-Z][a-z]+ [A-Z][a-z]+(?!\w)")
FIGURE: Final = re.compile(r"(?<= )[$€]?\d[\d,.]*\d(?=[,.;]?\s)")
SIGNS: Final = {'"': "quot", "'": "#39", "’": "#8217", "“": "#8220", "”": "#8221", "-": "#45"}
SCRIPT: Final = """<script async src="https://ads.example/tag.js"></script>
<script>window.dataLayer=window.dataLayer||[];function push(){dataLayer.push(arguments)}</script>
<style>.story p{margin:0 0 1em;font-family:Georgia,serif}</style>"""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _curl(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def _blocks(text: Text, rng: Random) -> Text:
    """Set paragraphs as blocks of HTML."""
    body = "".join(f"<p>{_escaped(part)}</p>" for part in paragraphs(text.body))
    return Text(
        _escaped(text.title), f'<div class="article-body" id="a{rng.getrandbits(20)}">{body}</div>'
    )


def _rich(text: Text, rng: Random) -> Text:
    """Link names, set figures bold, break lines with tags."""
    body = _escaped(text.body)
    body = NAME.sub(lambda name: f'<a href="/tag/{rng.getrandbits(24)}">{name.group()}</a>', body)
    body = FIGURE.sub(r"<strong>\g<0></strong>", body)
    return text._replace(body=body.replace("\n\n", "<br/><br/>\n"))


def _entities(text: str) -> str:
    """Write every sign that has an entity as one."""
    marked = _escaped(_curl(text))
    return re.sub(
        r"[^\x00-\x7f]|(?<![&\w#])-",
        lambda sign: f"&#x{ord(sign.group()):X};" if sign.group() != "-" else "&#45;",
        marked,
    )


def _twice(text: str) -> str:
    """Escape what is escaped already: ``&amp;#8217;``."""
    named = "".join(f"&{SIGNS[each]};" if each in SIGNS else each for each in _curl(text))
    return named.replace("&", "&amp;")


def _both(change: Callable[[str], str], text: Text, rng: Random) -> Text:
    return Text(change(text.title), change(text.body))


def _spaces(text: Text, rng: Random) -> Text:
    """Put ``&nbsp;`` for a third of the spaces."""
    odd = re.sub(" ", lambda _: "&nbsp;" if rng.random() < 1 / 3 else " ", _escaped(text.body))
    return text._replace(body=odd)


def _feed(text: Text, rng: Random) -> Text:
    """Set as the description of a feed's item."""
    body = "".join(f"<p>{part}</p>\n" for part in paragraphs(text.body))
    return Text(f"<![CDATA[{text.title}]]>", f"<![CDATA[{body}]]>")


def _newsroom(text: Text, rng: Random) -> Text:
    """Set in the markup that agencies send."""
    blocks = "".join(f"<block><p>{_escaped(part)}</p></block>" for part in paragraphs(text.body))
    head = f"<hedline><hl1>{_escaped(text.title)}</hl1></hedline>"
    return text._replace(
        body=f"<body><body.head>{head}</body.head><body.content>{blocks}</body.content></body>"
    )


def _noted(text: Text, rng: Random) -> Text:
    """Set in Markdown: a heading, links, bold lead, a quote where one speaks."""
    first, *others = paragraphs(text.body)
    lead, *rest = sentences(first)
    linked = [NAME.sub(r"[\g<0>](https://example.com/t)", part) for part in others]
    parts = [f"> {part}" if part[0] in '"“' else part for part in linked]
    return Text(f"## {text.title}", "\n\n".join([" ".join([f"**{lead}**", *rest]), *parts]))


def _scripted(text: Text, rng: Random) -> Text:
    """Set in a page with scripts, styles and remarks between the paragraphs."""
    parts = [f"<p>{_escaped(part)}</p>" for part in paragraphs(text.body)]
    index = rng.randrange(1, len(parts)) if len(parts) > 1 else 0
    remark = f"<!-- slot {rng.getrandbits(16)} -->"
    return text._replace(body="\n".join([*parts[:index], SCRIPT, remark, *parts[index:]]))


def _listed(text: Text, rng: Random) -> Text:
    """Set every sentence as an item of a list."""
    items = [each for part in paragraphs(text.body) for each in sentences(part)]
    return text._replace(body=f"<ul>{''.join(f'<li>{_escaped(each)}</li>' for each in items)}</ul>")


def _quoted(text: Text, rng: Random) -> Text:
    """Set in cells, spans and quotes of mails."""
    rows = "".join(
        f'<tr><td style="padding:8px"><span style="font-size:{rng.randrange(11, 17)}px">'
        f"{_escaped(part)}</span></td></tr>"
        for part in paragraphs(text.body)
    )
    return text._replace(body=f"<blockquote><table>{rows}</table></blockquote>")


MARKUP: Final[Mapping[str, Edit]] = {
    "blocks": _blocks,
    "links and bold": _rich,
    "entities": partial(_both, lambda text: _entities(text) + "&#160;"),
    "escaped twice": partial(_both, lambda text: _twice(text) + "&amp;nbsp;"),
    "spaces as entities": _spaces,
    "feed": _feed,
    "newsroom": _newsroom,
    "notes": _noted,
    "scripts": _scripted,
    "list": _listed,
    "tables of mails": _quoted,
}
