"""The settings between a process and its broker: where, who we are, how often, how large."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from stream.config.environment import addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerSettings:
    """How a process speaks to its broker. Sizes are bytes, times are seconds."""

    broker: Annotated[
        tuple[str, ...],
        Meta(
            title="a list of addresses like localhost:9092",
            description="Addresses of some brokers, host:port, parted by commas; one is enough "
            "to find the others, several survive the loss of one.",
            extra={"reads": addresses},
        ),
    ] = ("localhost:9092",)
    group_prefix: Annotated[
        str,
        Meta(
            title="a name of letters, digits, dots, dashes and underscores",
            pattern=r"^[A-Za-z0-9._-]{1,100}$",
            description="Start of every consumer group's name (newsfeed-tag ...); another one "
            "reads the same topics a second time, from the beginning.",
        ),
    ] = "newsfeed"
    instance_id: Annotated[
        str | None,
        Meta(
            description="Fixed member name in the consumer group, one per process: a restart "
            "within the session timeout then moves no partition. Two processes must not share it.",
        ),
    ] = None
    security_protocol: Annotated[
        Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"],
        Meta(description="How to speak to the broker."),
    ] = "PLAINTEXT"
    ssl_cafile: Annotated[
        Path | None,
        Meta(description="Certificates to trust, PEM; unset means those of the system."),
    ] = None
    ssl_certfile: Annotated[
        Path | None, Meta(description="Our own certificate, PEM, where the broker asks for one.")
    ] = None
    ssl_keyfile: Annotated[
        Path | None, Meta(description="The key of our own certificate, PEM.")
    ] = None
    sasl_mechanism: Annotated[
        Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"],
        Meta(description="How to log in where the protocol is SASL_*."),
    ] = "SCRAM-SHA-512"
    sasl_username: Annotated[
        str | None, Meta(description="Name to log in with; may come from a file (_FILE).")
    ] = field(default=None, repr=False)
    sasl_password: Annotated[
        str | None, Meta(description="Password to log in with; may come from a file (_FILE).")
    ] = field(default=None, repr=False)

    session_timeout_seconds: Annotated[
        float,
        Meta(
            ge=6,
            le=300,
            description="A worker silent for this long loses its partitions: short for a quick "
            "take-over, at least 6 because brokers refuse less.",
        ),
    ] = 8.0
    heartbeat_seconds: Annotated[
        float,
        Meta(gt=0, description="Between two signs of life; at most a third of the session."),
    ] = 2.0
    commit_interval_seconds: Annotated[
        float,
        Meta(
            gt=0,
            le=60,
            description="Between two commits of what was delivered: the most that a kill repeats.",
        ),
    ] = 1.0
    idempotent_producer: Annotated[
        bool,
        Meta(
            description="Lets the broker drop what a retry sent twice; off only for brokers that "
            "cannot, such as the embedded one of the demo."
        ),
    ] = True
    broker_wait_seconds: Annotated[
        float,
        Meta(ge=0, description="How long a starting worker waits for its broker and topics."),
    ] = 60.0
    stop_grace_seconds: Annotated[
        float,
        Meta(
            gt=0,
            description="From SIGTERM to leaving without ceremony; below the 30 that Kubernetes "
            "waits before it kills.",
        ),
    ] = 25.0
    fetch_max_bytes: Annotated[
        int,
        Meta(
            ge=1 << 16,
            le=1 << 28,
            description="Most that one fetch takes from one partition, before it is inflated; not "
            "below the largest message.",
        ),
    ] = 4 << 20
    message_max_bytes: Annotated[
        int,
        Meta(
            ge=1 << 20,
            le=1 << 28,
            description="Largest record or batch, the same on topics, producers and fetches: an "
            "article of 1 MiB must fit with its tags.",
        ),
    ] = 4 << 20
    linger_ms: Annotated[
        int,
        Meta(
            ge=0,
            le=1_000,
            description="How long a replay gathers records before it sends them; workers send "
            "whole chunks at once.",
        ),
    ] = 5

    def contradictions(self) -> Iterator[str]:
        """Name the settings that contradict each other."""
        if self.heartbeat_seconds * 3 > self.session_timeout_seconds:
            yield (
                "NEWSFEED_HEARTBEAT_SECONDS: must be at most a third of "
                "NEWSFEED_SESSION_TIMEOUT_SECONDS"
            )
        if self.fetch_max_bytes < self.message_max_bytes:
            yield "NEWSFEED_FETCH_MAX_BYTES: must not be below NEWSFEED_MESSAGE_MAX_BYTES"
        if (self.ssl_certfile is None) != (self.ssl_keyfile is None):
            yield "NEWSFEED_SSL_CERTFILE: goes with NEWSFEED_SSL_KEYFILE; set both or neither"
        logs_in = self.security_protocol.startswith("SASL")
        if logs_in and not (self.sasl_username and self.sasl_password):
            yield (
                f"NEWSFEED_SECURITY_PROTOCOL: {self.security_protocol} needs "
                "NEWSFEED_SASL_USERNAME and NEWSFEED_SASL_PASSWORD"
            )
