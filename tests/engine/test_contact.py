"""How far one gets with an address, where no broker is needed to show it."""

import asyncio
import socket

import pytest

from stream.config import Settings
from stream.engine.brokers import LOOPBACK, free_port
from stream.engine.contact import Contact, Outcome, contact
from tests.harness.answering import hanging_up, talking_nonsense

SECONDS = 10.0


def contacted(address: str) -> Contact:
    """Go to an address, without a certificate or login."""
    return asyncio.run(contact(Settings(), address, SECONDS))


def test_a_connection_that_is_closed_at_once_is_no_other_service() -> None:
    """What forwards a port takes connections for a broker that is not there yet."""
    with hanging_up() as address:
        assert contacted(address).outcome is Outcome.HUNG_UP


def test_an_answer_that_the_client_cannot_read_is_an_outcome() -> None:
    """It claims to be Kafka, so it is not called another service."""
    with talking_nonsense() as address:
        found = contacted(address)

    assert found.outcome is Outcome.BROKEN
    assert found.detail == "9 should be less than or equal to 1 for 3"


def test_a_place_in_a_family_that_the_machine_lacks_is_one_that_cannot_be_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A resolver may give IPv6 where there is none; the refusal of the other place tells more."""
    port = free_port()
    stream, missing = socket.SOCK_STREAM, socket.AF_APPLETALK
    places = [
        (missing, stream, 6, "", ("::1", port)),
        (socket.AF_INET, stream, 6, "", (LOOPBACK, port)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)

    found = contacted(f"broker:{port}")

    assert (found.outcome, found.detail) == (Outcome.REFUSED, LOOPBACK)
