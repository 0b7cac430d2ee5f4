"""What time brings: limits that come near or have passed, and who is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from panjereh.cases.actions.fetching import fetch_pending
from panjereh.cases.actions.journal import HeldCase, hold, move
from panjereh.cases.models import Case
from panjereh.cases.placing import PLACE_FIELDS, put_in_its_place
from panjereh.cases.telling import tell_escalated, tell_near
from panjereh.catalogue.queries import Roles, roles_of, version_of
from panjereh.flow.rows import read_state
from panjereh.flow.state import Event, Tick
from panjereh.kernel import clock
from panjereh.kernel.act import Act

BATCH = 100
# Three working days are never further away than this, Nowruz included.
NEAR = timedelta(days=21)


@transaction.atomic
def look_at_limits(act: Act) -> bool:
    """Tell the engine of limits that are near or have passed, a batch at a time; True when there may be more."""
    today = clock.today()
    passed = Q(stage_due_on__lt=today) | Q(due_on__lt=today)
    near = Q(turn="applicant", stage_due_on__lte=today + NEAR) & ~Q(state__reminded=True)
    unplaced = Q(turn="")
    late = (
        Case.objects.select_for_update(skip_locked=True)
        .filter(unplaced | Q(passed | near, status__in=["draft", "running", "held"]))
        .filter(unplaced | Q(ticked_on__isnull=True) | Q(ticked_on__lt=today))
        .order_by("id")[:BATCH]
    )
    cases = list(late)
    roles = roles_of({case.agency for case in cases}) if cases else {}
    for case in cases:
        if not case.turn:
            _place(case)
        _tick(act, hold(case), roles)
    Case.objects.filter(id__in=[case.id for case in cases]).update(ticked_on=today)
    return len(cases) == BATCH


def _place(case: Case) -> None:
    """A row of a release that had no lists by turn."""
    put_in_its_place(case, version_of(case.version_id).service, read_state(case.state))
    case.save(update_fields=PLACE_FIELDS)


def _tick(act: Act, held: HeldCase, roles: Mapping[str, Roles]) -> None:
    if held.case.status not in ("draft", "running", "held"):
        return
    role = held.stage.what[0] if held.stage.verb == "review" else ""
    agency = roles.get(held.case.agency)
    up = agency.up.get(role, "") if agency else ""
    step = move(held, Tick(up=up), by=act, ground="limits", party="machine")
    for event in step.events:
        _tell(held, event)
    fetch_pending(held, step)


def _tell(held: HeldCase, event: Event) -> None:
    if event.kind == "LimitNear":
        tell_near(held, event.data["due_on"])
    elif event.kind == "TaskEscalated":
        tell_escalated(held, event.data["to"])
