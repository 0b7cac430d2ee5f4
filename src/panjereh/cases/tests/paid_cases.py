"""Cases with a fee, their payments, and the bank's books, for tests."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from panjereh.cases.tests.test_applying import signed_in
from panjereh.config.testing.bank import RunningBank
from panjereh.config.testing.fees import COPIES
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money import actions as money
from panjereh.money.models import Payment, Refund

FEE = 350_000


def applied(number: int = 3, name: str = "maryam", purpose: str = "court") -> tuple[Client, str]:
    client = signed_in(name)
    answer = client.post(f"/fa/cases/start/{COPIES}/", {"key": str(uuid4())})
    ref = re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])[1]
    said = {"copies": str(number), "purpose": purpose}
    assert client.post(f"/fa/cases/{ref}/questions/need/", said).status_code == 302
    assert client.post(f"/fa/cases/{ref}/check/").status_code == 302
    return client, ref


def hand_over(client: Client, ref: str, key: str | None = None, language: str = "fa") -> str:
    """Choose «Pay»; the authority with which the browser is sent to the bank."""
    answer = client.post(f"/{language}/cases/{ref}/pay/", {"key": key or str(uuid4())})
    found = re.fullmatch(r"http://127\.0\.0\.1:\d+/pg/StartPay/(\w+)", answer["Location"])
    assert found, (answer["Location"], client.get(f"/fa/cases/{ref}/").content.decode())
    return found[1]


def back(address: str) -> tuple[int, str]:
    """Come back from the bank with a browser that holds no session; the status and the page."""
    answer = Client(HTTP_HOST="localhost").get(address.removeprefix("http://localhost"), follow=True)
    return answer.status_code, answer.content.decode()


def payments(ref: str) -> list[Payment]:
    with acting(machine_act("test")):
        return list(Payment.objects.filter(bill__case_ref=ref).order_by("made_at"))


def refunds(ref: str) -> list[tuple[int, str, str]]:
    with acting(machine_act("test")):
        found = Refund.objects.filter(payment__bill__case_ref=ref).order_by("made_at")
        return list(found.values_list("amount", "why", "state"))


def look(payment: Payment) -> None:
    """Ask the provider now, as the sweeper will."""
    with acting(machine_act("test")):
        Payment.objects.filter(id=payment.id).update(next_look_at=clock.now(), busy_until=None)
    money.look(payment.id)


def age(payment: Payment, **span: float) -> None:
    """Let a payment have begun earlier."""
    with acting(machine_act("test")):
        Payment.objects.filter(id=payment.id).update(started_at=clock.now() - timedelta(**span))


def taken(bank: RunningBank, ref: str) -> list[dict[str, Any]]:
    """What the bank holds of a case and has verified."""
    authorities = {payment.authority for payment in payments(ref)}
    return [p for p in bank.ledger()["payment"] if p["authority"] in authorities and p["verified_at"]]


def given_back(bank: RunningBank, ref: str) -> int:
    authorities = {payment.authority for payment in payments(ref)}
    return sum(r["amount"] for r in bank.ledger()["refund"] if r["authority"] in authorities)
