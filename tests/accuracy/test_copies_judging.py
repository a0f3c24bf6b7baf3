"""A copy is right if it is found, and found to be of its own original; news is, if it is not."""

from collections.abc import Iterable, Iterator
from random import Random

from stream.models import Article
from tests.accuracy.copies import mistakes, tables
from tests.accuracy.copies.feeding import Find, Outcome
from tests.accuracy.copies.figures import figures
from tests.accuracy.copies.judging import COPIES, Verdicts, instances, judge, rounds
from tests.accuracy.copies.kit import Kit, Text


def shouted(text: Text, random: Random) -> Text:
    """Edit a text in a way that is easily undone."""
    return text._replace(body=text.body.upper())


def numbered(random: Random) -> Text:
    """Fill in a template that has three forms."""
    return Text("", f"Acme rose {random.randint(1, 3)}%.")


KIT = Kit(
    texts=[Text("", "Rain fell."), Text("", "Wheat rose."), Text("", "RATES HELD.")],
    edits={"exact": {"as it is": lambda text, _: text}, "reformatted": {"capitals": shouted}},
    templates={"moves": numbered},
)


def finding(*, like: str) -> Find:
    """Give a finder that goes by the body's first letters: ``whole``, ``first``, or ``none``."""

    def key(article: Article) -> str:
        words = article.body.lower()
        return {"whole": words, "first": "", "none": article.id}[like]

    def find(articles: Iterable[Article]) -> Iterator[Outcome]:
        known: dict[str, str] = {}
        for article in articles:
            of = known.setdefault(key(article), article.id)
            copy = of != article.id
            yield Outcome(
                article_id=article.id,
                story_id=of,
                of=of if copy else None,
                similarity=1.0 if copy else 0.0,
                method="near" if copy else None,
                novelty=None if copy else 1.0,
            )

    return find


def reached(verdicts: Verdicts) -> dict[str, float]:
    """Give the figures as numbers."""
    return {name: share.value for name, share in figures(verdicts).items()}


def test_a_good_finder_has_all_right() -> None:
    """The three forms of the template are three pieces of news."""
    verdicts = judge(finding(like="whole"), KIT)

    assert reached(verdicts) == dict.fromkeys(["exact", "reformatted", "templates", "originals"], 1)
    assert len(verdicts.templates) == 3


def test_a_finder_that_finds_nothing_has_no_copy_right() -> None:
    """And keeps everything apart."""
    verdicts = judge(finding(like="none"), KIT)

    assert reached(verdicts) == {"exact": 0, "reformatted": 0, "templates": 1, "originals": 1}


def test_to_be_called_a_copy_of_something_else_counts_for_nothing() -> None:
    """All are called copies of the first: so are its own copies alone right."""
    verdicts = judge(finding(like="first"), KIT)

    assert reached(verdicts) == {
        "exact": 1 / 3,
        "reformatted": 1 / 2,
        "templates": 1 / 3,
        "originals": 1 / 3,
    }


def test_what_an_edit_leaves_as_it_was_is_no_copy() -> None:
    """Capitals of capitals are not; an exact copy is meant to be the same."""
    kinds = [each.kind for each in judge(finding(like="whole"), KIT).copies]

    assert (kinds.count("exact"), kinds.count("reformatted")) == (3, 2)


def test_a_round_has_one_copy_of_each_text_at_most() -> None:
    """A copy cannot be found by way of another; over the rounds each text meets each edit."""
    edits = {str(number): shouted for number in range(9)}
    kit = Kit(texts=KIT.texts[:2], edits={"edited": edits}, templates={})

    planned = list(rounds(kit, seed=1))

    assert [len({each.number for each in one}) for one in planned] == [2] * 9
    assert {each.edit for one in planned for each in one if each.number == 0} == set(edits)


def test_there_are_about_so_many_copies() -> None:
    """A kit of many texts has fewer rounds."""
    texts = [Text("", f"text {number}") for number in range(1_000)]
    edits = {str(number): shouted for number in range(9)}
    kit = Kit(texts=texts, edits={"edited": edits}, templates={})

    assert sum(map(len, rounds(kit, seed=1))) in {COPIES - 500, COPIES + 500, 4_000, 5_000}


def test_the_same_seed_gives_the_same() -> None:
    """Another one gives another order."""
    assert judge(finding(like="whole"), KIT, 7) == judge(finding(like="whole"), KIT, 7)


def test_a_template_that_has_few_forms_gives_few_pieces() -> None:
    """Each of them once."""
    assert sorted(text.body for text in instances("moves", numbered, seed=1)) == [
        "Acme rose 1%.",
        "Acme rose 2%.",
        "Acme rose 3%.",
    ]


def test_mistakes_are_listed_by_class() -> None:
    """The largest first, each class with so many of its texts."""
    verdicts = judge(finding(like="first"), KIT)

    lines = mistakes.listing(mistakes.of_kit(verdicts), 1).splitlines()

    assert [line.split(maxsplit=1) for line in lines[:4]] == [
        ["4", "false original"],
        ["2", "elsewhere exact: as it is"],
        ["2", "false moves"],
        ["1", "elsewhere reformatted: capitals"],
    ]
    assert lines.count("   taken for/nearest: Rain fell.") == 1


def test_tables_name_what_went_wrong() -> None:
    """What has no mistake shares a line; methods are counted of copies that are right."""
    good, bad = judge(finding(like="whole"), KIT), judge(finding(like="none"), KIT)

    assert tables.methods({"ours": good}).splitlines()[2:4] == [
        "| ours | exact | 3 | 0 | 3 | 0 | 0 |",
        "| ours | reformatted | 2 | 0 | 2 | 0 | 0 |",
    ]
    assert "| exact | 1 without a mistake | 3 | **1.0000**" in tables.edits(good.copies)
    assert "| reformatted | capitals | 2 | **0.0000**" in tables.edits(bad.copies)
    assert "| 1 without a mistake | 3 | **1.0000**" in tables.templates(good.templates)
    assert "| templates | 0 | 0 | 0 | 0 | 3 |" in tables.novelty(good)
