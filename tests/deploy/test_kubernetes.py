"""Kubernetes: what kustomize makes of the base and every overlay, against schemas and our code."""

from pathlib import Path
from typing import Final

import pytest
import yaml

import stream
from stream.config import Settings
from stream.engine.exits import Exit
from stream.metrics import STAGES
from stream.pipeline import stages
from tests.harness.manifests import FOLDER, Manifest, complaints, containers, of_kind, rendered

OLDEST: Final = "1.29"
NEWEST: Final = "1.37"
OVERLAYS: Final = sorted(path.parent for path in FOLDER.glob("overlays/*/kustomization.yaml"))
SECRETS: Final = "/run/secrets/newsfeed"
MEBIBYTES: Final = {"Mi": 1, "Gi": 1024}

pytestmark = [pytest.mark.kubernetes, pytest.mark.timeout(600)]  # the first one builds kustomize
every_build = pytest.mark.parametrize(
    "folder", [FOLDER / "base", *OVERLAYS], ids=lambda it: it.name
)


def settings_of(manifests: list[Manifest], secrets: Path) -> Settings:
    """Read the settings as a pod would, its secrets from a folder of the test."""
    (config,) = of_kind(manifests, "ConfigMap").values()
    for name in ("username", "password", "ca.crt"):
        (secrets / name).write_text("secret")
    texts = {name: text.replace(SECRETS, str(secrets)) for name, text in config["data"].items()}
    return Settings.from_environment(texts)


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

    settings = settings_of(list(manifests), tmp_path)

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
    manifests = list(rendered(folder))
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
@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_is_asked_how_it_is(folder: Path, stage: str, tmp_path: Path) -> None:
    """Live and ready, each at its own path, at the port that the settings say."""
    manifests = list(rendered(folder))
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
def test_a_worker_ends_its_stop_before_it_is_killed(folder: Path, tmp_path: Path) -> None:
    """Its own grace ends some seconds before the kubelet's."""
    manifests = list(rendered(folder))
    graces = {
        each["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
        for each in of_kind(manifests, "StatefulSet").values()
    }

    assert graces == {30}
    assert settings_of(manifests, tmp_path).stop_grace_seconds <= 30 - 5


@every_build
def test_the_note_of_a_worker_lies_on_its_volume(folder: Path, tmp_path: Path) -> None:
    """The root is read-only; what a container leaves for the next one is on the pod's volume."""
    manifests = list(rendered(folder))
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
    manifests = list(rendered(folder))
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
    manifests = list(rendered(folder))
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
