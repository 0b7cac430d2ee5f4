"""What the inhabitants of the architecture tests have to do with money: a bill, a payment, a refund."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from django.test import Client

from panjereh.config.testing.bank import RunningBank
from panjereh.config.testing.fees import COPIES
from panjereh.config.testing.jobs import do_jobs
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money.models import Payment, Refund

if TYPE_CHECKING:
    from tests.architecture.inhabitants import Inhabitants

Things = dict[tuple[str, str], str]


def money_things(world: Inhabitants, bank: RunningBank) -> Things:
    """A case that waits for its fee, payments of two people, and what is at the bank."""
    due = _asked(world, "applicant")
    authority = _handed_over(world.client("applicant"), due)
    own, others = (_paid(world, role, bank) for role in ("applicant", "other"))
    with acting(machine_act("test")):
        assert Refund.objects.get(payment_id=own).state == "success"
    return {
        ("case", "due"): due,
        ("payment", "own"): own,
        ("payment", "others"): others,
        ("payment", "missing"): str(uuid4()),
        ("payment", "malformed"): "not-a-uuid",
        ("authority", "known"): authority,
        ("authority", "missing"): "S0000000000000000000000000000000000",
        ("authority", "malformed"): "a'b--",
    }


def _asked(world: Inhabitants, role: str) -> str:
    """An application for six copies, which waits for its fee; paid, it would wait for an officer."""
    client = world.client(role)
    answer = client.post(f"/fa/cases/start/{COPIES}/", {"key": str(uuid4())})
    found = re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])
    assert found
    said = {"copies": "6", "purpose": "court"}
    assert client.post(f"/fa/cases/{found[1]}/questions/need/", said).status_code == 302
    assert client.post(f"/fa/cases/{found[1]}/check/")["Location"] == f"/fa/cases/{found[1]}/"
    return found[1]


def _handed_over(client: Client, ref: str) -> str:
    answer = client.post(f"/fa/cases/{ref}/pay/", {"key": str(uuid4())})
    return str(answer["Location"]).rpartition("/")[2]


def _paid(world: Inhabitants, role: str, bank: RunningBank) -> str:
    """A payment that was confirmed, and went back because its case was taken back."""
    client, ref = world.client(role), _asked(world, role)
    back = bank.pay(_handed_over(client, ref))
    Client(HTTP_HOST="localhost").get("/" + back.split("/", 3)[3])
    do_jobs()
    assert client.post(f"/fa/cases/{ref}/withdraw/").status_code == 302
    do_jobs()
    with acting(machine_act("test")):
        return str(Payment.objects.get(bill__case_ref=ref, counted=True).id)
