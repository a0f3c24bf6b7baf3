"""Judges how far one gets with the brokers: each address that is set, each that they tell."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from stream.cli.doctor.findings import Checked, Finding, Verdict, concluded
from stream.engine.contact import Contact, Outcome
from stream.engine.exits import Exit


class _Told(NamedTuple):
    """What an outcome means: what happened, why perhaps, what to do."""

    happened: str
    causes: tuple[str, ...]
    remedy: str


PROTOCOL: Final = "NEWSFEED_SECURITY_PROTOCOL"
TOLD: Final[Mapping[Outcome, _Told]] = {
    Outcome.UNRESOLVED: _Told(
        "the name is not resolved",
        ("the name is misspelt", "it is known inside another network or cluster only"),
        "correct NEWSFEED_BROKER; `getent hosts NAME` shows what this machine knows",
    ),
    Outcome.REFUSED: _Told(
        "the connection is refused",
        (
            "no broker runs there",
            "it listens on another port",
            "it listens on its own machine only",
        ),
        "start the broker, or correct NEWSFEED_BROKER; the broker's `listeners` say where it is",
    ),
    Outcome.UNREACHABLE: _Told(
        "there is no way there",
        ("the machine is off", "no route, or another network"),
        "check the network between here and there, and NEWSFEED_BROKER",
    ),
    Outcome.SILENT: _Told(
        "no answer",
        ("a firewall drops what is sent", "the machine or the broker hangs"),
        "check the broker and the firewalls on the way; `--timeout` waits longer",
    ),
    Outcome.FOREIGN: _Told(
        "something answers that is no Kafka",
        ("the port is that of another service",),
        "correct the port in NEWSFEED_BROKER",
    ),
    Outcome.HUNG_UP: _Told(
        "the connection is taken and closed without an answer",
        (
            "what forwards the port (Docker, a load balancer, a tunnel) has no broker behind it",
            "the broker is starting, stopping, or has as many connections as it takes",
            "the port is that of another service",
        ),
        "see that the broker runs and listens; look at its log, and at what forwards to it",
    ),
    Outcome.TLS_THERE: _Told(
        "the port speaks TLS, and it was spoken to without",
        (f"{PROTOCOL} is PLAINTEXT or SASL_PLAINTEXT", "the port is that of another listener"),
        f"set {PROTOCOL} to SSL or SASL_SSL, or take the port of a listener without TLS",
    ),
    Outcome.PLAIN_THERE: _Told(
        "the port speaks Kafka without TLS, and it was spoken to in TLS",
        (f"{PROTOCOL} is SSL or SASL_SSL", "the port is that of another listener"),
        f"take the port of a listener with TLS, or set {PROTOCOL} to PLAINTEXT or SASL_PLAINTEXT",
    ),
    Outcome.UNTRUSTED: _Told(
        "the broker's certificate is not trusted",
        (
            "the authority that signed it is not in NEWSFEED_SSL_CAFILE",
            "it is not made out to the name in NEWSFEED_BROKER",
            "it has expired, or a clock is wrong",
        ),
        "set NEWSFEED_SSL_CAFILE to the certificate of the brokers' authority (PEM), and use the "
        "name that stands in the certificate",
    ),
    Outcome.TLS_REFUSED: _Told(
        "the broker ended the TLS handshake",
        ("it asks for a certificate of ours", "it does not trust ours", "no TLS version in common"),
        "set NEWSFEED_SSL_CERTFILE and NEWSFEED_SSL_KEYFILE to a certificate that it trusts",
    ),
    Outcome.LOGIN_ASKED: _Told(
        "the port asks for a login, and none was given",
        (f"{PROTOCOL} is PLAINTEXT or SSL", "the port is that of another listener"),
        f"set {PROTOCOL} to SASL_PLAINTEXT or SASL_SSL, and NEWSFEED_SASL_MECHANISM, _USERNAME and "
        "_PASSWORD",
    ),
    Outcome.NO_LOGIN: _Told(
        "the port takes no login, and one was given",
        (f"{PROTOCOL} is SASL_PLAINTEXT or SASL_SSL", "the port is that of another listener"),
        f"set {PROTOCOL} to PLAINTEXT or SSL, or take the port of a listener with a login",
    ),
    Outcome.MECHANISM_REFUSED: _Told(
        "the broker does not know the mechanism of our login",
        ("NEWSFEED_SASL_MECHANISM is none that this listener offers",),
        "set NEWSFEED_SASL_MECHANISM to one that it offers",
    ),
    Outcome.LOGIN_REFUSED: _Told(
        "the broker refuses our login",
        (
            "NEWSFEED_SASL_USERNAME or NEWSFEED_SASL_PASSWORD is wrong",
            "the user has no password for NEWSFEED_SASL_MECHANISM",
        ),
        "correct user and password; `kafka-configs --describe --entity-type users` shows for "
        "which SCRAM mechanisms a user has one",
    ),
    Outcome.BROKEN: _Told(
        "it is Kafka, but it could not be asked",
        ("the broker is starting or stopping", "it refuses this client"),
        "look at the broker's log, and ask again",
    ),
}
ADVERTISED: Final = _Told(
    "",
    ("`advertised.listeners` of the broker is no address that this machine reaches",),
    "correct `advertised.listeners` of the broker: clients go there for all but the first question",
)

LEAST_KAFKA: Final = "3.6"
_ADD_PARTITIONS_TO_TXN: Final = 24
_VERSION_OF_3_6: Final = 4


def judge_broker(contacts: Sequence[Contact]) -> Checked:
    """Judge the addresses that are set: an error where none leads to a broker, else a warning."""
    there = [each.address for each in contacts if each.outcome is Outcome.REACHED]
    verdict = Verdict.WARNING if there else Verdict.ERROR
    wrong = (each for each in contacts if each.outcome is not Outcome.REACHED)
    findings = (_finding(each, TOLD[each.outcome], verdict) for each in wrong)
    return concluded("broker", findings, f"{', '.join(there)} answers")


def judge_nodes(contacts: Sequence[Contact]) -> Checked:
    """Judge the addresses that the brokers tell for themselves."""
    wrong = (each for each in contacts if each.outcome is not Outcome.REACHED)
    findings = (_finding(each, _of_node(each), Verdict.ERROR) for each in wrong)
    addresses = ", ".join(each.address for each in contacts)
    return concluded("nodes", findings, f"{addresses}: reached as they tell it")


def judge_version(versions: Mapping[int, int]) -> Checked:
    """Judge the age of a broker by the newest versions of its APIs: all that it tells of it."""
    version = versions.get(_ADD_PARTITIONS_TO_TXN, -1)
    findings = [_too_old(version)] if version < _VERSION_OF_3_6 else []
    return concluded(
        "version", findings, f"the broker's API is that of Kafka {LEAST_KAFKA} or later"
    )


def _of_node(contact: Contact) -> _Told:
    told = TOLD[contact.outcome]
    return _Told(told.happened, (*ADVERTISED.causes, *told.causes), ADVERTISED.remedy)


def _finding(contact: Contact, told: _Told, verdict: Verdict) -> Finding:
    offered = f"it offers {', '.join(contact.mechanisms)}" if contact.mechanisms else ""
    details = "; ".join(filter(None, (contact.detail, offered)))
    return Finding(
        found=f"{contact.address}: {told.happened}" + (f" ({details})" if details else ""),
        causes=told.causes,
        remedy=told.remedy,
        verdict=verdict,
        exit_code=Exit.BROKER,
    )


def _too_old(version: int) -> Finding:
    known = f"in version {version}" if version >= 0 else "not at all"
    return Finding(
        found=f"the broker's API is older than that of Kafka {LEAST_KAFKA}: it knows "
        f"AddPartitionsToTxn {known}",
        causes=("the broker is too old", "it is not Apache Kafka"),
        remedy=f"Kafka {LEAST_KAFKA} or later: before it `message.timestamp.before.max.ms` is "
        "unknown, and a worker that wakes up late may overwrite newer windows",
        verdict=Verdict.WARNING,
    )
