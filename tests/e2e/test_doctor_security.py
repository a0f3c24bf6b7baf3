"""Each way of coming in wrongly to a broker, on Apache Kafka: the doctor tells which it is."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from confluent_kafka.admin import AclOperation, ResourceType

from stream import pipeline
from stream.engine.brokers import LOOPBACK
from stream.engine.exits import Exit
from tests.harness.doctoring import Diagnosis, diagnosed, drop
from tests.harness.secured import NOBODY, PASSWORD, USER, Secured, denied, granted, secured
from tests.harness.site import site

pytestmark = pytest.mark.kafka

LOGIN: Final = {"NEWSFEED_SASL_USERNAME": USER, "NEWSFEED_SASL_PASSWORD": PASSWORD}


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    """Run one broker for all: no test leaves a topic or a right behind."""
    with secured(tmp_path_factory.mktemp("secured")) as running:
        yield running


def entered(
    broker: Secured, listener: str, protocol: str, *, host: str = "", **variables: str
) -> Diagnosis:
    """Come to a listener; ``CA`` stands for the broker's certificate."""
    files = {"CA": str(broker.certificate)}
    address = broker.addresses[listener]
    return diagnosed(
        {
            "NEWSFEED_BROKER": f"{host}:{address.rpartition(':')[2]}" if host else address,
            "NEWSFEED_SECURITY_PROTOCOL": protocol,
            "NEWSFEED_METRICS_PORT": "0",
            **{name: files.get(value, value) for name, value in variables.items()},
        },
        seconds=3.0,
    )


@pytest.mark.parametrize(
    ("listener", "protocol", "variables"),
    [
        ("PLAINTEXT", "PLAINTEXT", {}),
        ("SCRAM", "SASL_PLAINTEXT", LOGIN),
        ("TLS", "SSL", {"NEWSFEED_SSL_CAFILE": "CA"}),
        ("BOTH", "SASL_SSL", {**LOGIN, "NEWSFEED_SSL_CAFILE": "CA"}),
    ],
)
def test_who_comes_in_rightly_is_told_so(
    broker: Secured, listener: str, protocol: str, variables: dict[str, str]
) -> None:
    """Only the topics are missing then."""
    diagnosis = entered(broker, listener, protocol, **variables)

    assert diagnosis["broker"].found == f"{broker.addresses[listener]} answers"
    assert diagnosis.verdicts == {"topics": "error"}
    assert diagnosis.exit_code == Exit.TOPICS


def test_a_broker_that_sends_clients_elsewhere_is_told(broker: Secured) -> None:
    """The first question is answered, and no other: `advertised.listeners` is wrong."""
    diagnosis = entered(broker, "LOST", "PLAINTEXT")

    finding = diagnosis.only("nodes")
    assert diagnosis["broker"].verdict == "ok"
    assert finding.found == f"{NOBODY}: the connection is refused ({LOOPBACK})"
    assert finding.causes[0].startswith("`advertised.listeners` of the broker")
    assert diagnosis["topics"].found == "no broker was reached where it says that it is"
    assert diagnosis.exit_code == Exit.BROKER


