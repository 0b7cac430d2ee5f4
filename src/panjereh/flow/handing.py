"""Who works on a task: put back, handed on to a colleague, assigned by a superior."""

from __future__ import annotations

from panjereh.flow.course import Course
from panjereh.flow.review import require_officers_turn, require_other_eyes, require_unbarred
from panjereh.flow.state import Assign, HandOn, Release


def release(course: Course, putting: Release) -> None:
    _require_holder(course, putting.officer)
    course.record("TaskReleased", officer=putting.officer)


def hand_on(course: Course, handing: HandOn) -> None:
    _require_holder(course, handing.officer)
    _require_receiver(course, handing.to)
    course.record("TaskHandedOn", officer=handing.officer, to=handing.to)


def assign(course: Course, assigning: Assign) -> None:
    require_officers_turn(course)
    _require_receiver(course, assigning.to)
    course.record("TaskAssigned", officer=assigning.by, to=assigning.to, over=course.state.taken_by)


def _require_holder(course: Course, officer: str) -> None:
    require_officers_turn(course)
    if course.state.taken_by != officer:
        raise course.refuse("not_yours")


def _require_receiver(course: Course, officer: str) -> None:
    if course.state.taken_by == officer:
        raise course.refuse("theirs_already")
    require_other_eyes(course, officer)
    require_unbarred(course, officer)
