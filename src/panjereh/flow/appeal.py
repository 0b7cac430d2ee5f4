"""An appeal against a decision of a case: lodged within the limit, once; upheld or overturned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from panjereh.flow.after_events import REFUSED, SUSPENDED, VALID
from panjereh.flow.compiling import Version
from panjereh.flow.course import Course
from panjereh.flow.graph import reached_from, sound_edges
from panjereh.flow.machine import go
from panjereh.flow.model import Service
from panjereh.flow.spans import Calendar, last_day, tehran_day
from panjereh.flow.state import DropAppeal, LodgeAppeal, Overturn, State, Uphold

OVERTURN, UPHOLD = "overturn", "uphold"
OVERTURNED = "overturned"  # the way by which a case goes on: `StageEntered` says so


def decision_kind(state: State) -> str | None:
    """What can be appealed now: `refused`, `suspended`, `revoked`; None where nothing can."""
    if state.status != "ended" or not state.decision:
        return None
    return REFUSED if state.outcome == REFUSED else state.given


def appeal_until(version: Version, state: State, calendar: Calendar) -> date | None:
    """The last day on which the decision can be appealed; None where there is nothing to appeal."""
    within = version.service.appeal_within
    if within is None or not state.decision or state.decided_at is None:
        return None
    return last_day(tehran_day(state.decided_at), within, calendar)


def why_not(version: Version, state: State, today: date, calendar: Calendar) -> str | None:
    """The key of the sentence that says why no appeal can be lodged now; None where one can."""
    until = appeal_until(version, state, calendar)
    if decision_kind(state) is None or until is None:
        return "nothing_to_appeal"
    if state.decision in state.appealed:
        return "appeal_decided"
    if state.appeal is not None:
        return "appeal_heard"
    return "appeal_late" if today > until else None


def about(service: Service, state: State, receipt: str) -> dict[str, Any]:
    """The public facts of a decision, as the appeal's expressions see them (`case.about`)."""
    return {
        "service": service.id,
        "agency": service.agency,
        "receipt": receipt,
        "kind": decision_kind(state),
        "unmet": list(state.unmet) if state.outcome == REFUSED else [],
        "grounds": list(state.grounds),
        "decided_on": tehran_day(state.decided_at).isoformat() if state.decided_at else None,
    }


def refused_without_a_person(service: Service, start: str) -> bool:
    """Whether a case that goes on at this stage can come to a refusal again with nobody acting."""
    attended = tuple(e for e in sound_edges(service.stages) if not e.by_person(service.stages))
    return any(
        service.stages[name].verb == "end" and service.stages[name].what == (REFUSED,)
        for name in reached_from(start, attended)
    )


def _lodge(course: Course, lodged: LodgeAppeal) -> None:
    reason = why_not(course.version, course.state, course.today, course.calendar)
    if reason is None and lodged.decision != course.state.decision:
        reason = "decision_changed"
    if reason is not None:
        raise course.refuse(reason)
    course.record("AppealLodged", appeal=lodged.appeal, decision=lodged.decision)


def _require_heard(course: Course, appeal: str) -> None:
    if course.state.appeal != appeal:
        raise course.refuse("appeal_not_heard")


def _drop(course: Course, dropped: DropAppeal) -> None:
    _require_heard(course, dropped.appeal)
    course.record("AppealDropped", appeal=dropped.appeal)


def _uphold(course: Course, upheld: Uphold) -> None:
    _require_heard(course, upheld.appeal)
    course.record("DecisionUpheld", **_said(course, upheld))


def _said(course: Course, heard: Uphold | Overturn) -> dict[str, Any]:
    return {
        "appeal": heard.appeal,
        "decision": course.state.decision,
        "end": heard.end,
        "note_digest": heard.note_digest or None,
    }


def _overturn(course: Course, overturned: Overturn) -> None:
    """A refused case goes on where its version says; a measure falls, and what stood before stands again."""
    _require_heard(course, overturned.appeal)
    state, service = course.state, course.version.service
    against = decision_kind(state)
    if against == REFUSED:
        due = course.due(service.limit)
        course.record("DecisionOverturned", against=against, due_on=due, **_said(course, overturned))
        go(course, service.appeal_overturned or service.begin, OVERTURNED)
        return
    course.record("DecisionOverturned", against=against or VALID, **_said(course, overturned))
    if against is not None:
        back = SUSPENDED if state.before.get("given") == SUSPENDED else VALID
        course.record("OutcomeReinstated", to=back, appeal=overturned.appeal, grounds=[])


HANDLERS: Mapping[type, Callable[[Course, Any], None]] = MappingProxyType(
    {LodgeAppeal: _lodge, DropAppeal: _drop, Uphold: _uphold, Overturn: _overturn}
)
