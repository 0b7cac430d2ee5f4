"""Which opinions lie with which agency: rows that follow the events, in their transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from panjereh.cases.models import Case, Opinion
from panjereh.flow import Version
from panjereh.flow.opinions import open_opinions
from panjereh.flow.state import Event, State
from panjereh.kernel.wall import as_machine

_MOVE_THEM = ("OpinionAsked", "OpinionGiven", "OpinionMissed", "StageEntered", "ApplicationWithdrawn")


def follow_opinions(case: Case, version: Version, state: State, events: Iterable[Event]) -> None:
    """Bring the rows up to a state. A case that never asked anybody costs nothing."""
    if not state.opinions or not any(event.kind in _MOVE_THEM for event in events):
        return
    waiting = open_opinions(version, state)
    with as_machine("case:opinions"):
        Opinion.objects.filter(case=case, awaited=True).exclude(branch__in=waiting).update(awaited=False)
        for branch in waiting:
            _ask(case, version, state, branch)


def _ask(case: Case, version: Version, state: State, branch: str) -> None:
    stage, service = version.service.stages[branch], version.service
    Opinion.objects.update_or_create(
        case=case,
        branch=branch,
        defaults={
            "agency": stage.agency,
            "role": stage.what[0],
            "principal": case.principal,
            "receipt": case.receipt or case.ref,
            "version_id": case.version_id,
            "ground": service.ground,
            "due_on": date.fromisoformat(state.opinions[branch]["due_on"]),
            "awaited": True,
        },
    )
