"""Money on its way back: opened under the payment's lock, sent through the provider, recorded once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.amounts import amount_text
from panjereh.kernel.outbox import put
from panjereh.kernel.outside import require_no_transaction
from panjereh.kernel.wall import acting
from panjereh.money.actions.journal import append, lock_payment
from panjereh.money.domain import LEASE, LONGEST_PAUSE, SHORTEST_PAUSE
from panjereh.money.messages import RefundOpened
from panjereh.money.models import Bill, Payment, Refund
from panjereh.money.port import NoProvider, Provider, ProviderRefused, ProviderSilent, provider
from panjereh.notices.actions import tell

BATCH = 50
LANGUAGES = ("fa", "en")


class NothingToReturn(RuntimeError):
    """More is owed back than was ever paid: the books are wrong, and somebody has to look."""


def open_refund(payment: Payment, amount: int, *, why: str, source: str) -> None:
    """Owe an amount of a locked, successful payment back; the same source owes it once."""
    if Refund.objects.filter(source=source).exists():
        return
    if amount > payment.refund_available:
        raise NothingToReturn(f"{amount} of payment {payment.id}")
    now = clock.now()
    refund = Refund(
        payment_id=payment.id,
        source=source,
        amount=amount,
        why=why,
        state="submitted",
        made_at=now,
        next_look_at=now,
    )
    refund.save(force_insert=True)
    payment.refund_available -= amount
    append(payment, "refund", by="agency", refund=str(refund.id), amount=amount, why=why)
    put(RefundOpened(refund=str(refund.id)))


@transaction.atomic
def owe_back(about: str, amount: int, *, why: str, source: str) -> None:
    """Give back an amount of what was paid for the bills of `about`, the newest payment first."""
    if Refund.objects.filter(source__startswith=f"{source}:").exists():
        return
    bills = Bill.objects.select_for_update().filter(about=about).order_by("id")
    payments = (
        Payment.objects.select_for_update()
        .filter(bill_id__in=[bill.id for bill in bills], counted=True)
        .order_by("-finished_at", "-id")
    )
    left = amount
    for number, payment in enumerate(payments):
        part = min(left, payment.refund_available)
        if part:
            open_refund(payment, part, why=why, source=f"{source}:{number}")
            left -= part
    if left:
        raise NothingToReturn(f"{left} of {about}")


@transaction.atomic
def return_payment(payment_id: UUID, *, why: str) -> None:
    """Give a whole payment back, for nobody waits for it."""
    found = lock_payment(payment_id)
    if found is not None and found[1].refund_available:
        payment = found[1]
        open_refund(payment, payment.refund_available, why=why, source=f"payment:{payment.id}:{why}")


@dataclass(frozen=True, slots=True)
class Errand:
    """A refund that this process alone carries, for a while."""

    gateway: Provider
    authority: str
    amount: int


def carry_refund(refund_id: UUID) -> bool:
    """Send one refund through the provider; False when nothing was to be done.

    Sent twice (after a kill, or for want of an answer), the provider knows it by its id and pays it once.
    """
    require_no_transaction()
    errand = _claim(refund_id)
    if errand is None:
        return False
    try:
        reference = errand.gateway.refund(str(refund_id), errand.authority, errand.amount)
    except ProviderSilent:
        _later(refund_id)
    except ProviderRefused as refused:
        _finish(refund_id, "error", str(refused)[:40])
    else:
        _finish(refund_id, "success", reference)
    return True


def due_refunds() -> list[UUID]:
    """Refunds that are to be tried now."""
    with acting(machine_act("job:money.sweep")):
        waiting = Refund.objects.filter(next_look_at__lte=clock.now()).order_by("next_look_at")
        return list(waiting.values_list("id", flat=True)[:BATCH])


def _claim(refund_id: UUID) -> Errand | None:
    with acting(machine_act("job:money.refund")):
        refund = Refund.objects.select_for_update().filter(id=refund_id, state="submitted").first()
        now = clock.now()
        if refund is None or (refund.busy_until is not None and refund.busy_until > now):
            return None
        payment = Payment.objects.get(id=refund.payment_id)
        try:
            gateway = provider(payment.provider)
        except NoProvider:
            Refund.objects.filter(id=refund_id).update(next_look_at=now + LONGEST_PAUSE)
            return None
        Refund.objects.filter(id=refund_id).update(busy_until=now + LEASE)
        return Errand(gateway, payment.authority or "", refund.amount)


def _later(refund_id: UUID) -> None:
    with acting(machine_act("job:money.refund")):
        refund = Refund.objects.select_for_update().get(id=refund_id)
        pause = min(LONGEST_PAUSE, SHORTEST_PAUSE * (1 << min(refund.looks, 10)))
        Refund.objects.filter(id=refund_id, state="submitted").update(
            busy_until=None, looks=refund.looks + 1, next_look_at=clock.now() + pause
        )


def _finish(refund_id: UUID, state: str, reference: str) -> None:
    with acting(machine_act("job:money.refund")):
        payment_id = Refund.objects.values_list("payment_id", flat=True).get(id=refund_id)
        found = lock_payment(payment_id)
        assert found is not None
        bill, payment = found
        refund = Refund.objects.select_for_update().get(id=refund_id)
        if refund.state != "submitted":
            return
        refund.state, refund.reference, refund.finished_at = state, reference, clock.now()
        refund.busy_until = refund.next_look_at = None
        refund.save()
        if state == "error":
            payment.refund_available += refund.amount
        kind = "refunded" if state == "success" else "not_refunded"
        append(payment, kind, by="provider", refund=str(refund.id), amount=refund.amount, reference=reference)
        _tell(bill, refund)


def _tell(bill: Bill, refund: Refund) -> None:
    """Let the payer know where their money is."""
    title, body = {}, {}
    for language in LANGUAGES:
        with translation.override(language):
            said = {"amount": amount_text(refund.amount, language), "service": bill.title[language]}
            if refund.state == "success":
                title[language] = _("Refund of %(amount)s") % said
                body[language] = (
                    _("%(amount)s that you paid for “%(service)s” went back to the card you paid with.")
                    % said
                )
            else:
                title[language] = _("A refund could not be made")
                body[language] = (
                    _(
                        "The bank did not take the refund of %(amount)s for “%(service)s”. It is on record here, and the agency"
                        " has to send it another way. You do not need to do anything."
                    )
                    % said
                )
    tell(bill.payer, title=title, body=body, source=f"refund:{refund.id}", case_ref=bill.case_ref)
