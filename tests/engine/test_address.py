"""Addresses are written one way and read back, IPv6 with its brackets."""

from socket import AF_INET, AF_INET6

import pytest

from stream.engine.address import family, joined, parted


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("localhost:9092", "localhost", 9092),
        ("[::1]:1", "::1", 1),
        ("[fe80::1%eth0]:2", "fe80::1%eth0", 2),
    ],
)
def test_an_address_is_parted_and_joined_again(address: str, host: str, port: int) -> None:
    """Sockets take hosts without brackets."""
    assert parted(address) == (host, port)
    assert joined(host, port) == address


def test_an_address_of_ipv6_is_listened_at_in_ipv6() -> None:
    """Names as 127.0.0.1: in IPv4."""
    assert family("::") == AF_INET6
    assert family("0.0.0.0") == family("localhost") == AF_INET  # noqa: S104  # nobody listens
