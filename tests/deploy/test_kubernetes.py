"""Kubernetes: what kustomize makes of the base and every overlay, against schemas and our code."""

from pathlib import Path
from typing import Final

import pytest
import yaml

import stream
from stream.engine.exits import Exit
from stream.metrics import STAGES
from tests.harness.manifests import (
    FOLDER,
    OVERLAYS,
    complaints,
    containers,
    every_build,
    of_kind,
    rendered,
    settings_of,
)

OLDEST: Final = "1.29"
NEWEST: Final = "1.37"
MEBIBYTES: Final = {"Mi": 1, "Gi": 1024}

pytestmark = [pytest.mark.kubernetes, pytest.mark.timeout(600)]  # the first one builds kustomize


def mebibytes(quantity: str) -> int:
    """Read a quantity of memory."""
    return int(quantity[:-2]) * MEBIBYTES[quantity[-2:]]


@every_build
@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_the_schemas_allow_everything(folder: Path, version: str) -> None:
    """Every field is known and right, for Kubernetes old and new and for both operators."""
    wrong = [
        f"{each['kind']} {each['metadata']['name']}: {told}"
        for each in rendered(folder)
        for told in complaints(each, version)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "kind", ["StatefulSet", "ServiceMonitor", "PrometheusRule", "ScaledObject"]
)
def test_the_schemas_refuse_a_misspelt_field(kind: str) -> None:
    """A cluster would drop it in silence."""
    manifest = next(iter(of_kind(rendered(FOLDER / "overlays" / "example"), kind).values()))
    misspelt = manifest | {"spec": manifest["spec"] | {"replica": 3}}

    told = complaints(misspelt, NEWEST)

    assert len(told) == 1
    assert "'replica' was unexpected" in told[0]


def test_every_component_is_part_of_an_overlay() -> None:
    """Else nothing here would look at it."""
    used = {
        (overlay / path).resolve()
        for overlay in OVERLAYS
        for path in yaml.safe_load((overlay / "kustomization.yaml").read_text())["components"]
    }

    assert used == set((FOLDER / "components").iterdir())


@every_build
def test_all_of_it_is_in_the_namespace(folder: Path) -> None:
    """Nothing lands where its operator happens to be; there, only harmless pods are let in."""
    (namespace,) = of_kind(rendered(folder), "Namespace").values()
    others = [each for each in rendered(folder) if each["kind"] != "Namespace"]

    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert {each["metadata"]["namespace"] for each in others} == {namespace["metadata"]["name"]}


@every_build
def test_settings_are_ours(folder: Path, tmp_path: Path) -> None:
    """All workers and the job have one set of settings, every one of which newsfeed knows."""
    manifests = rendered(folder)
    (name,) = of_kind(manifests, "ConfigMap")
    sources = [
        container["envFrom"]
        for each in of_kind(manifests, "StatefulSet", "Job").values()
        for container in containers(each)
    ]

    settings = settings_of(manifests, tmp_path)

    assert sources == [[{"configMapRef": {"name": name}}]] * 4
    assert settings.replication == 3
    assert settings.metrics_host == "0.0.0.0"  # noqa: S104  # probes come from outside the pod


@every_build
def test_a_container_gives_up_what_it_does_not_need(folder: Path) -> None:
    """No root, no capability, no new privilege, no token, no variables of services."""
    for manifest in of_kind(rendered(folder), "StatefulSet", "Job").values():
        pod = manifest["spec"]["template"]["spec"]
        assert pod["automountServiceAccountToken"] is False
        assert pod["enableServiceLinks"] is False
        assert pod["serviceAccountName"] == "newsfeed"
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] == 10001
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in containers(manifest):
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "privileged": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }


@every_build
def test_a_container_has_limits(folder: Path) -> None:
    """Memory is asked for as a whole; logs and scratch are bounded; processor time may be lent."""
    for manifest in of_kind(rendered(folder), "StatefulSet", "Job").values():
        for container in containers(manifest):
            asked, most = (container["resources"][name] for name in ("requests", "limits"))
            assert asked["memory"] == most["memory"]
            assert asked.keys() == {"cpu", "memory", "ephemeral-storage"}
            assert most.keys() == {"memory", "ephemeral-storage"}


