"""The same words under another roof: the body untouched, the headline as its publisher likes it.

Not here: any change of the body.
"""

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from tests.accuracy.copies.blind.originals import HEADLINES
from tests.accuracy.copies.blind.slots import filled
from tests.accuracy.copies.kit import Edit, Text


def _republished(text: Text, rng: Random) -> Text:
    """Change nothing: the source is another one."""
    return text


def _untitled(text: Text, rng: Random) -> Text:
    return text._replace(title="")


def _titled(title: Callable[[str], str], text: Text, rng: Random) -> Text:
    return text._replace(title=title(text.title))


def _framed(form: str, text: Text, rng: Random) -> Text:
    """Put the headline into a form whose slots are drawn."""
    return text._replace(title=filled(form, rng).replace("%", text.title))


def renamed(text: Text, rng: Random) -> Text:
    """Give the headline of another desk, or the first words where nobody wrote one."""
    lead = " ".join(text.body.split()[:11])
    return text._replace(title=HEADLINES.get(text.title, f"{lead}…"))


def _shortened(title: str) -> str:
    return f"{' '.join(title.split()[:6])}…"


EXACT: Final[Mapping[str, Edit]] = {
    "another source": _republished,
    "no headline": _untitled,
    "headline in capitals": partial(_titled, str.upper),
    "headline in small letters": partial(_titled, str.lower),
    "headline shortened": partial(_titled, _shortened),
    "site after headline": partial(_framed, "% | {site}"),
    "source after headline": partial(_framed, "% - {site} - {city}"),
    "update": partial(_framed, "UPDATE {few}-%"),
    "kicker": partial(_framed, "{sector} | EXCLUSIVE: %"),
    "time before headline": partial(_framed, "[{clock}] %"),
    "another headline": renamed,
}
