"""Kubernetes: the same rules and dashboards work there, under whatever names an overlay gives."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest
import yaml

from deploy.kubernetes.rules import SOURCE, TARGET, wrapped
from stream.metrics import STAGES
from tests.harness.manifests import FOLDER, Manifest, complaints, of_kind, rendered

SECURE: Final = FOLDER / "overlays" / "secure"


@pytest.fixture
def prefixed(tmp_path: Path) -> Sequence[Manifest]:
    """Render an overlay that gives all names a prefix and moves all to another namespace."""
    overlay = {
        "resources": [os.path.relpath(SECURE, tmp_path)],
        "namePrefix": "uk-",
        "namespace": "news-uk",
    }
    (tmp_path / "kustomization.yaml").write_text(yaml.safe_dump(overlay))
    return rendered(tmp_path)


def labels_of_target(service: Manifest, pod: str, monitor: Manifest) -> Mapping[str, str]:
    """Give the labels of a pod's series, as the operator and Prometheus come to them."""
    namespace, labels = (service["metadata"][name] for name in ("namespace", "labels"))
    found = {
        "__meta_kubernetes_namespace": namespace,
        "__meta_kubernetes_pod_name": pod,
        "job": labels[monitor["jobLabel"]],
        "service": service["metadata"]["name"],
        "instance": "10.0.0.7:9100",
    } | {
        f"__meta_kubernetes_service_label_{re.sub(r'[^A-Za-z0-9_]', '_', name)}": text
        for name, text in labels.items()
    }
    for rule in monitor["endpoints"][0]["relabelings"]:
        assert rule.keys() <= {"sourceLabels", "separator", "targetLabel"}
        texts = [found[name] for name in rule["sourceLabels"]]
        found[rule["targetLabel"]] = rule.get("separator", ";").join(texts)
    return found


def test_the_operators_rules_are_those_of_prometheus() -> None:
    """``make docs`` was run after the last change of the rules."""
    made = TARGET.read_text("utf-8")

    assert made == wrapped(SOURCE.read_text("utf-8"))
    assert yaml.safe_load(made)["spec"] == yaml.safe_load(SOURCE.read_text("utf-8"))


@pytest.mark.kubernetes
@pytest.mark.timeout(600)  # the first one builds kustomize
@pytest.mark.parametrize("stage", STAGES)
def test_series_have_the_labels_that_rules_and_dashboards_know(
    prefixed: Sequence[Manifest], stage: str
) -> None:
    """Job and service are those of the rules, the instance outlives an address, in any overlay."""
    monitor = of_kind(prefixed, "ServiceMonitor")["uk-newsfeed"]["spec"]
    service = of_kind(prefixed, "Service")[f"uk-{stage}"]

    labels = labels_of_target(service, f"uk-{stage}-0", monitor)

    assert labels["job"] in re.findall(r'up\{job="([^"]+)"\}', SOURCE.read_text("utf-8"))
    assert labels["service"] == stage
    assert labels["instance"] == f"news-uk/uk-{stage}-0"


@pytest.mark.kubernetes
@pytest.mark.timeout(600)
def test_workers_that_are_not_ready_are_scraped(prefixed: Sequence[Manifest]) -> None:
    """Why one is not ready stands in its metrics: each service lists it, and is found."""
    (monitor,) = of_kind(prefixed, "ServiceMonitor").values()
    services = of_kind(prefixed, "Service")

    assert services.keys() == {f"uk-{stage}" for stage in STAGES}
    for service in services.values():
        wanted = monitor["spec"]["selector"]["matchLabels"].items()
        assert wanted <= service["metadata"]["labels"].items()
        assert service["spec"]["publishNotReadyAddresses"] is True
        assert service["spec"]["clusterIP"] == "None"
        assert service["spec"]["ports"][0]["name"] == monitor["spec"]["endpoints"][0]["port"]


@pytest.mark.kubernetes
@pytest.mark.timeout(600)
def test_names_follow_the_prefix_of_an_overlay(prefixed: Sequence[Manifest]) -> None:
    """Who names another names it as it is called there; the secret is the operator's own."""
    sets = of_kind(prefixed, "StatefulSet")
    scaled = of_kind(prefixed, "ScaledObject")

    assert {name: each["spec"]["serviceName"] for name, each in sets.items()} == {
        f"uk-{stage}": f"uk-{stage}" for stage in STAGES
    }
    assert {name: each["spec"]["scaleTargetRef"]["name"] for name, each in scaled.items()} == {
        "uk-tag": "uk-tag",
        "uk-window": "uk-window",
    }
    assert {
        each["spec"]["triggers"][0]["authenticationRef"]["name"] for each in scaled.values()
    } == of_kind(prefixed, "TriggerAuthentication").keys()
    assert "secretName: newsfeed-broker" in yaml.safe_dump(list(sets.values()))
    assert of_kind(prefixed, "Namespace").keys() == {"news-uk"}
    assert [told for each in prefixed for told in complaints(each, "1.37")] == []
