"""The one writer of payments: under the locks of the bill and the payment, one event for each change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from panjereh.kernel import clock
from panjereh.money.domain import PUBLIC, move, next_look
from panjereh.money.models import Bill, Payment, PaymentEvent


def lock_payment(payment_id: UUID) -> tuple[Bill, Payment] | None:
    """Lock a payment and, before it, its bill until the end of the transaction; None: there is no such one."""
    bill_id = Payment.objects.filter(id=payment_id).values_list("bill_id", flat=True).first()
    if bill_id is None:
        return None
    bill = Bill.objects.select_for_update().get(id=bill_id)
    return bill, Payment.objects.select_for_update().get(id=payment_id)


def happen(payment: Payment, happening: str, *, by: str, **data: Any) -> bool:
    """Let one thing happen to a locked payment; False when it can't happen in its state, and nothing is written."""
    private = move(payment.private, happening)
    if private is None:
        return False
    now = clock.now()
    public = PUBLIC[private]
    payment.looks = payment.looks + 1 if happening in ("still_open", "no_answer") else 0
    payment.private, payment.state, payment.code = private, public.state, public.code
    if not public.finished:
        payment.finished_at = None
    elif payment.finished_at is None or private == "verified":
        payment.finished_at = now
    payment.busy_until = None
    payment.next_look_at = next_look(private, looks=payment.looks, now=now, finished_at=payment.finished_at)
    append(payment, happening, by=by, **data)
    return True


def append(payment: Payment, kind: str, *, by: str, **data: Any) -> None:
    """Append an event to a locked payment and keep its row."""
    payment.seq += 1
    payment.save()
    PaymentEvent.objects.create(
        payment_id=payment.id,
        seq=payment.seq,
        at=clock.now(),
        kind=kind,
        state=payment.state,
        code=payment.code,
        private=payment.private,
        by=by,
        data={name: value for name, value in data.items() if value not in (None, "")},
    )
