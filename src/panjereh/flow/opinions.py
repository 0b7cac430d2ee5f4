"""Opinions of several agencies at the same time: the branches of a `together` stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from panjereh.flow.state import Event, GiveOpinion, State

if TYPE_CHECKING:
    from panjereh.flow.compiling import Version
    from panjereh.flow.course import Course

SILENT = "silent"  # what stands in place of an opinion that did not come in time


def ask_opinions(course: Course) -> None:
    """Ask every branch at once, each with a limit of its own."""
    stages = course.version.service.stages
    for name in course.stage.what:
        branch = stages[name]
        course.record(
            "OpinionAsked",
            stage=name,
            agency=branch.agency,
            role=branch.what[0],
            due_on=course.due(branch.limit),
        )


def give_opinion(course: Course, given: GiveOpinion) -> bool:
    """Record an opinion; True when the case has all that it waits for."""
    if given.branch not in open_opinions(course.version, course.state):
        raise course.refuse("no_opinion_asked")
    if given.choice not in course.version.service.stages[given.branch].labels:
        raise course.refuse("unknown_opinion")
    course.record(
        "OpinionGiven",
        stage=given.branch,
        agency=course.version.service.stages[given.branch].agency,
        officer=given.officer,
        choice=given.choice,
        note_digest=given.note_digest or None,
    )
    return settled(course)


def miss_opinions(course: Course) -> bool:
    """Note each opinion whose limit has passed; True when the case waits for none any more."""
    for name in open_opinions(course.version, course.state):
        due = course.state.opinions[name]["due_on"]
        if due and course.today > date.fromisoformat(due):
            agency = course.version.service.stages[name].agency
            course.record("OpinionMissed", stage=name, agency=agency, due_on=due)
    return settled(course)


def settled(course: Course) -> bool:
    """`all`: every branch has answered or let its limit pass; `any`: one has answered, or none will."""
    waiting = open_opinions(course.version, course.state)
    if course.stage.join == "any":
        opinions = course.state.opinions
        return not waiting or any(
            opinions[name]["choice"] not in (None, SILENT) for name in course.stage.what
        )
    return not waiting


def open_opinions(version: Version, state: State) -> tuple[str, ...]:
    """The branches of the present stage that have neither answered nor let their limit pass."""
    stage = version.service.stages.get(state.stage)
    if stage is None or stage.verb != "together" or state.status != "running":
        return ()
    return tuple(
        name for name in stage.what if name in state.opinions and state.opinions[name]["choice"] is None
    )


def asked(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    """A branch that is asked anew forgets what was said before."""
    return _with(state, event, {"due_on": event.data.get("due_on"), "choice": None})


def given(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    entry = {**state.opinions[event.stage], "choice": event.data["choice"]}
    deciders = tuple(dict.fromkeys((*state.deciders, event.data["officer"])))
    return {**_with(state, event, entry), "deciders": deciders}


def missed(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    return _with(state, event, {**state.opinions[event.stage], "choice": SILENT})


def _with(state: State, event: Event, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The opinions, and the nearest of the limits that still run as that of the stage."""
    opinions = {**state.opinions, event.stage: dict(entry)}
    running = [one["due_on"] for one in opinions.values() if one["choice"] is None and one["due_on"]]
    return {
        "opinions": MappingProxyType(opinions),
        "stage_due_on": date.fromisoformat(min(running)) if running else None,
    }


CHANGES = MappingProxyType({"OpinionAsked": asked, "OpinionGiven": given, "OpinionMissed": missed})
