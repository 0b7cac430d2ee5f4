"""What money tells its own worker and the rooms above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from panjereh.kernel.outbox import Message


@dataclass(frozen=True, slots=True)
class OutcomeWanted(Message):
    """The browser came back, or nobody knows how a payment ended: the provider is to be asked."""

    name: ClassVar[str] = "money.outcome_wanted"
    subject: ClassVar[str] = "payment"
    payment: str


@dataclass(frozen=True, slots=True)
class PaymentConfirmed(Message):
    """A payment has paid its bill; whoever made the bill goes on. `source` is the bill's."""

    name: ClassVar[str] = "money.payment_confirmed"
    payment: str
    source: str
    amount: int

    @property
    def lock(self) -> str:
        return ":".join(self.source.split(":")[:2])


@dataclass(frozen=True, slots=True)
class RefundOpened(Message):
    """Money is to be sent back through the provider."""

    name: ClassVar[str] = "money.refund_opened"
    subject: ClassVar[str] = "refund"
    refund: str
