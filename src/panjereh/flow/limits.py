"""What time does to a case: limits that come near, limits that have passed, a task that goes up."""

from __future__ import annotations

from panjereh.flow.course import Course
from panjereh.flow.machine import go, go_on
from panjereh.flow.opinions import miss_opinions, open_opinions
from panjereh.flow.spans import tehran_day
from panjereh.flow.state import Tick

REMIND_BEFORE = 3  # working days


def look_at_limits(course: Course, tick: Tick) -> None:
    state = course.state
    if state.status not in ("draft", "running", "held"):
        return
    if state.due_on and course.today > state.due_on and not state.past_due:
        course.record("LimitPassed", limit="service", due_on=state.due_on.isoformat())
    if open_opinions(course.version, course.state):
        if miss_opinions(course):
            go_on(course)
        return
    if not state.stage_due_on:
        return
    if course.today <= state.stage_due_on:
        _remind(course)
        return
    if not state.overdue:
        course.record("LimitPassed", limit="stage", due_on=state.stage_due_on.isoformat())
        if course.stage.late and state.status != "held":
            go(course, course.stage.late, "late")
            return
    _raise_up(course, tick.up)


def _remind(course: Course) -> None:
    """Once for each stage in which the applicant lets a limit come near; never on the day it began."""
    state = course.state
    if state.reminded or course.stage.verb not in ("ask", "pay") or state.status == "held":
        return
    if state.stage_due_on is None or state.entered_at is None or tehran_day(state.entered_at) >= course.today:
        return
    if course.calendar.add_working_days(course.today, REMIND_BEFORE) >= state.stage_due_on:
        course.record("LimitNear", due_on=state.stage_due_on.isoformat())


def _raise_up(course: Course, up: str) -> None:
    """Once for each review: the role above may act too, and its holders see it first."""
    waits = course.stage.verb == "review" and course.state.status == "running"
    if up and waits and course.state.raised_to is None:
        course.record("TaskEscalated", role=course.stage.what[0], to=up)
