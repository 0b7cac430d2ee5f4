"""The address at which a product listens, and whether it is free."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass


class AddressUnusable(Exception):
    """The product can't listen there; the sentence names the cure."""


@dataclass(frozen=True, slots=True)
class Address:
    """Host and port from HOST and PORT; without HOST only this machine reaches the product."""

    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{self.shown}:{self.port}/"

    @property
    def shown(self) -> str:
        if self.host in {"127.0.0.1", "0.0.0.0", "::"}:  # noqa: S104 -- only compared
            return "localhost"
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def probed(self) -> str:
        """Return the host under which this machine itself reaches the product."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def local_only(self) -> bool:
        return self.host in {"127.0.0.1", "localhost", "::1"}


def address_from_environment() -> Address:
    """Read HOST and PORT. Raises AddressUnusable for a port that is none."""
    said = os.environ.get("PORT") or "8000"
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= 65535):
        raise AddressUnusable(f"PORT is {said!r}; it may be a number from 1 to 65535: PORT=8001 make run")
    return Address(os.environ.get("HOST") or "127.0.0.1", int(said))


def claim(address: Address) -> None:
    """Make sure that nobody listens at `address` yet. Raises AddressUnusable."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror:
        raise AddressUnusable(
            f"HOST is {address.host!r}, and this machine can't find that. Use one of its own addresses, "
            "or leave HOST out to serve this machine alone."
        ) from None
    with socket.socket(family, kind, protocol) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(where)
            attempt.listen()
        except OSError as failure:
            raise AddressUnusable(_cure(address, failure)) from None


def _cure(address: Address, failure: OSError) -> str:
    if failure.errno == errno.EADDRINUSE:
        return (
            f"Port {address.port} is taken by another program. "
            f"Choose another one: PORT={next_free(address)} make run"
        )
    if failure.errno == errno.EACCES:
        return f"This user may not listen on port {address.port}. Choose one from 1024 up: PORT=8000 make run"
    return f"This machine can't listen at {address.host} ({failure.strerror}). Use one of its own addresses."


def next_free(address: Address) -> int:
    """Return the first port after `address` at which nobody listens."""
    for port in range(address.port + 1, min(address.port + 100, 65536)):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return 8001
