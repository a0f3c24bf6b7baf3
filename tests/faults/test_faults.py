"""The quick ones of the faults: after each of them every topic holds what it must."""

from pathlib import Path

import pytest

from tests.faults import rows
from tests.faults.fault import Fault
from tests.faults.plan import FAULTS

QUICK = [fault for fault in FAULTS if fault.quick]


@pytest.mark.kafka
@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", QUICK, ids=[fault.name for fault in QUICK])
def test_nothing_is_lost_by(fault: Fault, tmp_path: Path) -> None:
    """Nothing is lost, wrong or invented, repeats are within their bound, and no one hangs.

    The row goes to ``build/faults.json``; ``make faults`` runs the long way, with more seeds.
    """
    row = fault.row(1, tmp_path, quick=True)
    rows.write([row])

    assert row.right, str(row)
