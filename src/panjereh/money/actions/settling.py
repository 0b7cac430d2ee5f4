"""How a payment ended: asked of the provider, server to server, then locked and recorded, once.

What a browser brings is a hint that the provider should be asked, and nothing else. One process at a
time asks about a payment (`busy_until`); one that was killed is forgotten after the lease. Verifying
twice is harmless, for the provider says «already verified», which is success too.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.outbox import put
from panjereh.kernel.outside import require_no_transaction
from panjereh.kernel.wall import acting
from panjereh.money.actions.journal import happen, lock_payment
from panjereh.money.actions.refunding import open_refund
from panjereh.money.domain import LEASE, LONGEST, SESSION, UNFINISHED
from panjereh.money.messages import OutcomeWanted, PaymentConfirmed
from panjereh.money.models import Bill, Payment
from panjereh.money.port import (
    UNPAID,
    NoProvider,
    Outcome,
    Provider,
    ProviderRefused,
    ProviderSilent,
    provider,
)

BATCH = 50


@dataclass(frozen=True, slots=True)
class Question:
    """A payment that this process alone asks about, for a while."""

    payment: UUID
    gateway: Provider
    authority: str
    amount: int  # ours, from the database


def came_back(payment_id: UUID, authority: str) -> None:
    """The browser says that it comes from the provider; believed only as a reason to ask there."""
    with acting(machine_act("pay:return")):
        found = lock_payment(payment_id)
        if found is None:
            return
        _, payment = found
        if payment.authority is None or payment.authority != authority:
            return
        if payment.private == "redirected" and happen(payment, "came_back", by="browser"):
            put(OutcomeWanted(payment=str(payment_id)))


def look(payment_id: UUID) -> bool:
    """Ask the provider how a payment ended and record it; False when nothing was to be asked."""
    require_no_transaction()
    question = _claim(payment_id)
    if question is None:
        return False
    outcome = _ask(question)
    _record(payment_id, outcome)
    return True


def due_payments() -> list[UUID]:
    """Payments about which the provider is to be asked now, the longest waiting first."""
    with acting(machine_act("job:money.sweep")):
        waiting = Payment.objects.filter(next_look_at__lte=clock.now()).order_by("next_look_at")
        return list(waiting.values_list("id", flat=True)[:BATCH])


def _claim(payment_id: UUID) -> Question | None:
    """Take the question, or finish what needs none. None: asked already, or by somebody else just now."""
    with acting(machine_act("job:money.look")):
        found = lock_payment(payment_id)
        if found is None:
            return None
        _, payment = found
        now = clock.now()
        if payment.busy_until is not None and payment.busy_until > now:
            return None
        if payment.authority is None:
            if payment.state in UNFINISHED and payment.next_look_at and payment.next_look_at <= now:
                happen(payment, "timed_out", by="time")
            return None
        if payment.next_look_at is None:
            return None
        try:
            gateway = provider(payment.provider)
        except NoProvider:
            happen(payment, "no_answer", by="time", provider_code="not set up")
            return None
        Payment.objects.filter(id=payment.id).update(busy_until=now + LEASE)
        return Question(payment.id, gateway, payment.authority, payment.amount)


def _ask(question: Question) -> Outcome:
    """Verify; where the provider has nothing to verify, ask how it stands there."""
    require_no_transaction()
    gateway, authority = question.gateway, question.authority
    try:
        outcome = gateway.verify(authority, question.amount)
        if outcome.kind == UNPAID:
            outcome = gateway.inquire(authority)
            if outcome.kind == "paid":  # between the two questions; only what is verified is ours
                outcome = gateway.verify(authority, question.amount)
    except (ProviderSilent, ProviderRefused) as failing:
        return Outcome("no_answer", provider_code=str(failing)[:40])
    return Outcome("no_answer") if outcome.kind == UNPAID else outcome


def _record(payment_id: UUID, outcome: Outcome) -> None:
    """Write down what the provider said, under the locks; the first success pays the bill, once."""
    with acting(machine_act("job:money.look")):
        found = lock_payment(payment_id)
        assert found is not None
        bill, payment = found
        happening = _happening(payment, outcome)
        if happening == "paid":
            _paid(bill, payment, outcome)
        elif not happen(payment, happening, by="provider", provider_code=outcome.provider_code):
            Payment.objects.filter(id=payment.id).update(busy_until=None, next_look_at=None)


def _happening(payment: Payment, outcome: Outcome) -> str:
    """What an answer means by now: nobody pays at a page that has been open for too long."""
    if outcome.kind not in ("still_open", "no_answer") or payment.started_at is None:
        return outcome.kind
    patience = SESSION if outcome.kind == "still_open" else LONGEST
    over = payment.started_at + patience < clock.now() and payment.state in UNFINISHED
    return "timed_out" if over else outcome.kind


def _paid(bill: Bill, payment: Payment, outcome: Outcome) -> None:
    wanted = bill.state == "open"
    payment.reference = outcome.reference or payment.reference
    payment.counted = wanted
    payment.refund_available = payment.amount
    if not happen(payment, "paid", by="provider", reference=outcome.reference, amount=payment.amount):
        Payment.objects.filter(id=payment.id).update(busy_until=None)
        return  # recorded before: said twice, it is the same success
    if wanted:
        Bill.objects.filter(id=bill.id).update(state="paid")
        put(PaymentConfirmed(payment=str(payment.id), source=bill.source, amount=payment.amount))
    else:
        why = "second" if bill.state == "paid" else "late"
        open_refund(payment, payment.amount, why=why, source=f"payment:{payment.id}:{why}")
