"""Each hostile record has exactly one outcome, the one that it is known by; nothing else happens.

What is taken by one stage goes on to the next ones, where it may do no harm either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import pytest

from stream.models import Topic
from stream.stages.contract import Output
from tests.hostile.case import Case
from tests.hostile.cases import cases, foreign_cases
from tests.hostile.deciding import decided, fresh, passed_on, record_of
from tests.hostile.encodings import BEYOND_THE_BROKER

RAW = cases(text_bytes=1 << 17)
MENTIONS_AT_MOST = 64 << 20
"""Bytes that all mentions of one article take, whatever it is made of."""


def named(hostile: Iterable[Case]) -> list[object]:
    """Give the cases as parameters that are shown by their names."""
    return [pytest.param(case, id=case.name) for case in hostile]


@pytest.mark.parametrize("case", named(RAW))
def test_a_hostile_article_has_one_outcome(case: Case) -> None:
    """Rejected with the reason that the case names; else it passes all stages, and is told once.

    It makes one record of news.unique, unless it is a heartbeat, and mentions that count.
    """
    result = decided(*fresh("tag"), record_of(case))

    assert result.reason == case.reason
    assert len(result.outputs) == 1
    if case.reason is None:
        assert told(result.outputs[0]) in {"unique", "heartbeat"}


def told(tagged: Output) -> str:
    """Give what becomes of a tagged article further on."""
    result = decided(*fresh("dedupe"), passed_on(tagged))
    mentions = [each for each in result.outputs if each.topic is Topic.MENTIONS]
    assert sum(len(each.value or b"") for each in mentions) < MENTIONS_AT_MOST
    assert counted(mentions) <= {"mention", "mark", "too_late"}
    return result.outcome


def counted(mentions: Sequence[Output]) -> set[str]:
    """Give what becomes of mentions, one after the other."""
    decider, stage = fresh("window")
    results = (decided(decider, stage, passed_on(each, at)) for at, each in enumerate(mentions))
    return {each.reason or each.outcome for each in results}


def test_hostile_articles_in_a_row_leave_each_its_outcome() -> None:
    """One worker reads them all; none of them changes what becomes of another."""
    decider, stage = fresh("tag")
    short = [case for case in RAW if len(case.value or b"") < 100_000]

    reasons = [decided(decider, stage, record_of(case, at)).reason for at, case in enumerate(short)]

    assert reasons == [case.reason for case in short]


@pytest.mark.parametrize("case", named(foreign_cases(Topic.TAGGED)))
def test_foreign_records_of_news_tagged_are_rejected(case: Case) -> None:
    """With a reason of the closed list that is not ``internal``: they are no bugs of ours."""
    result = decided(*fresh("dedupe"), record_of(case))

    assert result.reason == case.reason is not None
    assert [each.topic for each in result.outputs] == [Topic.REJECTED]


@pytest.mark.parametrize("case", named(foreign_cases(Topic.MENTIONS)))
def test_foreign_records_of_news_mentions_are_rejected(case: Case) -> None:
    """With a reason of the closed list that is not ``internal``: they are no bugs of ours."""
    result = decided(*fresh("window"), record_of(case))

    assert result.reason == case.reason is not None
    assert [each.topic for each in result.outputs] == [Topic.REJECTED]


def test_what_no_broker_takes_would_be_rejected_all_the_same() -> None:
    """Its value is cut, so that the rejected record fits where it did not."""
    case = Case(name="beyond", value=BEYOND_THE_BROKER)

    result = decided(*fresh("tag"), record_of(case))

    assert result.reason == "too_large"
    assert dict(result.outputs[0].headers)["newsfeed-size"] == b"4194305"


def test_each_case_has_a_name_of_its_own() -> None:
    """A report names the case, and nothing else."""
    for hostile in (RAW, foreign_cases(Topic.TAGGED), foreign_cases(Topic.MENTIONS)):
        assert [name for name, count in Counter(map(str, hostile)).items() if count > 1] == []