@every_build
def test_dedupe_has_the_memory_that_its_maxima_take(folder: Path, tmp_path: Path) -> None:
    """2.4 kB an article, and half as much again for the program, the input and a restore."""
    manifests = rendered(folder)
    (container,) = containers(of_kind(manifests, "StatefulSet")["dedupe"])
    settings = settings_of(manifests, tmp_path)

    state = 2_400 * settings.max_articles / 2**20

    assert settings.max_identities <= settings.max_articles
    assert mebibytes(container["resources"]["limits"]["memory"]) >= 1.5 * state


@every_build
def test_the_image_is_of_this_version(folder: Path) -> None:
    """The image, and the label that tells it, name the version of the project."""
    for manifest in of_kind(rendered(folder), "StatefulSet", "Job").values():
        labels = manifest["spec"]["template"]["metadata"]["labels"]
        assert labels["app.kubernetes.io/version"] == stream.__version__
        assert containers(manifest)[0]["image"].split("/")[-1] == f"newsfeed:{stream.__version__}"


@every_build
@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_is_known_by_its_pod(folder: Path, stage: str) -> None:
    """It runs its stage, its pod's name is its instance id, and the set's service has its name."""
    manifest = of_kind(rendered(folder), "StatefulSet")[stage]
    (container,) = containers(manifest)

    assert container["args"] == ["work", stage]
    assert container["env"] == [
        {
            "name": "NEWSFEED_INSTANCE_ID",
            "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}},
        }
    ]
    assert manifest["spec"]["serviceName"] == stage
    assert manifest["spec"]["podManagementPolicy"] == "Parallel"


@every_build
def test_why_a_worker_left_stands_in_its_pods_status(folder: Path) -> None:
    """The last lines of a log outlive the container; nobody writes a file for it."""
    for manifest in of_kind(rendered(folder), "StatefulSet", "Job").values():
        for container in containers(manifest):
            assert container["terminationMessagePolicy"] == "FallbackToLogsOnError"


@every_build
@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_is_asked_how_it_is(folder: Path, stage: str, tmp_path: Path) -> None:
    """Live and ready, each at its own path, at the port that the settings say."""
    manifests = rendered(folder)
    (container,) = containers(of_kind(manifests, "StatefulSet")[stage])
    probes = {name: container[name]["httpGet"] for name in container if name.endswith("Probe")}

    assert probes == {
        "startupProbe": {"path": "/healthz/live", "port": "metrics"},
        "livenessProbe": {"path": "/healthz/live", "port": "metrics"},
        "readinessProbe": {"path": "/healthz/ready", "port": "metrics"},
    }
    assert [(each["name"], each["containerPort"]) for each in container["ports"]] == [
        ("metrics", settings_of(manifests, tmp_path).metrics_port)
    ]


@every_build
def test_the_job_gives_up_where_trying_again_mends_nothing(folder: Path) -> None:
    """A wrong topic or setting fails it at once; it leaves, so that the next one can be made."""
    job = of_kind(rendered(folder), "Job")["topics"]
    given_up = job["spec"]["podFailurePolicy"]["rules"][0]

    assert containers(job)[0]["args"] == ["topics"]
    assert given_up["action"] == "FailJob"
    assert given_up["onExitCodes"]["values"] == [Exit.USAGE, Exit.TOPICS, Exit.CONFIG]
    assert job["spec"]["template"]["spec"]["restartPolicy"] == "Never"
    assert job["spec"]["ttlSecondsAfterFinished"] > 0


@every_build
def test_only_the_port_of_the_metrics_is_open(folder: Path) -> None:
    """From anywhere in the cluster, for where Prometheus is nobody here knows."""
    (policy,) = of_kind(rendered(folder), "NetworkPolicy").values()

    assert policy["spec"]["policyTypes"] == ["Ingress"]
    assert policy["spec"]["podSelector"]["matchLabels"] == {"app.kubernetes.io/name": "newsfeed"}
    assert policy["spec"]["ingress"] == [{"ports": [{"protocol": "TCP", "port": "metrics"}]}]
