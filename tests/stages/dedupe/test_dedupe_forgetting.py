"""An index that was full and is empty again is as good as a new one."""

import pytest

from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.drawn import FAMILY
from tests.stages.dedupe.examples import HOUR, heartbeat, log, methods, run, tagged

DAY = 24 * HOUR


@pytest.mark.parametrize("texts", [2, 3, 4, 9])
def test_a_search_ends_after_a_quiet_week(texts: int) -> None:
    """Near texts took each other's slots before all were forgotten: no chain leads in a circle."""
    stage = DedupeStage(DedupeSettings(max_articles=2))
    full = [tagged(FAMILY[at], id=f"a{at}", at=at * HOUR) for at in range(texts)]

    steps = run(stage, log(*full, heartbeat(8 * DAY), tagged(FAMILY[-1], id="b", at=8 * DAY)))

    assert methods(steps)[-1] == "unique"
