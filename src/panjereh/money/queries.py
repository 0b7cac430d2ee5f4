"""Reads of money for pages: what was tried, what was paid, what went back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panjereh.kernel.act import Act
from panjereh.kernel.rights import NotAllowed, require
from panjereh.kernel.wall import present
from panjereh.money.domain import UNFINISHED
from panjereh.money.models import Payment, Refund


@dataclass(frozen=True, slots=True)
class RefundRow:
    amount: int
    state: str
    why: str
    made_at: datetime
    finished_at: datetime | None
    reference: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One try to pay, as its payer sees it."""

    id: UUID
    source: str  # of its bill
    amount: int
    state: str
    code: str
    counted: bool
    made_at: datetime
    finished_at: datetime | None
    reference: str
    refunds: tuple[RefundRow, ...] = ()

    @property
    def under_way(self) -> bool:
        return self.state in UNFINISHED


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment with the bill that it paid."""

    payment: PaymentRow
    title: Mapping[str, str]
    case_ref: str
    provider: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What whoever knows a payment's id may know: how it stands, and nothing of its payer."""

    state: str
    code: str
    counted: bool
    returning: bool  # money is going back, or went back


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A payment that has paid its bill, for the room that made the bill."""

    source: str
    amount: int
    finished_at: datetime | None


def payments_about(about: str) -> list[PaymentRow]:
    """All tries to pay for one thing, oldest first, as far as the reader may see them."""
    payments = list(Payment.objects.select_related("bill").filter(bill__about=about).order_by("made_at"))
    if not payments:
        return []
    back: dict[UUID, list[RefundRow]] = {}
    for refund in Refund.objects.filter(payment_id__in=[p.id for p in payments]).order_by("made_at"):
        back.setdefault(refund.payment_id, []).append(_refund_row(refund))
    return [_row(payment, tuple(back.get(payment.id, ()))) for payment in payments]


def receipt_of(act: Act, payment_id: UUID) -> Receipt:
    """The receipt of a successful payment for its payer. Raises NotAllowed."""
    payment = _own(act, payment_id)
    if payment.state != "success":
        raise NotAllowed("receipt")
    bill = payment.bill
    refunds = tuple(_refund_row(r) for r in Refund.objects.filter(payment_id=payment.id).order_by("made_at"))
    return Receipt(_row(payment, refunds), bill.title, bill.case_ref, payment.provider, bill.is_sample)


def case_of(act: Act, payment_id: UUID) -> str:
    """The reference of the case that a payment is for, for its payer. Raises NotAllowed."""
    return _own(act, payment_id).bill.case_ref


def face_of(payment_id: UUID) -> Face | None:
    """What anybody with the payment's id may know; the id itself opens this one row for the transaction."""
    present("payment", str(payment_id))
    payment = Payment.objects.filter(id=payment_id).first()
    if payment is None:
        return None
    returning = payment.state == "success" and payment.refund_available < payment.amount
    return Face(payment.state, payment.code, payment.counted, returning)


def confirmed(payment_id: UUID) -> Confirmed | None:
    """A payment that counts for its bill, or None."""
    payment = Payment.objects.select_related("bill").filter(id=payment_id, counted=True).first()
    if payment is None:
        return None
    return Confirmed(payment.bill.source, payment.amount, payment.finished_at)


def _own(act: Act, payment_id: UUID) -> Payment:
    payment = Payment.objects.select_related("bill").filter(id=payment_id).first()
    if payment is None:
        raise NotAllowed("payment")
    require(act, "see", payment)
    return payment


def _row(payment: Payment, refunds: tuple[RefundRow, ...]) -> PaymentRow:
    return PaymentRow(
        id=payment.id,
        source=payment.bill.source,
        amount=payment.amount,
        state=payment.state,
        code=payment.code,
        counted=payment.counted,
        made_at=payment.made_at,
        finished_at=payment.finished_at,
        reference=payment.reference,
        refunds=refunds,
    )


def _refund_row(refund: Refund) -> RefundRow:
    return RefundRow(
        refund.amount, refund.state, refund.why, refund.made_at, refund.finished_at, refund.reference
    )
