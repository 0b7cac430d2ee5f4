"""Asking a party to pay: one bill for each source, one unfinished payment for each bill."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from panjereh.kernel import clock
from panjereh.kernel.outbox import put
from panjereh.money.actions.journal import append, happen
from panjereh.money.domain import PUBLIC, SESSION, UNFINISHED, PaymentMoved
from panjereh.money.messages import OutcomeWanted
from panjereh.money.models import Bill, Payment, StartKey
from panjereh.money.port import NoProvider, provider

_KEY = re.compile(r"[A-Za-z0-9-]{1,255}")


@dataclass(frozen=True, slots=True)
class Demand:
    """What is owed, by whom, for what, until when. `source` begins with `about`."""

    source: str
    about: str
    payer: UUID
    agency: str
    case_ref: str
    title: Mapping[str, str]
    amount: int
    until: date | None
    sample: bool


@transaction.atomic
def ask_for_payment(demand: Demand, *, key: str, language: str) -> UUID:
    """The payment with which this demand can be paid now; the same key is the same payment.

    An unfinished payment of the bill is gone on with. Raises PaymentMoved.
    """
    if not _KEY.fullmatch(key):
        raise PaymentMoved("bad_key")
    bill = _bill(demand)
    known = _payment_of_key(demand, key)
    if known is not None:
        return known
    if bill.state != "open":
        raise PaymentMoved("paid" if bill.state == "paid" else "closed")
    payment = _unfinished(bill) or _new_payment(bill, language)
    StartKey.objects.create(
        account=demand.payer,
        key=key,
        resource=demand.source,
        body=_body(demand),
        payment_id=payment.id,
        at=clock.now(),
    )
    return payment.id


def _bill(demand: Demand) -> Bill:
    """The one bill of this source, locked: a second click waits here for the first."""
    fresh = Bill(
        source=demand.source,
        about=demand.about,
        payer=demand.payer,
        agency=demand.agency,
        case_ref=demand.case_ref,
        title=dict(demand.title),
        amount=demand.amount,
        state="open",
        made_at=clock.now(),
        until=demand.until,
        is_sample=demand.sample,
    )
    Bill.objects.bulk_create([fresh], ignore_conflicts=True)
    bill = Bill.objects.select_for_update().get(source=demand.source)
    if (bill.amount, bill.payer) != (demand.amount, demand.payer):
        raise ValueError(f"the bill of {demand.source} is about something else")
    return bill


def _payment_of_key(demand: Demand, key: str) -> UUID | None:
    known = StartKey.objects.filter(account=demand.payer, key=key).first()
    if known is None:
        return None
    if known.resource != demand.source or bytes(known.body) != _body(demand):
        raise PaymentMoved("other_body")
    return known.payment_id


def _body(demand: Demand) -> bytes:
    return hashlib.sha256(f"{demand.source}|{demand.amount}|IRR".encode()).digest()


def _unfinished(bill: Bill) -> Payment | None:
    """The try that is under way; one whose outcome isn't known is never asked for twice."""
    payment = Payment.objects.select_for_update().filter(bill_id=bill.id, state__in=UNFINISHED).first()
    if payment is None:
        return None
    stale = payment.started_at is not None and payment.started_at + SESSION < clock.now()
    if payment.state == "submitted" or stale:
        put(OutcomeWanted(payment=str(payment.id)))
        raise PaymentMoved("being_verified")
    return payment


def _new_payment(bill: Bill, language: str) -> Payment:
    try:
        name = provider().name
    except NoProvider:
        raise PaymentMoved("not_set_up") from None
    payment = Payment(
        id=uuid4(),
        bill_id=bill.id,
        payer=bill.payer,
        agency=bill.agency,
        amount=bill.amount,
        state=PUBLIC["new"].state,
        private="new",
        language=language,
        provider=name,
        made_at=clock.now(),
        next_look_at=clock.now() + SESSION,
    )
    payment.save(force_insert=True)
    append(payment, "made", by="payer", amount=bill.amount)
    return payment


@transaction.atomic
def close_bill(source: str) -> None:
    """Nobody waits for this bill any more: what is still paid for it goes back."""
    bill = Bill.objects.select_for_update().filter(source=source, state="open").first()
    if bill is None:
        return
    Bill.objects.filter(id=bill.id).update(state="closed")
    for payment in Payment.objects.select_for_update().filter(bill_id=bill.id, state__in=UNFINISHED):
        if not happen(payment, "cancelled", by="agency"):
            # The payer is at the bank: looked at soon, for what may have been paid by now.
            Payment.objects.filter(id=payment.id, next_look_at__gt=clock.now()).update(
                next_look_at=clock.now()
            )
