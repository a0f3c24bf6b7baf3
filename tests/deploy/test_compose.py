"""The compose file and the image: what every container gives up, and that nothing floats."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

import stream
from stream.config import Settings

ROOT: Final = Path(__file__).parents[2]
SECURE: Final = dict(
    re.findall(r"^(\w+)=(.*)$", (ROOT / "deploy" / "secure.env").read_text(), re.MULTILINE)
)
DOCKERFILE: Final = (ROOT / "deploy" / "Dockerfile").read_text()
WORKERS: Final = ("tag", "dedupe", "window")


def services(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Read the services as Compose does: ``${NAME:-default}`` is filled in, ``$$`` is a dollar."""
    text = (ROOT / "docker-compose.yml").read_text()
    filled = re.sub(
        r"(?<!\$)\$\{(\w+):-([^}]*)\}", lambda at: environment.get(at[1]) or at[2] or '""', text
    )
    read: dict[str, dict[str, Any]] = yaml.safe_load(filled.replace("$$", "$"))["services"]
    return read


def listeners(kafka: Mapping[str, Any]) -> dict[str, str]:
    """Give the security protocol of each of the broker's listeners."""
    named = kafka["environment"]["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"]
    return dict(each.split(":") for each in named.split(","))


SERVICES: Final = services({})
every_service = pytest.mark.parametrize("name", SERVICES)


@every_service
def test_a_container_gives_up_what_it_does_not_need(name: str) -> None:
    """No root, no capability, no new privilege, nothing to write to but what is named."""
    service = SERVICES[name]

    assert re.fullmatch(r"[1-9]\d*:\d+", service["user"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True


@every_service
def test_a_container_has_limits(name: str) -> None:
    """Memory, processes, logs and the time to stop are bounded."""
    service = SERVICES[name]

    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["pids_limit"] > 0
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    assert service["stop_grace_period"] == "30s"


@every_service
def test_ports_are_open_to_this_machine_only(name: str) -> None:
    """Every published port is bound to the loopback address."""
    ports = SERVICES[name].get("ports", [])

    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


@every_service
def test_images_are_pinned(name: str) -> None:
    """No image floats with the day it was pulled."""
    assert re.fullmatch(r"[a-z/-]+:v?\d+\.\d+\.\d+", SERVICES[name]["image"])


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_comes_back_and_can_be_scaled(name: str) -> None:
    """It restarts, runs its stage, waits for the topics, and holds no name or port of its own."""
    service = SERVICES[name]

    assert service["restart"] == "unless-stopped"
    assert service["command"] == ["work", name]
    assert service["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert service.keys().isdisjoint({"container_name", "ports"})


@pytest.mark.parametrize("name", [*WORKERS, "topics", "replay"])
def test_settings_are_ours(name: str) -> None:
    """Every setting of a container is one that newsfeed knows."""
    environment = {key: str(value) for key, value in SERVICES[name]["environment"].items()}

    assert Settings.from_environment(environment).broker == ("kafka:19092",)


def test_the_secure_flow_differs_by_its_environment_alone(tmp_path: Path) -> None:
    """Everyone who speaks to the broker logs in over TLS; a replay as a source, no more."""
    password = tmp_path / "password"
    password.write_text("invented")
    secure = services({**SECURE, "NEWSFEED_SASL_PASSWORD_FILE": str(password)})
    source = {**secure["replay"]["environment"], "NEWSFEED_SASL_PASSWORD_FILE": str(password)}

    assert {
        (settings.security_protocol, settings.sasl_username)
        for settings in (
            Settings.from_environment({k: str(v) for k, v in each.items()})
            for each in (source, *(secure[name]["environment"] for name in (*WORKERS, "topics")))
        )
    } == {("SASL_SSL", "newsfeed"), ("SASL_SSL", "source")}


@pytest.mark.parametrize(
    ("environment", "protocol"), [({}, "PLAINTEXT"), (SECURE, "SASL_SSL")], ids=["open", "secure"]
)
def test_what_answers_without_a_password(environment: dict[str, str], protocol: str) -> None:
    """Of a secure broker only listeners that no other container can reach."""
    kafka = services(environment)["kafka"]
    bound = dict(re.findall(r"(\w+)://([^:]*):", kafka["environment"]["KAFKA_LISTENERS"]))

    assert listeners(kafka) == {
        "INSIDE": protocol,
        "OUTSIDE": protocol,
        "ADMIN": "PLAINTEXT",
        "CONTROLLER": "PLAINTEXT",
    }
    assert {name for name, host in bound.items() if host == "localhost"} == {"ADMIN", "CONTROLLER"}


def test_who_may_do_anything_is_nobody_who_can_reach_the_broker() -> None:
    """The super user is the one without a name, whom only the broker's own container can be."""
    kafka = services(SECURE)["kafka"]["environment"]

    assert kafka["KAFKA_AUTHORIZER_CLASS_NAME"].endswith(".StandardAuthorizer")
    assert kafka["KAFKA_SUPER_USERS"] == "User:ANONYMOUS"


def test_extras_are_started_only_where_asked_for() -> None:
    """The profiles hold what the flow does not need; the rest comes with a bare ``up``."""
    profiles = {name: each["profiles"] for name, each in SERVICES.items() if "profiles" in each}

    assert profiles == {"certificates": ["secure"], "users": ["secure"], "kafka-ui": ["tools"]}


def test_the_image_is_of_this_version() -> None:
    """The compose file and the image's label name the version of the project."""
    assert SERVICES["tag"]["image"] == f"newsfeed:{stream.__version__}"
    assert f"ARG VERSION={stream.__version__}\n" in DOCKERFILE


def test_the_broker_makes_no_topic_by_itself() -> None:
    """A misspelt topic is an error, not an empty topic."""
    assert SERVICES["kafka"]["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_prometheus_finds_every_worker() -> None:
    """The scrape configuration asks DNS for each worker's name, at the image's port."""
    scrape = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text())
    found = scrape["scrape_configs"][0]["dns_sd_configs"][0]

    assert found["names"] == list(WORKERS)
    assert f"NEWSFEED_METRICS_PORT={found['port']} " in DOCKERFILE


def test_the_image_carries_no_tools() -> None:
    """The last stage installs nothing, runs as a user and knows when it is ready."""
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]

    assert not re.search(r"\b(apt-get|pip|uv|gcc)\b", last)
    assert "\nUSER 10001:10001\n" in last
    assert "/healthz/ready" in last


def test_the_image_has_a_python_that_is_tested() -> None:
    """The base image's Python is one that the project promises to run on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    versions = re.findall(r"^FROM python:(3\.\d+)\.\d+-slim-bookworm", DOCKERFILE, re.MULTILINE)

    assert len(versions) == 1
    assert f"Programming Language :: Python :: {versions[0]}" in project["classifiers"]
