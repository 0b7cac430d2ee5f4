"""Background work of money: outcomes and refunds. Every job may run twice and be killed anywhere."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from panjereh.kernel.outbox import handler
from panjereh.money import actions
from panjereh.money.watching import note_providers


@handler("money.look")
def look(payment: str) -> None:
    """Ask the provider how a payment ended."""
    actions.look(UUID(payment))


@handler("money.refund")
def refund(refund: str) -> None:
    """Send a refund through the provider."""
    actions.carry_refund(UUID(refund))


@app.periodic(cron="* * * * *")
@app.task(name="money.sweep", queueing_lock="money.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Ask about all payments whose outcome is unknown for too long, and try refunds again."""
    note_providers()
    for payment in actions.due_payments():
        actions.look(payment)
    for refund_id in actions.due_refunds():
        actions.carry_refund(refund_id)
