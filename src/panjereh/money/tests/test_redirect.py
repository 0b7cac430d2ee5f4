"""The adapter against a provider that answers anything, and against the real bank."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import ClassVar
from uuid import uuid4

import pytest
from django.db import transaction

from panjereh.config.testing.bank import RunningBank, running_bank
from panjereh.config.testing.settings import BUILD
from panjereh.kernel.outside import TransactionOpen
from panjereh.money.contrib.redirect import RedirectGateway
from panjereh.money.port import UNPAID, Order, Outcome, ProviderRefused, ProviderSilent

AMOUNT = 350_000


def order() -> Order:
    return Order(str(uuid4()), AMOUNT, "رونوشت · X", "http://localhost/fa/pay/return/x/", "fa")


class Odd(BaseHTTPRequestHandler):
    """Answers what the test wants."""

    status = 200
    body = b""
    headers_: ClassVar[dict[str, str]] = {}

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.send_response(self.status)
        for name, value in self.headers_.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def odd() -> Iterator[RedirectGateway]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    Thread(target=server.serve_forever, daemon=True).start()
    Odd.status, Odd.body, Odd.headers_ = 200, b"", {}
    yield RedirectGateway("odd", f"http://127.0.0.1:{server.server_port}/", "http://x/", "m" * 36)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def bank() -> Iterator[RunningBank]:
    with running_bank(BUILD, reverse_after=1.0) as bank:
        yield bank


@pytest.fixture
def gateway(bank: RunningBank) -> RedirectGateway:
    bank.behave()
    given = bank.gateway
    return RedirectGateway("redirect", given.api, given.page, given.merchant)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"", {}),
        (200, b"\xff\xfe", {}),
        (200, b"<html>", {}),
        (200, b"[1, 2]", {}),
        (200, b"null", {}),
        (200, b"[" * 20_000, {}),
        (200, b"{}", {}),
        (200, b'{"data": {"code": "100"}, "errors": []}', {}),
        (200, b'{"data": {"code": true}}', {}),
        (200, b'{"data": {"code": 100, "authority": "../../x"}}', {}),
        (200, b'{"data": {"code": 100, "authority": 5}}', {}),
        (200, b'{"data": "' + b"x" * 70_000 + b'"}', {}),
        (200, b"xx", {"Content-Encoding": "gzip"}),
        (302, b"", {"Location": "http://127.0.0.1:1/"}),
        (404, b"{}", {}),
        (429, b"{}", {}),
        (503, b'{"data": {"code": 100}}', {}),
    ],
)
def test_whatever_comes_that_is_no_answer_is_silence(
    odd: RedirectGateway, status: int, body: bytes, headers: dict[str, str]
) -> None:
    Odd.status, Odd.body, Odd.headers_ = status, body, headers
    with pytest.raises(ProviderSilent):
        odd.request(order())


@pytest.mark.django_db
def test_a_refusal_carries_its_code(odd: RedirectGateway) -> None:
    Odd.body = json.dumps({"data": [], "errors": {"code": -11, "message": "no"}}).encode()
    for ask in (lambda: odd.request(order()), lambda: odd.verify("S" * 20, 5), lambda: odd.inquire("S" * 20)):
        with pytest.raises(ProviderRefused, match="-11"):
            ask()


@pytest.mark.django_db
def test_a_verified_other_amount_is_no_success(odd: RedirectGateway) -> None:
    Odd.body = json.dumps({"data": {"code": 100, "ref_id": 5, "amount": 35_000}, "errors": []}).encode()
    assert odd.verify("S" * 20, AMOUNT).kind == "wrong_amount"


@pytest.mark.django_db(transaction=True)
def test_nobody_speaks_to_a_provider_inside_a_transaction(odd: RedirectGateway) -> None:
    with transaction.atomic(), pytest.raises(TransactionOpen):
        odd.inquire("S" * 20)


@pytest.mark.django_db
def test_pay_verify_and_verify_again(bank: RunningBank, gateway: RedirectGateway) -> None:
    authority = gateway.request(order())
    assert gateway.inquire(authority).kind == "still_open"
    assert gateway.verify(authority, AMOUNT).kind == UNPAID
    assert bank.pay(authority) == f"http://localhost/fa/pay/return/x/?Authority={authority}&Status=OK"
    assert gateway.verify(authority, AMOUNT - 1).kind == "wrong_amount"
    first, second = (gateway.verify(authority, AMOUNT) for _ in range(2))
    assert (first.kind, first.provider_code) == ("paid", "100")
    assert second == Outcome("paid", first.reference, "101")
    assert gateway.inquire(authority).provider_code == "VERIFIED"


@pytest.mark.django_db
@pytest.mark.parametrize(("doing", "kind"), [("decline", "declined"), ("cancel", "abandoned")])
def test_a_failure_has_its_reason(bank: RunningBank, gateway: RedirectGateway, doing: str, kind: str) -> None:
    authority = gateway.request(order())
    assert bank.pay(authority, doing).endswith("Status=NOK")
    assert bank.pay(authority).endswith("Status=NOK")  # decided once
    assert gateway.inquire(authority).kind == kind


@pytest.mark.django_db
def test_what_nobody_verifies_goes_back_by_itself(bank: RunningBank, gateway: RedirectGateway) -> None:
    authority = gateway.request(order())
    bank.pay(authority)
    sleep(1.1)
    assert gateway.verify(authority, AMOUNT).kind == UNPAID
    assert gateway.inquire(authority) == Outcome("declined", provider_code="REVERSED")


@pytest.mark.django_db
def test_a_refund_is_done_once_and_never_beyond_what_was_taken(
    bank: RunningBank, gateway: RedirectGateway
) -> None:
    authority = gateway.request(order())
    with pytest.raises(ProviderRefused):
        gateway.refund("r0", authority, 1)
    bank.pay(authority)
    gateway.verify(authority, AMOUNT)
    first = gateway.refund("r1" + authority, authority, 300_000)
    assert gateway.refund("r1" + authority, authority, 300_000) == first
    with pytest.raises(ProviderRefused):
        gateway.refund("r1" + authority, authority, 200_000)
    with pytest.raises(ProviderRefused):
        gateway.refund("r2" + authority, authority, 50_001)
    gateway.refund("r3" + authority, authority, 50_000)
    back = [r["amount"] for r in bank.ledger()["refund"] if r["authority"] == authority]
    assert back == [300_000, 50_000]


@pytest.mark.django_db
def test_the_bank_forgets_nothing_when_it_is_killed(bank: RunningBank, gateway: RedirectGateway) -> None:
    authority = gateway.request(order())
    bank.pay(authority)
    gateway.verify(authority, AMOUNT)
    bank.kill()
    assert not gateway.answers()
    with pytest.raises(ProviderSilent):
        gateway.verify(authority, AMOUNT)
    bank.start()
    assert gateway.answers()
    assert gateway.verify(authority, AMOUNT).provider_code == "101"
