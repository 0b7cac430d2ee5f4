"""Who hears what: every message of a lower room with the handlers of higher ones, on one page."""

from __future__ import annotations

from panjereh.cases import jobs as cases
from panjereh.cases.messages import AppealOver, EffectsOwed, FetchOwed
from panjereh.identity.messages import RecoveryAsked, SecurityChanged
from panjereh.kernel.outbox import wire
from panjereh.money import jobs as money
from panjereh.money.contrib import redirect
from panjereh.money.messages import OutcomeWanted, PaymentConfirmed, RefundOpened
from panjereh.money.port import offer
from panjereh.notices import jobs as notices
from panjereh.notices.messages import NoticePut


def wire_all() -> None:
    """Called once when the process starts."""
    wire(NoticePut, notices.carry)
    wire(SecurityChanged, notices.security)
    wire(RecoveryAsked, notices.recovery)
    wire(EffectsOwed, cases.effects)
    wire(FetchOwed, cases.fetch)
    wire(AppealOver, cases.appeal_over)
    wire(OutcomeWanted, money.look)
    wire(RefundOpened, money.refund)
    wire(PaymentConfirmed, cases.paid)
    offer(redirect.configured)
