"""Repeats, the journal, and what of it is needed."""

from datetime import timedelta

from stream.stages.contract import Fact, Holding
from tests.stages.window.examples import (
    BTC,
    CSCO,
    DAY,
    log,
    mark,
    mention,
    records,
    run,
    stage,
    take_back,
    time,
)

NOON = time("12:00")


def test_what_was_applied_before_is_a_repeat() -> None:
    """The same log again changes nothing and is not written down again."""
    reader = stage()
    news = log(mention("10:01"), mark("10:05"), mention("10:07", watermark="10:06"))
    list(run(reader, news))
    reader.outputs()

    steps = [reader.apply(record) for record in news]

    assert [(step.outcome, step.fact) for step in steps] == [("repeat", None)] * 3
    assert reader.outputs() == []


def test_a_mark_repeated_for_each_raw_partition_is_one() -> None:
    """``seq`` and ``index`` say what is new, not the offset."""
    reader = stage()
    first = log(mark("10:05"))[0]

    outcomes = [reader.apply(each).outcome for each in (first, first._replace(offset=1))]

    assert outcomes == ["mark", "repeat"]


def test_every_applied_record_is_one_fact() -> None:
    """Also where nothing but time passed."""
    reader = stage()

    facts = list(run(reader, log(mention("10:01"), mark("10:02"), mark("10:02"))))

    assert [fact.offset for fact in facts] == [0, 1, 2]


def test_restoring_puts_nothing_out() -> None:
    """What the facts changed was put out before they were written."""
    facts = list(run(stage(), records()))
    restored = stage()

    restored.restore(facts)

    assert restored.outputs() == []
    assert restored.gathered() == []


def test_a_fact_is_needed_while_a_window_may_look_back_on_it() -> None:
    """Its windows' retention, 7 days more for baselines, and a day of grace."""
    #  1 May 12:00    2 May 00:00 end of its day   + 7 d retention + 7 d lookback + 1 d = 17 May
    reader = stage()
    early, late, after_all = log(
        mention(NOON), mark("2024-05-16T23:59:59Z"), mark("2024-05-17T00:00:00Z")
    )

    reader_needs = [
        (list(run(reader, [each])), reader.expired())[1] for each in (early, late, after_all)
    ]

    assert reader_needs == [0, 0, 2]


def test_the_newest_fact_is_always_needed() -> None:
    """It holds position, watermark and first watermark when nothing else is left."""
    through, restored = stage(), stage()
    news = log(mention(NOON), mark(NOON + 90 * DAY), mention(NOON + 90 * DAY, story="b"))
    facts = list(run(through, news[:2]))
    through.outputs()

    restored.restore([fact for fact in facts if fact.offset >= through.expired()])

    assert [fact.offset for fact in facts if fact.offset >= through.expired()] == [1]
    assert restored.apply(news[1]).outcome == "repeat"
    assert restored.apply(news[2]) == through.apply(news[2])
    assert restored.outputs() == through.outputs()


def test_a_journal_that_lost_its_oldest_facts_is_still_read() -> None:
    """A take-back whose mention is long gone is passed over."""
    former = mention(NOON)
    facts = list(run(stage(), log(former, take_back(former), mark(NOON + timedelta(days=60)))))
    restored = stage()

    restored.restore(facts[1:])

    assert restored.status().holdings == (Holding("windows", 0),)


def test_a_fact_has_nothing_to_slim() -> None:
    """All of it is needed as long as any."""
    fact = Fact(3, b"fact")

    assert stage().slim(fact) == fact


def test_the_status_tells_windows_and_watermark() -> None:
    """Entries are the windows held; those past their retention are gone."""
    reader = stage()

    list(run(reader, log(mention("10:01"), mark("10:05"))))
    held = reader.status()
    list(run(reader, log(*[mark("10:05")] * 2, mark(NOON + 30 * DAY))))

    assert (held.holdings, held.watermark) == ((Holding("windows", 3),), time("10:05"))
    assert reader.status().holdings == (Holding("windows", 0),)
    assert reader.status().bytes == 0


def test_the_status_names_the_tickers_that_trend() -> None:
    """By mentions since an hour before the watermark, take-backs and older ones aside."""
    reader = stage()
    older = [mention("08:00", story=f"o{number}") for number in range(5)]
    newer = [mention("10:00", story=f"n{number}", ticker=CSCO) for number in range(2)]
    gone = mention("10:01", story="gone")

    last = mention("10:05", story="b")
    list(run(reader, log(*older, *newer, last, gone, take_back(gone), mark("10:00"))))

    assert list(reader.status().top) == [(CSCO, 2), (BTC, 1)]
