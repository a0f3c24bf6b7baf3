"""Addresses as people write them, ``host:port`` and ``[::1]:port``, and as sockets take them."""

from socket import AF_INET, AF_INET6, AddressFamily


def parted(address: str) -> tuple[str, int]:
    """Give host and port of an address; an IPv6 host without its brackets."""
    host, _, port = address.rpartition(":")
    return host.removeprefix("[").removesuffix("]"), int(port)


def joined(host: str, port: int) -> str:
    """Write an address; an IPv6 host in brackets, for its own colons."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def family(host: str) -> AddressFamily:
    """Say in which family one listens at a host: names are looked up in IPv4."""
    return AF_INET6 if ":" in host else AF_INET
