"""The conversation of a case: it moves nothing, and what is said in it stands in sealed papers alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from panjereh.flow.course import Course
from panjereh.flow.state import Read, Say, State

SIDES = ("applicant", "agency")
AFTER_END = timedelta(days=30)  # questions about a decision
MOST_MESSAGES = 200


def say(course: Course, saying: Say) -> None:
    """A message of one side; refused for a draft, long after the end, and beyond all measure."""
    closed = closed_because(course.state, course.now)
    if closed:
        raise course.refuse(closed)
    _require_side(saying.side)
    course.record(
        "MessageSent",
        side=saying.side,
        number=course.state.messages + 1,
        digest=saying.digest,
        reply=saying.reply and course.state.status != "ended",
    )


def read(course: Course, reading: Read) -> None:
    """One side has seen messages; what it has seen already is no news."""
    _require_side(reading.side)
    seen = getattr(course.state, f"read_by_{reading.side}")
    up_to = min(reading.up_to, course.state.messages)
    if up_to > seen:
        course.record("MessageRead", side=reading.side, up_to=up_to)


def closed_because(state: State, now: datetime) -> str:
    """The key of the sentence that says why nobody can write in this case; empty when they can."""
    if not state.seq:
        return "not_open"
    if state.submitted_at is None:
        return "not_submitted"
    if state.messages >= MOST_MESSAGES:
        return "conversation_full"
    if state.status == "ended" and state.ended_at is not None and now - state.ended_at > AFTER_END:
        return "conversation_over"
    return ""


def _require_side(side: str) -> None:
    if side not in SIDES:
        raise ValueError(f"a side is one of {SIDES}, not {side!r}")
