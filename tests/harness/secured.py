"""Apache Kafka with a listener for each way to come in, and certificates that keytool made."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from stream.engine.brokers import LOOPBACK, apache, free_port
from tests.harness.waiting import eventually

USER: Final = "feed"
PASSWORD: Final = "a-password-of-the-tests"
SECONDS: Final = 20.0
PROTOCOLS: Final[Mapping[str, str]] = {
    "SCRAM": "SASL_PLAINTEXT",
    "TLS": "SSL",
    "BOTH": "SASL_SSL",
    "MUTUAL": "SSL",
    "LOST": "PLAINTEXT",
    "PLAINTEXT": "PLAINTEXT",
}
"""The protocol of each listener. ``MUTUAL`` asks for a certificate of the client, too; ``LOST``
tells clients to go where nobody is."""
NOBODY: Final = f"{LOOPBACK}:1"
RIGHTS: Final[Mapping[str, object]] = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
    "allow.everyone.if.no.acl.found": "true",
}
"""Who comes without a login, as the broker itself does, may do all; others what is not denied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secured:
    """A broker: its listeners' addresses, and the certificate that it shows."""

    addresses: Mapping[str, str]
    certificate: Path


@contextmanager
def secured(directory: Path) -> Iterator[Secured]:
    """Run it, with one user who may log in by SCRAM-SHA-512 alone."""
    certificate = make_certificate(directory, "broker")
    addresses = {name: f"{LOOPBACK}:{free_port()}" for name in PROTOCOLS}
    properties = {
        **_listeners(addresses),
        **_logins(),
        **_certificates(directory, certificate),
        **RIGHTS,
    }
    with apache(directory / "kafka", properties):
        _add_user(addresses["PLAINTEXT"])
        yield Secured(addresses=addresses, certificate=certificate)


def denied(broker: Secured, *resources: tuple[ResourceType, str]) -> AbstractContextManager[None]:
    """Deny the user everything about these topics and groups, as long as the context lasts."""
    return _ruled(broker, (AclOperation.ALL, AclPermissionType.DENY), resources)


def granted(
    broker: Secured, operation: AclOperation, *resources: tuple[ResourceType, str]
) -> AbstractContextManager[None]:
    """Let the user do this with these topics and groups, and nothing else, for a while."""
    return _ruled(broker, (operation, AclPermissionType.ALLOW), resources)


@contextmanager
def _ruled(
    broker: Secured,
    rule: tuple[AclOperation, AclPermissionType],
    resources: Sequence[tuple[ResourceType, str]],
) -> Iterator[None]:
    admin = AdminClient({"bootstrap.servers": broker.addresses["PLAINTEXT"]})
    whom = (ResourcePatternType.LITERAL, f"User:{USER}", "*")
    named = [(*each, *whom, *rule) for each in resources]
    rules = [AclBindingFilter(*each) for each in named]
    _settled(admin.create_acls([AclBinding(*each) for each in named]))
    eventually(lambda: _known(admin, rules) == len(rules), "the rights to hold")
    try:
        yield
    finally:
        _settled(admin.delete_acls(rules))
        eventually(lambda: not _known(admin, rules), "the rights to be gone")


def _settled(changes: Mapping[Any, "Future[Any]"]) -> None:
    for done in changes.values():
        done.result(SECONDS)


def _known(admin: AdminClient, rules: Sequence[AclBindingFilter]) -> int:
    """Count those that the broker goes by: it hears of a change after who made it."""
    return sum(len(admin.describe_acls(each).result(SECONDS)) for each in rules)


def make_certificate(directory: Path, name: str) -> Path:
    """Make a key with a certificate for 127.0.0.1, signed by itself; give the PEM."""
    store, pem = directory / f"{name}.p12", directory / f"{name}.pem"
    tool = ("keytool", "-keystore", str(store), "-storepass", PASSWORD, "-alias", name)
    made = ("-genkeypair", "-keyalg", "EC", "-dname", f"CN={name}", "-ext", f"SAN=ip:{LOOPBACK}")
    subprocess.run([*tool, *made, "-storetype", "PKCS12"], check=True, capture_output=True)
    subprocess.run(
        [*tool, "-exportcert", "-rfc", "-file", str(pem)], check=True, capture_output=True
    )
    return pem


def _listeners(addresses: Mapping[str, str]) -> Mapping[str, object]:
    controller = f"{LOOPBACK}:{free_port()}"
    ours = ",".join(f"{name}://{address}" for name, address in addresses.items())
    protocols = {**PROTOCOLS, "CONTROLLER": "PLAINTEXT"}
    return {
        "controller.quorum.voters": f"1@{controller}",
        "listeners": f"CONTROLLER://{controller},{ours}",
        "advertised.listeners": ours.replace(addresses["LOST"], NOBODY),
        "listener.security.protocol.map": ",".join(map(":".join, protocols.items())),
        "inter.broker.listener.name": "PLAINTEXT",
    }


def _logins() -> Mapping[str, object]:
    login = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    return {
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        **{f"listener.name.{name}.scram-sha-512.sasl.jaas.config": login for name in _WITH_LOGIN},
    }


_WITH_LOGIN: Final = ("scram", "both")


def _certificates(directory: Path, certificate: Path) -> Mapping[str, object]:
    return {
        "ssl.keystore.type": "PKCS12",
        "ssl.keystore.location": directory / "broker.p12",
        "ssl.keystore.password": PASSWORD,
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": certificate,
        "listener.name.mutual.ssl.client.auth": "required",
    }


def _add_user(address: str) -> None:
    login = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, iterations=4_096)
    change = UserScramCredentialUpsertion(USER, login, PASSWORD.encode())
    admin = AdminClient({"bootstrap.servers": address})
    for done in admin.alter_user_scram_credentials([change]).values():
        done.result(SECONDS)