@pytest.mark.parametrize(
    ("listener", "protocol", "variables", "found", "remedy"),
    [
        (
            "SCRAM",
            "SASL_PLAINTEXT",
            {**LOGIN, "NEWSFEED_SASL_PASSWORD": "wrong"},
            "the broker refuses our login",
            "correct user and password",
        ),
        (
            "SCRAM",
            "SASL_PLAINTEXT",
            {**LOGIN, "NEWSFEED_SASL_USERNAME": "nobody"},
            "the broker refuses our login",
            "correct user and password",
        ),
        (
            "BOTH",
            "SASL_SSL",
            {**LOGIN, "NEWSFEED_SSL_CAFILE": "CA", "NEWSFEED_SASL_PASSWORD": "wrong"},
            "the broker refuses our login",
            "correct user and password",
        ),
        (
            "SCRAM",
            "SASL_PLAINTEXT",
            {**LOGIN, "NEWSFEED_SASL_MECHANISM": "PLAIN"},
            "the broker does not know the mechanism of our login (it offers SCRAM-SHA-512)",
            "set NEWSFEED_SASL_MECHANISM",
        ),
        (
            "BOTH",
            "SASL_SSL",
            {**LOGIN, "NEWSFEED_SSL_CAFILE": "CA", "NEWSFEED_SASL_MECHANISM": "SCRAM-SHA-256"},
            "the broker does not know the mechanism of our login (it offers SCRAM-SHA-512)",
            "set NEWSFEED_SASL_MECHANISM",
        ),
        (
            "SCRAM",
            "PLAINTEXT",
            {},
            "the port asks for a login, and none was given (it offers SCRAM-SHA-512)",
            "set NEWSFEED_SECURITY_PROTOCOL to SASL_PLAINTEXT or SASL_SSL",
        ),
        (
            "BOTH",
            "SSL",
            {"NEWSFEED_SSL_CAFILE": "CA"},
            "the port asks for a login, and none was given (it offers SCRAM-SHA-512)",
            "set NEWSFEED_SECURITY_PROTOCOL to SASL_PLAINTEXT or SASL_SSL",
        ),
        (
            "PLAINTEXT",
            "SASL_PLAINTEXT",
            LOGIN,
            "the port takes no login, and one was given",
            "set NEWSFEED_SECURITY_PROTOCOL to PLAINTEXT or SSL",
        ),
        (
            "TLS",
            "PLAINTEXT",
            {},
            "the port speaks TLS, and it was spoken to without",
            "set NEWSFEED_SECURITY_PROTOCOL to SSL",
        ),
        (
            "BOTH",
            "SASL_PLAINTEXT",
            LOGIN,
            "the port speaks TLS, and it was spoken to without",
            "set NEWSFEED_SECURITY_PROTOCOL to SSL",
        ),
        (
            "PLAINTEXT",
            "SSL",
            {"NEWSFEED_SSL_CAFILE": "CA"},
            "the port speaks Kafka without TLS, and it was spoken to in TLS",
            "take the port of a listener with TLS",
        ),
        (
            "SCRAM",
            "SASL_SSL",
            {**LOGIN, "NEWSFEED_SSL_CAFILE": "CA"},
            "the port speaks Kafka without TLS, and it was spoken to in TLS",
            "take the port of a listener with TLS",
        ),
        (
            "TLS",
            "SSL",
            {},
            "the broker's certificate is not trusted (self",
            "set NEWSFEED_SSL_CAFILE",
        ),
        (
            "TLS",
            "SSL",
            {"NEWSFEED_SSL_CAFILE": "CA", "host": "localhost"},
            "the broker's certificate is not trusted (Hostname mismatch, certificate is not valid",
            "set NEWSFEED_SSL_CAFILE",
        ),
        (
            "MUTUAL",
            "SSL",
            {"NEWSFEED_SSL_CAFILE": "CA"},
            "the broker ended the TLS handshake",
            "set NEWSFEED_SSL_CERTFILE and NEWSFEED_SSL_KEYFILE",
        ),
    ],
)
def test_who_comes_in_wrongly_is_told_how(
    broker: Secured,
    listener: str,
    protocol: str,
    variables: dict[str, str],
    found: str,
    remedy: str,
) -> None:
    """One error of the broker's check, its own words and remedy; no secret is in them."""
    diagnosis = entered(broker, listener, protocol, **variables)

    finding = diagnosis.only("broker")
    assert found in finding.found
    assert finding.remedy.startswith(remedy)
    assert finding.causes
    assert (diagnosis.exit_code, diagnosis["topics"].verdict) == (Exit.BROKER, "skipped")
    assert PASSWORD not in repr(diagnosis)


@pytest.fixture
def flow(broker: Secured, tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Give the settings of a user who logs in, where all topics are there."""
    with site(broker.addresses["PLAINTEXT"], tmp_path) as made:
        made.create_topics()
        yield {
            **made.environment,
            "NEWSFEED_BROKER": broker.addresses["SCRAM"],
            "NEWSFEED_SECURITY_PROTOCOL": "SASL_PLAINTEXT",
            **LOGIN,
        }
        drop(made, *(topic.name for topic in pipeline.topics(made.settings)))


def test_topics_that_the_user_may_not_see_are_not_told_as_missing(
    broker: Secured, flow: Mapping[str, str]
) -> None:
    """What is left out of a list of topics is asked for by name."""
    changelog = "newsfeed-dedupe-journal-changelog"
    with denied(broker, (ResourceType.TOPIC, "news.raw"), (ResourceType.TOPIC, changelog)):
        finding = diagnosed(flow).only("topics")

    assert finding.found == f"this user may not see, there or not: news.raw, {changelog}"
    assert finding.exit_code == Exit.TOPICS


def test_a_group_that_the_user_may_not_ask_is_told_beside_those_that_it_may(
    broker: Secured, flow: Mapping[str, str]
) -> None:
    """Half of the rights: the topics are seen, and the other groups."""
    with denied(broker, (ResourceType.GROUP, "newsfeed-dedupe")):
        diagnosis = diagnosed(flow)

    refused = "[Error 30] GroupAuthorizationFailedError"
    asked, stand = diagnosis.only("lag"), diagnosis.only("state")
    assert asked.found == f"dedupe: the group newsfeed-dedupe cannot be asked: {refused}"
    assert stand.found.startswith(
        f"dedupe: where group, journal and log stand cannot be read: {refused}"
    )
    assert diagnosis["topics"].verdict == "ok"
    assert "rights" in asked.remedy


def test_a_changelog_that_the_user_may_see_and_not_read_is_told(
    broker: Secured, flow: Mapping[str, str]
) -> None:
    """To describe a topic is a right of its own."""
    changelog = "newsfeed-window-journal-changelog"
    with granted(broker, AclOperation.DESCRIBE, (ResourceType.TOPIC, changelog)):
        diagnosis = diagnosed(flow)

    assert diagnosis.verdicts == {"state": "error"}
    assert "TopicAuthorizationFailedError" in diagnosis.only("state").found
