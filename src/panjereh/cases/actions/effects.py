"""What a case owes outside of itself, and what time brings. Each effect and its event are one transaction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from panjereh.cases.letters import filled_letter, told
from panjereh.documents.actions import IssueOrder, issue

from panjereh.cases.actions.fetching import TRIES, ask_register, fetch_pending
from panjereh.cases.actions.journal import HeldCase, hold, move
from panjereh.cases.messages import FetchOwed
from panjereh.cases.models import Case
from panjereh.flow import entry_for, known_key_owed, last_day, owed
from panjereh.flow.state import Done, Effect, Fetched, Tick
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.outbox import put
from panjereh.notices.actions import tell
from panjereh.registries.actions import NewEntry, enter
from panjereh.registries.domain import RegisterSilent

MACHINE = "machine"
BATCH = 100


@transaction.atomic
def carry_out(act: Act, case_id: UUID) -> bool:
    """Carry out the next effect that the case owes; True when another is owed after it.

    The effect and the event that says so are one transaction: killed anywhere, it is done once or not at all.
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        return False
    held = hold(case)
    waiting = [effect for effect in owed(held.live.version, held.state) if effect.verb != "fetch"]
    if not waiting:
        return False
    effect = waiting[0]
    made = _CARRIERS[effect.verb](held, effect)
    move(held, Done(key=effect.key, ref=made), by=act, ground=f"effect:{effect.verb}", party=MACHINE)
    return held.state.status == "finishing"
