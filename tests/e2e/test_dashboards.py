"""Every panel and every variable, asked of a real Prometheus that has scraped real workers."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest

from stream.engine.brokers import embedded
from stream.metrics import STAGES
from tests.harness.alerting import write_shortened
from tests.harness.fixtures import EMBEDDED
from tests.harness.grafana import board
from tests.harness.waiting import eventually
from tests.panels.flow import Flow, Pace, flow
from tests.panels.judging import EMPTY, ZERO, flaws, key, silent

pytestmark = [pytest.mark.embedded, pytest.mark.prometheus]

FACTOR: Final = 60
"""A minute of the alerts' patience is a second."""
PACE: Final = Pace(count=2_400, hours=6, seconds=40)
HARSH: Final = {
    **EMBEDDED,
    "NEWSFEED_MAX_ARTICLES": "100",
    "NEWSFEED_MAX_IDENTITIES": "150",
    "NEWSFEED_COMMIT_INTERVAL_SECONDS": "3",
}
"""So that something is forgotten before its time, and done again after a crash."""
WITHIN: Final = 40.0


@pytest.fixture(scope="module")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flow]:
    """Let a load through; a tagger joins, two workers are killed and start again."""
    directory = tmp_path_factory.mktemp("eventful")
    rules = write_shortened(directory / "rules.yml", FACTOR)
    with (
        embedded() as broker,
        flow(broker.address, directory, [rules], PACE, HARSH) as running,
    ):
        running.workers["window"].until(
            lambda: running.workers["window"].figure("newsfeed_records_in_total"), "windows"
        )
        running.start("tag-2")
        running.workers["tag-2"].ready()
        for name in ("dedupe", "tag-2"):
            running.workers[name].kill()
            running.start(name)
        yield running


def until_none(look: Callable[[], Iterator[str]]) -> None:
    """Look until nothing is found; fail with what is."""
    try:
        eventually(lambda: not [*look()], "nothing found", within=WITHIN, every=0.5)
    except AssertionError as error:
        error.add_note("\n".join(look()))
        raise


def test_every_query_of_the_flow_is_answered(eventful: Flow) -> None:
    """No panel is empty, none shows what is no number, and none nothing but zeros."""
    until_none(lambda: flaws(eventful.viewer("newsfeed")))

    until_none(lambda: silent([eventful.viewer("newsfeed")]))


@pytest.mark.parametrize("stage", STAGES)
def test_every_query_of_a_worker_is_answered(eventful: Flow, stage: str) -> None:
    """But what the worker's stage does not have."""
    until_none(lambda: flaws(eventful.viewer("worker", stage=stage), stage))


def test_every_query_of_a_worker_says_something(eventful: Flow) -> None:
    """Of the worker of one stage or another."""
    until_none(lambda: silent([eventful.viewer("worker", stage=each) for each in STAGES]))


def test_where_nothing_is_right_something_is_asked() -> None:
    """No query that is gone lives on in the lists of those that may be 0, or empty."""
    asked = {
        key(target)
        for name in ("newsfeed", "worker")
        for target in (*board(name).targets, *board(name).annotations)
    }

    assert {*ZERO, *(each for _, each in EMPTY)} - asked == set()
    assert len(ZERO) + len(EMPTY) < len(asked) / 5


def test_every_variable_has_something_to_choose(eventful: Flow) -> None:
    """Jobs of workers and sources, each process by its address; one's dashboard is of a worker."""
    flow_viewer, worker_viewer = eventful.viewer("newsfeed"), eventful.viewer("worker")
    addresses = {name: f"127.0.0.1:{port}" for name, port in eventful.ports.items()}
    of_all = {"job": ".+", "instance": ".+"}

    offered = {
        variable["name"]: set(flow_viewer.options(variable, of_all))
        for variable in flow_viewer.board.query_variables
    }
    workers = worker_viewer.options(worker_viewer.board.query_variables[-1], of_all)

    assert offered["job"] == {"newsfeed", "newsfeed-source"}
    assert offered["instance"] == set(addresses.values())
    assert set(workers) == set(addresses.values()) - {addresses["replay"]}


def test_a_choice_narrows_what_is_shown(eventful: Flow) -> None:
    """Of one worker's dashboard, and of the flow's with one instance chosen of many."""
    address = f"127.0.0.1:{eventful.ports['window']}"
    viewers = [eventful.viewer(name, stage="window") for name in ("newsfeed", "worker")]

    shown = [
        {answer.labels["instance"] for answer in answers}
        for viewer in viewers
        for target, answers in viewer.answers().items()
        if target.panel in {"Processor", "Workers", "Starts"}
    ]

    assert len(shown) == 5
    assert set.union(*shown) == {address}
