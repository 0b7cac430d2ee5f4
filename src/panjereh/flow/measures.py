"""Measures on what a case gave: suspend, reinstate, revoke; on numbered grounds, by two where asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from panjereh.flow.after_events import REPLACED, REVOKED, SUSPENDED, VALID
from panjereh.flow.compiling import Version
from panjereh.flow.course import Course
from panjereh.flow.model import Measures
from panjereh.flow.state import AgreeToMeasure, DropMeasure, Measure, Replace, State

SUSPEND, REINSTATE, REVOKE = "suspend", "reinstate", "revoke"
# What stands → what can be done with it. Only an appeal brings back what was revoked.
_POSSIBLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {VALID: (SUSPEND, REVOKE), SUSPENDED: (REINSTATE, REVOKE), REVOKED: (), REPLACED: ()}
)
_EVENTS = MappingProxyType({SUSPEND: "OutcomeSuspended", REVOKE: "OutcomeRevoked"})


def measures_of(version: Version) -> Measures | None:
    """What the version says about taking back what it gives."""
    return version.service.outcome.measures if version.service.outcome else None


def possible(version: Version, state: State) -> tuple[str, ...]:
    """The measures that can be taken now."""
    measures = measures_of(version)
    if measures is None or state.status != "ended" or state.given is None:
        return ()
    allowed = {measure for ground in measures.grounds.values() for measure in ground.allows}
    kinds = _POSSIBLE[state.given]
    if state.appeal is not None:
        kinds = tuple(kind for kind in kinds if kind == REINSTATE)
    return tuple(kind for kind in kinds if kind == REINSTATE or kind in allowed)


def _measure(course: Course, wanted: Measure) -> None:
    measures = _require(course, wanted.measure)
    if course.state.proposal:
        raise course.refuse("measure_proposed")
    _require_grounds(course, measures, wanted)
    said: dict[str, Any] = {
        "officer": wanted.officer,
        "grounds": sorted(set(wanted.grounds)),
        "note_digest": wanted.note_digest or None,
    }
    if wanted.measure in measures.second:
        course.record("MeasureProposed", measure=wanted.measure, **said)
    else:
        _take(course, wanted.measure, **said)


def _agree(course: Course, agreed: AgreeToMeasure) -> None:
    proposal = course.state.proposal
    if not proposal:
        raise course.refuse("nothing_proposed")
    if proposal["officer"] == agreed.officer:
        raise course.refuse("second_officer_needed")
    _require(course, proposal["measure"])
    _take(
        course,
        proposal["measure"],
        officer=agreed.officer,
        second_of=proposal["officer"],
        grounds=list(proposal["grounds"]),
        note_digest=proposal.get("note_digest"),
    )


def _drop(course: Course, dropped: DropMeasure) -> None:
    if not course.state.proposal:
        raise course.refuse("nothing_proposed")
    course.record("MeasureDropped", officer=dropped.officer, measure=course.state.proposal["measure"])


def _require(course: Course, measure: str) -> Measures:
    measures, state = measures_of(course.version), course.state
    if measures is None or state.given is None:
        raise course.refuse("nothing_given")
    if state.status != "ended":
        raise course.refuse("measure_under_way")
    if measure not in possible(course.version, state):
        heard = state.appeal is not None and measure in _POSSIBLE[state.given]
        raise course.refuse("appeal_first" if heard else "measure_not_possible")
    return measures


def _require_grounds(course: Course, measures: Measures, wanted: Measure) -> None:
    if wanted.measure == REINSTATE:
        if wanted.grounds:
            raise course.refuse("grounds_not_due")
        return
    if not wanted.grounds:
        raise course.refuse("grounds_missing")
    for number in wanted.grounds:
        if number not in measures.grounds or wanted.measure not in measures.grounds[number].allows:
            raise course.refuse("grounds_unknown")


def _take(course: Course, measure: str, **said: Any) -> None:
    if measure == REINSTATE:
        course.record("OutcomeReinstated", to=VALID, **said)
    else:
        course.record(_EVENTS[measure], **said)


def _replace(course: Course, replaced: Replace) -> None:
    """A renewal: only what is in force, and about which nothing is under way, is replaced."""
    if course.state.given != VALID:
        raise course.refuse("nothing_given")
    if course.state.status != "ended":
        raise course.refuse("measure_under_way")
    course.record("OutcomeReplaced", by=replaced.by)


HANDLERS: Mapping[type, Callable[[Course, Any], None]] = MappingProxyType(
    {Measure: _measure, AgreeToMeasure: _agree, DropMeasure: _drop, Replace: _replace}
)
