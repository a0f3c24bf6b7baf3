"""In one list one name tells what the others are."""

import re

import pytest

from stream.models import TextField
from stream.stages.tag.hits import Hit
from stream.stages.tag.lists import listed_with
from stream.stages.tag.reading import ReadArticle
from tests.stages.tag.examples import article


def names(field: TextField, text: str) -> list[Hit]:
    """Take Gap and Target for ambiguous names, Cisco for a clear one."""
    return [
        Hit(field, *each.span(), each[0], "name", each[0], (), 850, each[0] != "Cisco")
        for each in re.finditer("Cisco|Gap|Target", text)
    ]


def listed(body: str, title: str = "") -> set[str]:
    """Give the ambiguous names that stand in one list with Cisco."""
    read = ReadArticle(article(body, title=title))
    hits = [hit for field, text in read.fields() for hit in names(field, text)]
    places = listed_with(hits, lambda hit: not hit.needs_context, read)
    return {hit.text for hit in hits if (hit.field, hit.start) in places}


@pytest.mark.parametrize(
    "text",
    [
        "Cisco, Target and Gap",
        "Target, Gap and Cisco",
        "Target, Cisco, and Gap",
        "Target & Cisco & Gap",
        "Target/Cisco/Gap",
        "Target; Cisco; or Gap",
        "* Target\n* Cisco\n* Gap",
        "Gap,\nTarget,\nCisco",
    ],
)
def test_a_clear_name_tells_the_whole_list(text: str) -> None:
    """Before it and behind it, also by way of another ambiguous one."""
    assert listed(text) == {"Target", "Gap"}


@pytest.mark.parametrize(
    "text",
    [
        "Target and Gap",
        "Cisco. Target",
        "Cisco Target",
        "Cisco\nTarget",
        "Cisco then Target",
        "Cisco, the Target",
        "Target (Cisco)",
        "Cisco,          Target",
    ],
)
def test_what_is_no_list_tells_nothing(text: str) -> None:
    """No clear name in it, a blank alone, a full stop, other words, too wide a gap."""
    assert listed(text) == set()


def test_a_list_ends_with_other_words() -> None:
    """What comes behind is a list of its own."""
    assert listed("Cisco and Target, but Gap") == {"Target"}


def test_a_list_stays_in_its_field() -> None:
    """The end of the title and the beginning of the body are apart."""
    assert listed(", Target", title="Cisco") == set()
