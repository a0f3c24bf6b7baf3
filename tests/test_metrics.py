"""Every series is declared once, readable by Prometheus, and bounded in its labels."""

from typing import Final, get_args

import pytest
from prometheus_client import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from stream.metrics import OUTCOMES, STAGES, TOP_TICKERS, Declared, Metrics, SourceMetrics
from stream.stages.contract import Series

COUNTERS = {
    "records_in",
    "records_out",
    "articles",
    "rejected",
    "duplicates",
    "tags",
    "windows",
    "late",
    "repeats",
    "log_gaps",
    "expired",
    "commit_failures",
    "rebalances",
    "backpressure_seconds",
    "clock_anomalies",
    "evicted",
}
HISTOGRAMS = {"stage_seconds", "end_to_end_seconds", "commit_seconds", "restore_seconds"}
GAUGES = {
    "consumer_lag_records",
    "ready",
    "state_entries",
    "state_bytes",
    "state_limit_entries",
    "watermark_timestamp_seconds",
    "event_timestamp_seconds",
    "last_record_timestamp_seconds",
    "top_ticker",
    "build_info",
}


SOURCE: Final = {"published": "counter", "published_timestamp_seconds": "gauge"}
"""What a process that sends articles has beside what every process has."""


def exposed(metrics: Declared) -> dict[str, Metric]:
    """Read what Prometheus would scrape, by family name without the prefix."""
    text = generate_latest(metrics.registry).decode()
    families = text_string_to_metric_families(text)
    return {family.name.removeprefix("newsfeed_"): family for family in families}


@pytest.mark.parametrize(
    ("kind", "names"), [("counter", COUNTERS), ("histogram", HISTOGRAMS), ("gauge", GAUGES)]
)
def test_each_documented_series_is_exposed_under_its_kind(kind: str, names: set[str]) -> None:
    """What dashboards and rules are written against is there in every process."""
    families = exposed(Metrics())

    assert {name for name in names if families[name].type == kind} == names


def test_no_other_series_than_the_documented_ones_bears_our_prefix() -> None:
    """A series that no document names is one that nobody watches."""
    text = generate_latest(Metrics().registry).decode()
    ours = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE newsfeed_")}

    documented = {f"newsfeed_{name}_total" for name in COUNTERS}
    documented |= {f"newsfeed_{name}" for name in HISTOGRAMS | GAUGES}
    assert ours == documented


def test_a_source_has_its_own_series_and_none_of_a_worker() -> None:
    """No stage's rate of 0 from a process that runs no stage; a release and a process it has."""
    families = exposed(SourceMetrics())
    ours = {name: each.type for name, each in families.items() if "process" not in name}

    assert {name: ours[name] for name in SOURCE} == SOURCE
    assert {name for name in ours if not name.startswith("python")} == {*SOURCE, "build_info"}
    assert "process_resident_memory_bytes" in families


def test_each_help_is_one_sentence() -> None:
    """A scraped series explains itself."""
    families = exposed(Metrics()) | exposed(SourceMetrics())

    helps = [
        families[name].documentation for name in COUNTERS | HISTOGRAMS | GAUGES | SOURCE.keys()
    ]
    assert [text for text in helps if not text.endswith(".") or ". " in text] == []


@pytest.mark.parametrize("stage", STAGES)
def test_children_of_closed_label_sets_stand_at_zero_from_the_start(stage: str) -> None:
    """The first event of a kind is a step from 0 to 1, which a rate can see."""
    registry = Metrics([stage]).registry

    for outcome in OUTCOMES[stage]:
        labels = {"stage": stage, "outcome": outcome}
        assert registry.get_sample_value("newsfeed_articles_total", labels) == 0
    assert registry.get_sample_value("newsfeed_ready", {"stage": stage}) == 0


def test_a_process_exposes_nothing_of_stages_it_does_not_run() -> None:
    """A tag worker does not tell a dedupe rate of 0."""
    registry = Metrics(["tag"]).registry

    labels = {"stage": "dedupe"}
    assert registry.get_sample_value("newsfeed_records_in_total", labels) is None
    assert registry.get_sample_value("newsfeed_duplicates_total", {"method": "near"}) is None


def test_times_are_absent_until_known() -> None:
    """A watermark of 0 would read as half a century of lag."""
    registry = Metrics().registry

    watermark = registry.get_sample_value("newsfeed_watermark_timestamp_seconds", {"stage": "tag"})
    assert watermark is None


def test_every_series_a_stage_may_count_has_its_counter() -> None:
    """The contract's closed set and the declared counters are one."""
    metrics = Metrics()
    for series in get_args(Series):
        metrics.count(series, "of its kind", 3)

    assert metrics.registry.get_sample_value("newsfeed_late_total") == 3
    near = metrics.registry.get_sample_value("newsfeed_tags_total", {"rule": "of its kind"})
    assert near == 3


def test_trending_tickers_replace_those_shown_before_and_are_never_more_than_ten() -> None:
    """The one series with a ticker for a label stays bounded."""
    metrics = Metrics()
    metrics.show_top([("crypto:FET", 9), ("equity:META", 5)])

    metrics.show_top([(f"equity:T{each}", 20 - each) for each in range(TOP_TICKERS + 5)])

    samples = exposed(metrics)["top_ticker"].samples
    shown = {sample.labels["ticker"]: int(sample.labels["rank"]) for sample in samples}
    assert shown == {f"equity:T{each}": each + 1 for each in range(10)}
    assert max(sample.value for sample in samples) == 20
