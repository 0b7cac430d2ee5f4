"""What comes late, and what goes back: lost returns, late successes, second ones, refunds."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest

from panjereh.cases.actions import look_at_limits
from panjereh.cases.tests.paid_cases import (
    FEE,
    age,
    applied,
    back,
    given_back,
    hand_over,
    look,
    payments,
    refunds,
)
from panjereh.cases.tests.test_applying import kinds, row
from panjereh.config.testing.bank import RunningBank
from panjereh.config.testing.jobs import do_jobs
from panjereh.flow.rows import read_state
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money import actions as money
from panjereh.money.models import Refund
from panjereh.notices.models import Notice

pytestmark = pytest.mark.usefixtures("copies")


def test_lost_return_is_found(bank: RunningBank) -> None:
    client, ref = applied()
    assert bank.pay(hand_over(client, ref), "lost") == ""
    (payment,) = payments(ref)
    assert payment.state == "started"
    do_jobs()
    assert payments(ref)[0].state == "started"  # not yet
    look(payment)
    do_jobs()
    assert payments(ref)[0].state == "success"
    assert row(ref).state["outcome"] == "granted"


def test_late_booking_is_found(bank: RunningBank) -> None:
    bank.kill()
    bank.late = 0.5
    bank.start()
    client, ref = applied()
    back(bank.pay(hand_over(client, ref), "late"))
    do_jobs()
    (payment,) = payments(ref)
    assert payment.state == "started"  # the bank says: not yet
    threading.Event().wait(0.6)
    look(payment)
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    bank.late = 60.0


def test_late_success_after_the_case_lapsed_goes_back(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied()
    authority = hand_over(client, ref)
    today = clock.today() + timedelta(days=11)
    monkeypatch.setattr(clock, "today", lambda: today)
    with acting(machine_act("job:cases.limits")) as act:
        # The engine's own clock is the moment of the step.
        moment = clock.now() + timedelta(days=11)
        monkeypatch.setattr(clock, "now", lambda: moment)
        look_at_limits(act)
    monkeypatch.undo()
    assert row(ref).state["outcome"] == "lapsed"
    bank.pay(authority, "lost")
    look(payments(ref)[0])
    do_jobs()
    assert refunds(ref) == [(FEE, "late", "success")]
    assert given_back(bank, ref) == FEE
    assert "PaymentConfirmed" not in kinds(ref)
    assert read_state(row(ref).state).paid == 0


def test_late_success_after_withdrawal_goes_back_and_is_told(bank: RunningBank) -> None:
    client, ref = applied()
    authority = hand_over(client, ref)
    assert client.post(f"/fa/cases/{ref}/withdraw/").status_code == 302
    address = bank.pay(authority)
    back(address)
    do_jobs()
    (payment,) = payments(ref)
    assert (payment.state, payment.counted) == ("success", False)
    assert refunds(ref) == [(FEE, "late", "success")]
    assert given_back(bank, ref) == FEE
    assert "goes back to you" in client.get(f"/en/pay/return/{payment.id}/").content.decode()
    assert "Paid back" in client.get(f"/en/cases/{ref}/").content.decode()
    with acting(machine_act("test")):
        assert Notice.objects.filter(source__startswith="refund:").count() == 1


def test_confirmed_while_the_case_is_withdrawn_goes_back(bank: RunningBank) -> None:
    """The bill was paid, and before the case heard of it, it was taken back."""
    client, ref = applied()
    bank.pay(hand_over(client, ref), "lost")
    (payment,) = payments(ref)
    look(payment)  # paid; the message to the case lies in the queue
    assert client.post(f"/fa/cases/{ref}/withdraw/").status_code == 302
    do_jobs()
    assert "PaymentConfirmed" not in kinds(ref)
    assert refunds(ref) == [(FEE, "late", "success")]
    assert given_back(bank, ref) == FEE


def test_expired_and_paid_again_gives_the_second_back(bank: RunningBank) -> None:
    client, ref = applied()
    first = hand_over(client, ref)
    (payment,) = payments(ref)
    age(payment, minutes=21)
    look(payment)
    assert (payments(ref)[0].state, payments(ref)[0].code) == ("failed", "P0020")
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    bank.pay(first, "lost")  # the old page was still open
    look(payment)
    do_jobs()
    assert [p.state for p in payments(ref)] == ["success", "success"]
    assert [p.counted for p in payments(ref)] == [False, True]
    assert refunds(ref) == [(FEE, "second", "success")]
    assert kinds(ref).count("PaymentConfirmed") == 1


def test_expired_and_paid_late_while_the_case_waits_counts(bank: RunningBank) -> None:
    client, ref = applied()
    authority = hand_over(client, ref)
    (payment,) = payments(ref)
    age(payment, minutes=21)
    look(payment)
    bank.pay(authority, "lost")
    look(payment)
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert refunds(ref) == []


@pytest.mark.parametrize("trick", ["down", "silent", "fault"])
def test_a_refund_is_paid_once_whatever_is_lost(bank: RunningBank, trick: str) -> None:
    client, ref = applied(6)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert row(ref).stage == "review"
    bank.behave(refund={"do": trick, "times": 1})
    assert client.post(f"/fa/cases/{ref}/withdraw/").status_code == 302
    do_jobs()
    assert refunds(ref) == [(500_000, "withdrawn", "submitted")]
    with acting(machine_act("test")):
        (refund,) = Refund.objects.filter(payment__bill__case_ref=ref)
        Refund.objects.filter(id=refund.id).update(next_look_at=clock.now())
    for _ in range(2):
        money.carry_refund(refund.id)
    assert refunds(ref) == [(500_000, "withdrawn", "success")]
    assert given_back(bank, ref) == 500_000
    assert payments(ref)[0].refund_available == 0


def test_more_than_was_paid_never_goes_back(bank: RunningBank) -> None:
    client, ref = applied(6)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    about = f"case:{row(ref).id}"
    with acting(machine_act("test")), pytest.raises(RuntimeError):
        money.owe_back(about, 500_001, why="x", source=f"{about}:x")
    assert refunds(ref) == []


@pytest.mark.parametrize(("doing", "outcome"), [("pay", "granted"), ("wrong", None)])
def test_a_page_that_waits_learns_how_the_payment_ended(
    bank: RunningBank, doing: str, outcome: str | None
) -> None:
    """With scripts and without; also where it failed, which does not move the case."""
    client, ref = applied()
    address = bank.pay(hand_over(client, ref), doing)
    bank.behave(verify={"do": "down"})
    back(address)
    do_jobs()
    page = client.get(f"/en/cases/{ref}/").content.decode()
    assert "being verified" in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    shown = re.search(r'data-state="([^"]+)"', page)
    assert shown
    asked = {"HTTP_ACCEPT": "application/json"}
    assert client.get(f"/en/cases/{ref}/", **asked).json() == {"state": shown[1]}
    bank.behave()
    look(payments(ref)[0])
    do_jobs()
    assert row(ref).state["outcome"] == outcome
    assert client.get(f"/en/cases/{ref}/", **asked).json() != {"state": shown[1]}
    assert "refresh" not in client.get(f"/en/cases/{ref}/").content.decode()
