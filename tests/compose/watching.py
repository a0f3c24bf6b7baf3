"""What the demo's services tell to whoever looks from outside: Grafana, Prometheus, Kafka.

The dashboard's questions go through Grafana to Prometheus, as a browser sends them.
"""

import json
import urllib.request
from collections.abc import Callable, Mapping
from time import monotonic, time
from typing import Any, Final

from tests.harness.alerting import firing
from tests.harness.answers import Span
from tests.harness.grafana import GENERATED, Panel, Viewer, board, scrape_seconds
from tests.harness.prometheus import asked
from tests.harness.waiting import eventually

GRAFANA: Final = "localhost:3000"
SOURCE: Final = f"{GRAFANA}/api/datasources/proxy/uid/prometheus"
PROMETHEUS: Final = "localhost:9090"
UIDS: Final = [board(file.stem).document["uid"] for file in GENERATED.glob("*.json")]
SHOWN_SECONDS: Final = 900
"""How far back one looks: a quarter of an hour, as the dashboard does at first."""
LOOK_SECONDS: Final = 0.25


def grafana(path: str) -> Any:
    """Ask Grafana's API, without a login. Raises ``HTTPError`` where it refuses."""
    with urllib.request.urlopen(f"http://{GRAFANA}{path}", timeout=10) as answer:
        return json.load(answer)


def shown(title: str) -> Mapping[str, float]:
    """Ask what a panel of the dashboard asks; give the newest of each line, nothing if none yet."""
    now = time()
    viewer = Viewer(
        board=board("newsfeed"),
        prometheus=SOURCE,
        span=Span(start=now - SHOWN_SECONDS, end=now),
        scrape_seconds=scrape_seconds(),
    )
    try:
        answers = {
            target.named(answer.labels): answer.newest
            for target in panel(title).targets
            for answer in viewer.answer(target)
        }
    except OSError:  # nothing listens yet, or Grafana has no answer from Prometheus yet
        return {}
    return answers


def panel(title: str) -> Panel:
    """Give the panel of this name."""
    return next(each for each in board("newsfeed").panels if each.title == title)


def figure(query: str) -> float:
    """Ask Prometheus for one value, 0 where it has none."""
    return asked(PROMETHEUS, query) or 0.0


def fires(alert: str, service: str) -> bool:
    """Say whether an alert fires for a stage or service."""
    return (alert, service) in firing(PROMETHEUS)


def dashboard_is_there() -> bool:
    """Say whether Grafana gives the dashboard to whoever asks."""
    try:
        return bool(grafana("/api/dashboards/uid/newsfeed"))
    except OSError:
        return False


def moves(title: str) -> bool:
    """Say whether a panel of rates has a line above 0."""
    return any(value > 0 for value in shown(title).values())


def target_count() -> float:
    """Give how many workers Prometheus reads."""
    return figure('sum(up{job="newsfeed"})')


def holders(stage: str) -> float:
    """Give how many workers of a stage have a partition: only they tell what waits in one."""
    return figure(f'count(count by (instance) (newsfeed_consumer_lag_records{{stage="{stage}"}}))')


def stages_ready() -> int:
    """Give how many stages have a worker that is ready, as the dashboard tells it."""
    return sum(workers > 0 for workers in shown("Workers ready").values())


def moments(looks: Mapping[str, Callable[[], object]], *, within: float) -> Mapping[str, float]:
    """Watch for several things to become true; give the seconds until each did."""
    started, seen = monotonic(), dict[str, float]()

    def all_seen() -> bool:
        for name, look in looks.items():
            if name not in seen and look():
                seen[name] = monotonic() - started
        return len(seen) == len(looks)

    eventually(all_seen, f"all of {', '.join(looks)}", within=within, every=LOOK_SECONDS)
    return seen


def told(moments: Mapping[str, float]) -> str:
    """Tell after how many seconds each was seen."""
    return "; ".join(f"{what} after {seconds:.0f} s" for what, seconds in moments.items())
