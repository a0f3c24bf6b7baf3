"""Kubernetes: how pods come and go: their stops, drains and the scaling by lag."""

from pathlib import Path
from typing import Final

import pytest

from stream.metrics import STAGES
from stream.pipeline import stages
from tests.harness.manifests import (
    OVERLAYS,
    SECRETS,
    containers,
    every_build,
    of_kind,
    rendered,
    settings_of,
)

LET_GO: Final = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes"

pytestmark = [pytest.mark.kubernetes, pytest.mark.timeout(600)]  # the first one builds kustomize


@every_build
def test_a_worker_ends_its_stop_before_it_is_killed(folder: Path, tmp_path: Path) -> None:
    """Its own grace ends some seconds before the kubelet's."""
    manifests = rendered(folder)
    graces = {
        each["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
        for each in of_kind(manifests, "StatefulSet").values()
    }

    assert graces == {30}
    assert settings_of(manifests, tmp_path).stop_grace_seconds <= 30 - 5


@every_build
def test_the_note_of_a_worker_lies_on_its_volume(folder: Path, tmp_path: Path) -> None:
    """The root is read-only; what a container leaves for the next one is on the pod's volume."""
    manifests = rendered(folder)
    home = settings_of(manifests, tmp_path).data_dir

    for manifest in of_kind(manifests, "StatefulSet").values():
        mounts = {
            each["mountPath"]: each["name"] for each in containers(manifest)[0]["volumeMounts"]
        }
        volumes = {each["name"]: each for each in manifest["spec"]["template"]["spec"]["volumes"]}
        assert mounts.keys() <= {str(home.parent), SECRETS}
        assert "emptyDir" in volumes[mounts[str(home.parent)]]


@every_build
def test_as_many_pods_as_partitions_at_most(folder: Path, tmp_path: Path) -> None:
    """More would stand by; of dedupe one does. Where KEDA counts, no manifest sets it back."""
    manifests = rendered(folder)
    settings = settings_of(manifests, tmp_path)
    most = {"tag": settings.raw_partitions, "dedupe": 2, "window": settings.partitions}
    scaled = {
        name: each["spec"]["maxReplicaCount"]
        for name, each in of_kind(manifests, "ScaledObject").items()
    }

    for name, manifest in of_kind(manifests, "StatefulSet").items():
        assert ("replicas" in manifest["spec"]) == (name not in scaled)
        assert 2 <= manifest["spec"].get("replicas", 2) <= most[name]
    assert scaled in ({}, {name: most[name] for name in ("tag", "window")})


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda it: it.name)
def test_keda_looks_at_the_lag_of_the_right_group(folder: Path, tmp_path: Path) -> None:
    """Group and topic are those of the stage, the broker is that of the pods."""
    manifests = rendered(folder)
    scaled = of_kind(manifests, "ScaledObject")

    for stage in stages(settings_of(manifests, tmp_path)):
        if stage.name in scaled:
            spec = scaled[stage.name]["spec"]
            told = spec["triggers"][0]["metadata"]
            assert (told["consumerGroup"], told["topic"]) == (stage.group, stage.input)
            assert told["bootstrapServersFromEnv"] == "NEWSFEED_BROKER"
            assert spec["scaleTargetRef"]["name"] == stage.name
            assert spec["minReplicaCount"] == 2


@every_build
@pytest.mark.parametrize("stage", STAGES)
def test_a_drain_takes_one_pod_at_a_time(folder: Path, stage: str) -> None:
    """And never waits for one that cannot get ready."""
    manifests = rendered(folder)
    budget = of_kind(manifests, "PodDisruptionBudget")[stage]["spec"]

    assert budget["maxUnavailable"] == 1
    assert budget["unhealthyPodEvictionPolicy"] == "AlwaysAllow"
    assert budget["selector"] == of_kind(manifests, "StatefulSet")[stage]["spec"]["selector"]


@every_build
def test_no_volume_keeps_a_machine(folder: Path) -> None:
    """All of a pod's scratch is given up, else an autoscaler would never let its machine go."""
    for manifest in of_kind(rendered(folder), "StatefulSet", "Job").values():
        template = manifest["spec"]["template"]
        scratch = [each["name"] for each in template["spec"]["volumes"] if "emptyDir" in each]
        assert template["metadata"]["annotations"][LET_GO].split(",") == scratch
