"""Where a case lies in the lists: whose turn it is, which roles see it, who holds the task."""

from __future__ import annotations

from uuid import UUID

from panjereh.cases.domain import turn
from panjereh.cases.models import Case
from panjereh.flow.model import Service
from panjereh.flow.state import State

PLACE_FIELDS = ("turn", "roles", "officer")
ANYBODY = "*"  # held up in a version without a review: whoever has a role in the agency goes on


def put_in_its_place(case: Case, service: Service, state: State) -> None:
    """Bring the columns of the lists up to a state; the caller saves `PLACE_FIELDS`."""
    case.turn = turn(state.status, service.stages, state.stage)
    case.roles = sorted(_roles(service, state))
    case.officer = UUID(state.taken_by) if state.taken_by and case.turn == "agency" else None


def _roles(service: Service, state: State) -> set[str]:
    if state.status not in ("running", "held"):
        return set()
    reviewing = reviewing_roles(service)
    if state.status == "held":
        return set(reviewing) or {ANYBODY}
    stage = service.stages[state.stage]
    if stage.verb == "together":  # it lies with the agencies that are asked (`opinion_rows.py`)
        return set()
    if stage.verb != "review":
        return set(reviewing)
    return {*stage.what, *([state.raised_to] if state.raised_to else [])}


def reviewing_roles(service: Service) -> frozenset[str]:
    """The roles that a version names in its reviews."""
    stages = service.stages.values()
    return frozenset(role for stage in stages if stage.verb == "review" for role in stage.what)
