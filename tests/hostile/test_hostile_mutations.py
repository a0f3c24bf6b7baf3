"""Sound records with one field amiss, any field at any depth: taken or rejected, never a bug."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from stream.models import Reason
from tests.hostile.case import SOUND, Case
from tests.hostile.deciding import decided, fresh, record_of
from tests.hostile.foreign import MARK, MENTION, TAGGED
from tests.hostile.mutations import ODD, all_mutations, paths

ARTICLE: Final[Mapping[str, Any]] = SOUND | {
    "id": "a",
    "source": "wire",
    "body": "Bitcoin ($BTC) rose.",
    "url": "https://news.example/a",
    "language": "en",
    "updated_at": SOUND["published_at"],
    "action": "correct",
    "revision": 1,
    "tickers": ["BTC", "crypto:ETH"],
    "extra": {"urgency": 3, "subjects": [{"name": "x"}]},
}
FULL: Final[Mapping[str, Any]] = {**TAGGED, "article": {**ARTICLE}}
FOREIGN: Final[set[Reason]] = {"wrong_type", "too_large", "bad_time", "too_deep", "too_late"}
LOGS: Final = [
    pytest.param("tag", ARTICLE, FOREIGN | {"not_json", "no_time", "empty", "future"}, id="raw"),
    pytest.param("dedupe", FULL, FOREIGN, id="tagged"),
    pytest.param("dedupe", {"origin": "0:7", "idle": True}, FOREIGN, id="idle"),
    pytest.param("window", MENTION, FOREIGN, id="mention"),
    pytest.param("window", MARK, FOREIGN, id="mark"),
]


@pytest.mark.parametrize(("stage", "document", "reasons"), LOGS)
def test_a_record_with_one_field_amiss_has_one_outcome(
    stage: str, document: Any, reasons: set[Reason]
) -> None:
    """Each time to a stage that has read nothing; of many some are taken, and some rejected."""
    results = [
        decided(*fresh(stage), record_of(Case(name=stage, value=value)))
        for value in all_mutations(document)
    ]

    refused = {result.reason for result in results if result.reason}
    assert len(results) == len(paths(document)) * (len(ODD) + 2)
    assert refused <= reasons
    assert {result.outcome for result in results} > {"rejected"}


@pytest.mark.parametrize(("stage", "document", "reasons"), LOGS)
def test_records_with_one_field_amiss_leave_a_stage_at_work(
    stage: str, document: Any, reasons: set[Reason]
) -> None:
    """One after the other to the same instance, whatever the earlier ones did to its state."""
    decider, instance = fresh(stage)

    for at, value in enumerate(all_mutations(document)):
        result = decided(decider, instance, record_of(Case(name=stage, value=value), at))
        assert result.reason is None or result.reason in reasons
