"""What is remembered is bounded, and the journal can be cut behind it."""

from stream.stages.contract import Record
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.examples import (
    BITCOIN,
    HOUR,
    MINUTE,
    OTHER,
    STORY,
    facts_of,
    heartbeat,
    log,
    methods,
    result,
    run,
    steps_of,
    tagged,
    texts_in,
)


def flood(count: int, *, body: str = STORY, numbered: bool = False) -> list[Record]:
    """Give articles of one text, or of one template with a number of its own for each."""
    return log(
        *(
            tagged(f"{body} {at}" if numbered else body, id=f"x{at}", at=at * MINUTE)
            for at in range(count)
        )
    )


def test_a_flood_of_one_headline_is_one_text() -> None:
    """Of an exact copy only what a correction needs is kept."""
    stage = DedupeStage(DedupeSettings(max_identities=50))

    steps = run(stage, flood(300))

    assert set(methods(steps)[1:]) == {"exact"}
    assert texts_in(stage) == 1
    assert stage.status().bytes < 50 * 1_000


def test_the_oldest_text_leaves_where_the_maximum_bites() -> None:
    """The last 20 texts are searched; the one before them is forgotten, to the record."""
    stage = DedupeStage(DedupeSettings(max_articles=20))
    records = flood(21, body=OTHER, numbered=True)
    run(stage, records)

    again = log(
        *(tagged(f"{OTHER} {at}", id=f"y{at}", at=HOUR) for at in (1, 20, 0)),
    )
    moved = [
        record._replace(offset=100 + at, value=(record.value or b"").replace(b'"0:', b'"0:10'))
        for at, record in enumerate(again)
    ]

    assert stage.status().holdings[0] == ("texts", 20, 20)
    assert methods(run(stage, moved)) == ["exact", "exact", "unique"]


def test_a_text_is_forgotten_with_its_story() -> None:
    """Once the watermark is past the horizon of the last copy, to the hour."""
    stage = DedupeStage(DedupeSettings())
    records = log(
        tagged(id="a"), tagged(id="b", at=10 * HOUR), heartbeat(82 * HOUR), heartbeat(84 * HOUR)
    )

    sizes = []
    for record in records:
        stage.apply(record)
        sizes.append(texts_in(stage))

    assert sizes == [1, 1, 1, 0]


def test_the_journal_can_be_cut_behind_what_is_forgotten() -> None:
    """After eight days only the last reading of the clocks is needed."""
    stage = DedupeStage(DedupeSettings())
    records = log(tagged(id="a"), tagged(OTHER, id="b"), heartbeat(8 * 24 * HOUR))

    needed = []
    for record in records:
        stage.apply(record)
        needed.append(stage.expired())

    assert needed == [0, 0, 2]


def test_the_journal_can_be_cut_while_time_stands_still() -> None:
    """Every thousand offsets a fact gives all readings, even where no partition gets on."""
    stage = DedupeStage(DedupeSettings(max_articles=16, max_identities=16))
    records = log(*(tagged(f"{BITCOIN} {at}", id=f"x{at}") for at in range(1_050)))

    run(stage, records)

    assert stage.expired() == 1_000


def test_a_slim_fact_has_no_signature() -> None:
    """Past the horizon a fact keeps what corrections need: less than half of it."""
    stage = DedupeStage(DedupeSettings())
    records = log(tagged(id="a"), heartbeat(100 * HOUR))
    fact, _ = facts_of(records, run(stage, records))

    slim = stage.slim(fact)

    assert len(slim.data) < len(fact.data) / 2
    assert stage.slim(slim) == slim


def test_a_story_outlives_its_first_facts() -> None:
    """A copy's fact tells all of its story that is needed when the first ones are gone."""
    settings = DedupeSettings(max_articles=2, max_identities=2)
    stage = DedupeStage(settings)
    edited = [STORY.replace("said", word) for word in ("told", "wrote", "held", "let")]
    records = log(*(tagged(text, id=f"a{at}", at=at * HOUR) for at, text in enumerate(edited)))
    journal = facts_of(records, run(stage, records))
    restored = DedupeStage(settings)

    needed = [fact for fact in journal if fact.offset >= stage.expired()]
    restored.restore(needed)
    last = log(*(tagged(edited[-1], id=f"b{at}", at=4 * HOUR) for at in range(5)))[-1]
    copy = restored.apply(last)

    assert len(needed) == 2
    assert copy == stage.apply(last)
    assert result(copy)["story_count"] == 5


def test_candidates_are_bounded_in_a_flood_of_near_texts() -> None:
    """A thousand texts of one template are still told apart, and the newest is found."""
    words = "Futures on the index stood at {} points when the session ended on the exchange"

    steps = steps_of(
        *(tagged(words.format(at), id=f"x{at}", at=at * MINUTE) for at in range(1_000, 1_200)),
        tagged(f"{words.format(1_199)} today", id="copy", at=1_200 * MINUTE),
    )

    assert set(methods(steps)[:-1]) == {"unique"}
    assert methods(steps)[-1] == "near"
