"""Builds the Faust app of one stage: every setting of Faust that matters here, with its reason."""

from typing import Any

from faust.auth import SASLCredentials, SSLCredentials

from stream.config import Settings
from stream.engine.chunks import ChunkScheduler
from stream.engine.clients import ssl_context
from stream.engine.plan import StageSpec
from stream.engine.transport import Transport
from stream.engine.wiring import StageApp, Wiring

PRODUCER_BATCH_BYTES = 256 << 10
METADATA_SECONDS = 10
"""How soon a client sees a topic that was made anew; Faust's five minutes look like a hang."""
REQUEST_TIMEOUT_SECONDS = 40.0
POLL_RECORDS = 10_000
"""A batch may hold millions of empty records; while some are taken out, no heartbeat goes out."""


def make_app(spec: StageSpec, settings: Settings, wiring: Wiring) -> StageApp:
    """Make the app, with our transport in place of Faust's."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = StageApp(
        spec.group,
        wiring=wiring,
        broker=";".join(f"kafka://{address}" for address in settings.broker),
        datadir=str(settings.data_dir / spec.group),
        store="memory://",
        autodiscover=False,
        web_enabled=False,
        ConsumerScheduler=ChunkScheduler,
        **_topics(),
        **_group(settings),
        **_sizes(settings),
        **_credentials(settings),
    )
    app.transport = Transport(app.conf.broker_consumer, app, app.loop)
    app.producer_transport = app.transport
    return app


def _topics() -> dict[str, Any]:
    """Workers never create topics, and need no leader election."""
    return {
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "table_standby_replicas": 0,
        "consumer_auto_offset_reset": "earliest",
        "consumer_metadata_max_age_ms": METADATA_SECONDS * 1_000,
        "producer_metadata_max_age_ms": METADATA_SECONDS * 1_000,
    }


def _group(settings: Settings) -> dict[str, Any]:
    return {
        "consumer_group_instance_id": settings.instance_id,
        "broker_session_timeout": settings.session_timeout_seconds,
        "broker_heartbeat_interval": settings.heartbeat_seconds,
        "broker_request_timeout": max(REQUEST_TIMEOUT_SECONDS, settings.session_timeout_seconds),
        "broker_commit_interval": settings.commit_interval_seconds,
        "broker_commit_every": 50_000,
    }


def _sizes(settings: Settings) -> dict[str, Any]:
    return {
        "consumer_max_fetch_size": settings.fetch_max_bytes,
        "stream_buffer_maxsize": settings.queue_chunks,  # Faust drops what a topic asks for
        "broker_max_poll_records": POLL_RECORDS,
        "producer_linger": 0.0,  # batches are made of whole chunks: nothing more will come
        "producer_max_batch_size": PRODUCER_BATCH_BYTES,
        "producer_max_request_size": settings.message_max_bytes,
    }


def _credentials(settings: Settings) -> dict[str, Any]:
    if settings.security_protocol == "PLAINTEXT":
        return {}
    context = ssl_context(settings) if settings.security_protocol.endswith("SSL") else None
    if settings.security_protocol == "SSL":
        return {"broker_credentials": SSLCredentials(context)}
    credentials = SASLCredentials(
        mechanism=settings.sasl_mechanism,
        username=settings.sasl_username,
        password=settings.sasl_password,
        ssl_context=context,
    )
    return {"broker_credentials": credentials}
