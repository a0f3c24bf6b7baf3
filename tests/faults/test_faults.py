"""The quick ones of the faults: after each of them every topic holds what it must."""

from collections.abc import Mapping

import pytest

from tests.faults import rows
from tests.faults.fault import Fault
from tests.faults.plan import FAULTS
from tests.faults.rows import Row
from tests.faults.running import Planned, run_all

QUICK = [fault for fault in FAULTS if fault.quick]
JOBS = 2
"""A run mostly waits: for workers to start, to be missed, to be done."""


@pytest.fixture(scope="module")
def shown(request: pytest.FixtureRequest) -> Mapping[str, Row]:
    """Run the faults that were asked for; the rows go to ``build/faults.json``."""
    asked = {item.name for item in request.session.items}
    chosen = [each for each in QUICK if f"{test_nothing_is_lost_by.__name__}[{each.name}]" in asked]
    done = list(run_all([Planned(fault=each, seed=1, quick=True) for each in chosen], JOBS))
    rows.write(done)
    return {row.fault: row for row in done}


@pytest.mark.kafka
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", QUICK, ids=[fault.name for fault in QUICK])
def test_nothing_is_lost_by(fault: Fault, shown: Mapping[str, Row]) -> None:
    """Nothing is lost, wrong or invented, repeats are within their bound, and no one hangs.

    ``make faults`` runs the long way, with more seeds.
    """
    row = shown[fault.name]

    assert row.right, str(row)
