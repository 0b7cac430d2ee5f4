"""Who hears what: every message of a lower room with the handlers of higher ones, on one page."""

from __future__ import annotations

from panjereh.cases import jobs as cases
from panjereh.cases.messages import EffectsOwed, FetchOwed
from panjereh.identity.messages import RecoveryAsked, SecurityChanged
from panjereh.kernel.outbox import wire
from panjereh.notices import jobs as notices
from panjereh.notices.messages import NoticePut


def wire_all() -> None:
    """Called once when the process starts."""
    wire(NoticePut, notices.carry)
    wire(SecurityChanged, notices.security)
    wire(RecoveryAsked, notices.recovery)
    wire(EffectsOwed, cases.effects)
    wire(FetchOwed, cases.fetch)
