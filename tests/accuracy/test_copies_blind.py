"""The blind kit keeps its word: copies are the same news, templates are not.

Nothing here measures how well copies are found.
"""

import difflib
import html
import quopri
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from tests.accuracy.copies.blind import KIT
from tests.accuracy.copies.kit import Edit, Kind, Template, Text

SEED = 20_240_611
COMPLETE: tuple[Kind, ...] = ("exact", "reformatted", "edited", "wrapped")


def cases(*kinds: Kind) -> list[object]:
    """Give each edit of these kinds with its name."""
    return [
        pytest.param(edit, id=f"{kind}: {name}")
        for kind in kinds
        for name, edit in KIT.edits[kind].items()
    ]


def copies(edit: Edit) -> Iterator[tuple[Text, Text]]:
    """Give each original with its copy."""
    for index, text in enumerate(KIT.texts):
        yield text, edit(text, Random(SEED + index))


def read(text: str) -> str:
    """Read as a patient reader does: no markup, entities, escapes, invisible signs, widths."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), text)
    text = html.unescape(html.unescape(text.replace("\\n", "\n").replace('\\"', '"')))
    if "=E2=" in text or "=3D" in text:
        text = quopri.decodestring(text.encode()).decode()
    text = re.sub(r"<[^>]*>|\]\(https://example.com/t\)", " ", text)
    text = unicodedata.normalize("NFKC", text)
    return "".join(each for each in text if unicodedata.category(each) != "Cf")


def numbers(text: str) -> Counter[str]:
    """Count the numbers, whatever parts their thousands."""
    plain = re.sub(r"(?<=\d)[,\s](?=\d{3}(?!\d))", "", read(text).replace("\u2009", ""))
    return Counter(re.findall(r"\d+(?:\.\d+)*", plain))


def names(text: str) -> set[str]:
    """Find the names of two words or more, months and beginnings of sentences left out."""
    return set(re.findall(r"(?<=[a-z] )[A-Z][a-z]+ [A-Z][a-z]+", text))


def words(text: str) -> list[str]:
    """Give the words, without the signs around them."""
    return re.findall(r"\w+", text)


def test_there_are_as_many_of_each_as_were_asked_for() -> None:
    """Sixty originals, eight edits of each kind, thirty templates."""
    forms = {name.partition(",")[0] for name in KIT.templates}

    fewest = min(len(edits) for edits in KIT.edits.values())

    assert len(KIT.texts) >= 60
    assert fewest >= 8
    assert len(forms) >= 30


def test_originals_are_other_stories_of_a_usual_length() -> None:
    """No two share a headline or a lead; each has 80 to 600 words."""
    leads = {text.body[:120] for text in KIT.texts}
    titles = {text.title for text in KIT.texts}

    lengths = [len(text.body.split()) for text in KIT.texts]

    assert len(leads) == len(titles) == len(KIT.texts)
    assert 80 <= min(lengths) <= max(lengths) <= 600


@pytest.mark.parametrize("edit", cases("exact"))
def test_an_exact_copy_has_the_same_body(edit: Edit) -> None:
    """Only the headline is the publisher's own."""
    pairs = list(copies(edit))

    changed = [text.title for text, copy in pairs if copy.body != text.body]

    assert changed == []


@pytest.mark.parametrize("edit", cases("reformatted", "edited", "cut", "wrapped"))
def test_any_other_copy_has_another_body(edit: Edit) -> None:
    """No edit leaves a text as it was."""
    pairs = list(copies(edit))

    same = [text.title for text, copy in pairs if copy.body == text.body]

    assert same == []


@pytest.mark.parametrize("edit", cases(*COMPLETE))
def test_a_complete_copy_has_every_number(edit: Edit) -> None:
    """As often as the original, in whatever writing."""
    pairs = list(copies(edit))

    lost = [(text.title, numbers(text.body) - numbers(copy.body)) for text, copy in pairs]

    assert [each for each in lost if each[1]] == []


@pytest.mark.parametrize("edit", cases("edited", "wrapped"))
def test_a_complete_copy_has_every_name(edit: Edit) -> None:
    """Of persons, firms and places; what is reformatted may part them with signs."""
    pairs = list(copies(edit))

    lost = [
        each for text, copy in pairs for each in names(text.body) if each not in read(copy.body)
    ]

    assert lost == []


@pytest.mark.parametrize("edit", cases("edited"))
def test_an_edited_copy_has_few_other_words(edit: Edit) -> None:
    """Seven in a hundred on average, a whole sentence included; never more than a fifth."""
    pairs = list(copies(edit))

    shares = [
        (Counter(words(text.body)) - Counter(words(copy.body))).total() / len(words(text.body))
        for text, copy in pairs
    ]

    assert max(shares) <= 0.20
    assert sum(shares) / len(shares) <= 0.07


@pytest.mark.parametrize("edit", cases("cut"))
def test_a_cut_copy_has_three_fifths_of_the_words(edit: Edit) -> None:
    """Between a half and seven tenths, in their order, and few of its own."""
    pairs = list(copies(edit))

    kept = [common(text, copy) for text, copy in pairs]

    assert 0.50 <= min(kept) <= max(kept) <= 0.70


def common(text: Text, copy: Text) -> float:
    """Give the share of the words of a text that its copy has in the same order."""
    matcher = difflib.SequenceMatcher(
        None, words(text.body), words(read(copy.body)), autojunk=False
    )
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words(text.body))


@pytest.mark.parametrize("edit", cases("wrapped"))
def test_a_wrapped_copy_has_all_words_and_some_of_others(edit: Edit) -> None:
    """Fifteen to ninety words more than the original."""
    pairs = list(copies(edit))

    more = [len(read(copy.body).split()) - len(text.body.split()) for text, copy in pairs]
    lost = [Counter(words(text.body)) - Counter(words(read(copy.body))) for text, copy in pairs]

    assert 15 <= min(more) <= max(more) <= 90
    assert [each for each in lost if each] == []


@pytest.mark.parametrize("edit", cases(*COMPLETE, "cut"))
def test_the_same_chance_makes_the_same_copy(edit: Edit) -> None:
    """Chance comes from nowhere else."""
    text = KIT.texts[0]

    twice = {edit(text, Random(SEED)) for _ in range(2)}

    assert len(twice) == 1


@pytest.mark.parametrize("edit", cases(*COMPLETE, "cut"))
def test_an_edit_takes_any_text(edit: Edit) -> None:
    """However short, with a headline or without."""
    short = Text("", "Prices rose. Nobody knows why, said a trader.")

    copy = edit(short, Random(SEED))

    assert copy.title + copy.body


@pytest.mark.parametrize("template", KIT.templates.values(), ids=KIT.templates)
def test_two_calls_of_a_template_are_different_news(template: Template) -> None:
    """In a number, a date or a name at least, of 30 to 300 words."""
    rng = Random(SEED)

    news = [template(rng) for _ in range(100)]

    assert len({each.body for each in news}) == 100
    assert all(30 <= len(each.body.split()) <= 300 for each in news)
    assert all(each.title and "{" not in each.title + each.body for each in news)


def test_some_templates_differ_in_one_slot_only() -> None:
    """All words but a few are the same, in the same places."""
    rng = Random(SEED)

    apart = Counter(
        sum(a != b for a, b in zip(first, second, strict=False))
        for template in KIT.templates.values()
        for first, second in [(template(rng).body.split(), template(rng).body.split())]
        if len(first) == len(second)
    )

    assert apart[1] >= 8
