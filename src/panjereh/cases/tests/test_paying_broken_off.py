"""Payments that are broken off between two steps, pages without a provider, and the books compared."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from panjereh.cases.tests.paid_cases import (
    FEE,
    applied,
    back,
    given_back,
    hand_over,
    look,
    payments,
    refunds,
    taken,
)
from panjereh.cases.tests.test_applying import row
from panjereh.config.testing.bank import RunningBank
from panjereh.config.testing.jobs import do_jobs
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money import actions as money
from panjereh.money.models import Payment, Refund
from panjereh.money.reconciling import Line, differences

pytestmark = pytest.mark.usefixtures("copies")


class Killed(BaseException):
    """The process ends here."""


def killed(*_: Any, **__: Any) -> None:
    raise Killed


def pass_lease(payment: Payment) -> None:
    with acting(machine_act("test")):
        Payment.objects.filter(id=payment.id).update(busy_until=clock.now())


def test_killed_between_the_verification_and_its_record(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied()
    bank.pay(hand_over(client, ref), "lost")
    (payment,) = payments(ref)
    with monkeypatch.context() as patch:
        patch.setattr("panjereh.money.actions.settling._record", killed)
        with pytest.raises(Killed):
            look(payment)
    assert len(taken(bank, ref)) == 1
    money.look(payment.id)  # the lease of the dead one still runs
    assert payments(ref)[0].state == "started"
    pass_lease(payment)
    money.look(payment.id)
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert len(taken(bank, ref)) == 1


def test_killed_between_the_authority_and_its_record(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied()
    with monkeypatch.context() as patch:
        patch.setattr("panjereh.money.contrib.redirect.gateway.RedirectGateway.request", killed)
        with pytest.raises(Killed):
            client.post(f"/fa/cases/{ref}/pay/", {"key": str(uuid4())})
    (payment,) = payments(ref)
    assert (payment.state, payment.authority) == ("created", None)
    pass_lease(payment)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert len(payments(ref)) == 1


def test_killed_between_the_refund_and_its_record(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied(6)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    client.post(f"/fa/cases/{ref}/withdraw/")
    with acting(machine_act("test")):
        refund = Refund.objects.get(payment__bill__case_ref=ref)
    with monkeypatch.context() as patch:
        patch.setattr("panjereh.money.actions.refunding._finish", killed)
        with pytest.raises(Killed):
            money.carry_refund(refund.id)
    assert given_back(bank, ref) == 500_000
    with acting(machine_act("test")):
        Refund.objects.filter(id=refund.id).update(busy_until=clock.now())
    do_jobs()
    assert refunds(ref) == [(500_000, "withdrawn", "success")]
    assert given_back(bank, ref) == 500_000


def test_only_a_page_with_the_button_may_send_its_form_to_the_bank(bank: RunningBank) -> None:
    client, ref = applied()
    policy = client.get(f"/fa/cases/{ref}/").headers["Content-Security-Policy"]
    assert f"form-action 'self' {bank.url};" in policy
    assert "form-action 'self';" in client.get("/fa/cases/").headers["Content-Security-Policy"]
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert bank.url not in client.get(f"/fa/cases/{ref}/").headers["Content-Security-Policy"]


def test_without_a_provider_the_page_says_so(bank: RunningBank, settings: Any) -> None:
    settings.GATEWAY = None
    client, ref = applied()
    client.post(f"/en/cases/{ref}/pay/", {"key": str(uuid4())})
    assert "Online payment is not set up here" in client.get(f"/en/cases/{ref}/").content.decode()
    assert payments(ref) == []


def test_reconciliation_names_each_difference(bank: RunningBank) -> None:
    client, ref = applied()
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    (paid,) = payments(ref)
    authority = paid.authority or ""
    assert differences([Line(authority, FEE, "verified", 0)]) == []
    assert "we know of no such payment" in differences([Line("S9", 5, "verified", 0)])[0]
    assert "the provider's list lacks it" in differences([])[0]
    assert f"35000 there, {FEE} here" in differences([Line(authority, 35_000, "verified", 0)])[0]
    assert "went back there, 0 here" in differences([Line(authority, FEE, "verified", 7)])[0]
    assert "paid here" in differences([Line(authority, FEE, "failed", 0)])[0]
