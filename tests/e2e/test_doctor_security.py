"""Each way of coming in wrongly to a broker, on Apache Kafka: the doctor tells which it is."""

from collections.abc import Iterator
from typing import Final

import pytest

from stream.engine.brokers import LOOPBACK
from stream.engine.exits import Exit
from tests.harness.doctoring import Diagnosis, diagnosed
from tests.harness.secured import NOBODY, PASSWORD, USER, Secured, secured

pytestmark = pytest.mark.kafka

LOGIN: Final = {"NEWSFEED_SASL_USERNAME": USER, "NEWSFEED_SASL_PASSWORD": PASSWORD}


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    """Run one broker for all: nothing here changes it."""
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
