"""Random walks of a case with a fee against the real bank: clicks, returns, lies, losses, in any order.

Whatever happened, once everything has been asked and done the books agree: the bank holds what the case
says it has paid, no fee was taken twice and kept, and no document was issued without its fee.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from panjereh.cases.tests.paid_cases import (
    FEE,
    applied,
    given_back,
    payments,
    refunds,
    taken,
)
from panjereh.cases.tests.test_applying import kinds, replayed, row
from panjereh.config.testing.bank import RunningBank, running_bank
from panjereh.config.testing.fees import publish_copies
from panjereh.config.testing.jobs import do_jobs
from panjereh.config.testing.settings import BUILD
from panjereh.flow.rows import read_state
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money import actions as money
from panjereh.money.models import Payment, Refund

SEED = int(os.environ.get("PANJEREH_SEED", "9"))
WALKS = 40 if os.environ.get("PANJEREH_LONG") else 8
STEPS = 14
DOINGS = ("pay", "pay", "lost", "twice", "decline", "cancel", "wrong")
TRICKS = ("down", "fault", "silent")


@pytest.fixture
def bank(country: None, settings: Any) -> Iterator[RunningBank]:
    publish_copies()
    with running_bank(BUILD) as bank:
        settings.GATEWAY = bank.gateway
        settings.PUBLIC_URL = "http://localhost"
        yield bank


class Walk:
    """One case, and everybody who has to do with its money."""

    def __init__(self, bank: RunningBank, seed: int) -> None:
        self.bank = bank
        self.random = random.Random(seed)
        self.client, self.ref = applied()
        self.keys = [str(uuid4())]
        self.ways: list[str] = []
        self.did: list[str] = []

    def go(self) -> None:
        steps: dict[str, Callable[[], None]] = {
            "click": self.click,
            "click again": self.click,
            "at the bank": self.at_the_bank,
            "come back": self.come_back,
            "lie": self.lie,
            "look": self.look,
            "expire": self.expire,
            "trouble": self.trouble,
            "work": do_jobs,
            "withdraw": self.withdraw,
        }
        names = [name for name in steps for _ in range(1 if name == "withdraw" else 3)]
        for _ in range(STEPS):
            name = self.random.choice(names)
            self.did.append(name)
            steps[name]()
        self.bank.behave()
        self.settle()

    def click(self) -> None:
        if self.random.random() < 0.5:
            self.keys.append(str(uuid4()))
        self.client.post(f"/fa/cases/{self.ref}/pay/", {"key": self.random.choice(self.keys)})

    def at_the_bank(self) -> None:
        known = [payment.authority for payment in payments(self.ref) if payment.authority]
        if known:
            doing = self.random.choice(DOINGS)
            self.did.append(doing)
            self.ways.append(self.bank.pay(self.random.choice(known), doing))

    def come_back(self) -> None:
        ways = [way for way in self.ways if way]
        if ways:
            way = self.random.choice(ways).removeprefix("http://localhost")
            assert Client(HTTP_HOST="localhost").get(way, follow=True).status_code == 200

    def lie(self) -> None:
        for payment in payments(self.ref):
            status = self.random.choice(("OK", "NOK"))
            authority = self.random.choice((payment.authority, "S" * 35, ""))
            query = f"?Authority={authority}&Status={status}&amount=1"
            Client(HTTP_HOST="localhost").get(f"/en/pay/return/{payment.id}/{query}")

    def look(self) -> None:
        with acting(machine_act("test")):
            Payment.objects.filter(next_look_at__isnull=False).update(
                next_look_at=clock.now(), busy_until=None
            )
        for payment_id in money.due_payments():
            money.look(payment_id)

    def expire(self) -> None:
        with acting(machine_act("test")):
            Payment.objects.filter(started_at__isnull=False).update(
                started_at=clock.now() - timedelta(minutes=30)
            )

    def trouble(self) -> None:
        part = self.random.choice(("request", "verify", "inquiry", "refund"))
        self.bank.behave(**{part: {"do": self.random.choice(TRICKS), "times": self.random.randint(1, 3)}})

    def withdraw(self) -> None:
        self.client.post(f"/fa/cases/{self.ref}/withdraw/")

    def settle(self) -> None:
        """Ask and do all that is left, as time would."""
        for _ in range(4):
            self.look()
            with acting(machine_act("test")):
                Refund.objects.filter(state="submitted").update(next_look_at=clock.now(), busy_until=None)
            for refund_id in money.due_refunds():
                money.carry_refund(refund_id)
            do_jobs()


@pytest.mark.parametrize("number", range(WALKS))
def test_whatever_happens_the_books_agree(bank: RunningBank, number: int) -> None:
    walk = Walk(bank, SEED * 1000 + number)
    walk.go()
    case, said = row(walk.ref), " · ".join(walk.did)
    held = sum(payment["taken"] for payment in taken(bank, walk.ref)) - given_back(bank, walk.ref)
    assert held == read_state(case.state).paid, said
    assert held in (0, FEE), said
    assert kinds(walk.ref).count("PaymentConfirmed") <= 1, said
    assert (case.state["outcome"] == "granted") == (held == FEE), said
    ours = sorted(payment.amount for payment in payments(walk.ref) if payment.state == "success")
    assert ours == sorted(payment["taken"] for payment in taken(bank, walk.ref)), said
    assert all(state == "success" for _, _, state in refunds(walk.ref)), said
    assert replayed(walk.ref) == case.state, said
