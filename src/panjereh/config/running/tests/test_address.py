from __future__ import annotations

import os
import socket

import pytest

from panjereh.config.running.address import (
    Address,
    AddressUnusable,
    address_from_environment,
    claim,
    next_free,
)


def test_without_a_host_only_this_machine_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    address = address_from_environment()
    assert address == Address("127.0.0.1", 8000)
    assert address.local_only
    assert address.url == "http://localhost:8000/"


def test_host_and_port_are_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "8123")
    address = address_from_environment()
    assert address == Address("0.0.0.0", 8123)
    assert not address.local_only
    assert address.probed == "127.0.0.1"


@pytest.mark.parametrize("said", ["eight", "0", "65536", "-1", "80.5", "۸۰۰۰", " 8000"])
def test_a_port_that_is_none_is_named(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", said)
    with pytest.raises(AddressUnusable, match="PORT=8001 make run"):
        address_from_environment()


def test_addresses_of_version_6_stand_in_brackets() -> None:
    assert Address("::1", 80).url == "http://[::1]:80/"
    assert Address("::", 80).url == "http://localhost:80/"


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_named_with_the_cure(host: str) -> None:
    with socket.socket() as other:
        other.bind((host, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressUnusable, match=rf"Port {port} is taken .*PORT=\d+ make run"):
            claim(Address("127.0.0.1", port))


def test_a_port_that_is_being_given_back_is_free() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            accepted, _ = other.accept()
            accepted.close()
    claim(Address("127.0.0.1", port))


def test_the_suggested_port_is_free() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        suggested = next_free(Address("127.0.0.1", port - 1))
        assert suggested != port
        claim(Address("127.0.0.1", suggested))


def test_unknown_hosts_get_a_sentence() -> None:
    with pytest.raises(AddressUnusable, match="one of its own addresses"):
        claim(Address("no-such-host.invalid", 8000))
    with pytest.raises(AddressUnusable, match="one of its own addresses"):
        claim(Address("203.0.113.9", 8000))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may listen everywhere")
def test_low_ports_are_for_root() -> None:
    with pytest.raises(AddressUnusable, match="from 1024 up"):
        claim(Address("127.0.0.1", 80))
