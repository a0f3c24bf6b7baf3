"""Run the flow under a load and keep what the dashboards' queries answered: ``make panels``."""

import argparse
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from time import time
from typing import Final

from stream.engine.brokers import Broker, apache, embedded
from stream.metrics import STAGES
from tests.harness.alerting import RULES
from tests.harness.fixtures import EMBEDDED
from tests.harness.grafana import scrape_seconds
from tests.harness.waiting import eventually
from tests.panels.flow import Flow, Pace, flow
from tests.panels.page import publish
from tests.panels.recording import record

ROOT: Final = Path(__file__).parents[2]
RATE: Final = 15
"""Articles a second; the pace rises and falls around it."""
HOURS: Final = 8.0
WARM, KILLED, BACK, DONE = 0.1, 0.38, 0.75, 0.97
"""Shares of the load at which the time that is shown begins, the worker of window is killed, the
next one starts, all is recorded."""
LOOK_SECONDS: Final = 0.5

BROKERS: Final[dict[str, Callable[[], AbstractContextManager[Broker]]]] = {
    "apache": apache,
    "embedded": embedded,
}


def main() -> None:
    """Run, record, publish."""
    parser = argparse.ArgumentParser(prog="tests.panels", description=__doc__)
    parser.add_argument("--broker", choices=BROKERS, default="apache")
    parser.add_argument("--seconds", type=int, default=600, help="length of the load")
    given = parser.parse_args()
    variables = EMBEDDED if given.broker == "embedded" else {}
    pace = Pace(
        count=RATE * given.seconds, hours=HOURS, seconds=given.seconds, all_clocks_right=True
    )
    with (
        tempfile.TemporaryDirectory(prefix="newsfeed-panels-") as directory,
        BROKERS[given.broker]() as broker,
        flow(
            broker.address,
            Path(directory),
            [RULES],
            pace,
            variables,
            scrape_seconds=scrape_seconds(),
        ) as running,
    ):
        watched(running, pace)
    publish(given.broker, pace)


def watched(running: Flow, pace: Pace) -> None:
    """Let the load through, and what happens on the way; record each dashboard before its end."""
    running.start("tag-2")
    until_sent(running, pace, WARM)
    start = time()
    until_sent(running, pace, KILLED)
    running.workers["window"].kill()
    until_sent(running, pace, BACK)
    running.start("window")
    until_sent(running, pace, DONE)
    record(running.viewer("newsfeed", start=start)).keep("newsfeed")
    for stage in STAGES:
        record(running.viewer("worker", start=start, stage=stage)).keep(f"worker-{stage}")


def until_sent(running: Flow, pace: Pace, share: float) -> None:
    """Wait until a share of the load has been sent."""
    source = running.workers["replay"]
    eventually(
        lambda: source.figure("newsfeed_published_total") > share * running.records,
        f"{share:.0%} sent",
        within=2.0 * pace.seconds,
        every=LOOK_SECONDS,
    )
    print(f"panels: {share:.0%} sent", flush=True)


if __name__ == "__main__":
    main()
