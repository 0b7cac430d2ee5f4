"""One step of a case: an input comes, events and effects follow. Pure, for trial and life alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from panjereh.flow import appeal, measures
from panjereh.flow.compiling import Version
from panjereh.flow.course import Course
from panjereh.flow.folding import effect_of
from panjereh.flow.handing import assign, hand_on, release
from panjereh.flow.limits import look_at_limits
from panjereh.flow.machine import go, go_on
from panjereh.flow.opinions import give_opinion
from panjereh.flow.paying import confirm, settle_end
from panjereh.flow.review import decide, take
from panjereh.flow.spans import Calendar, after_pause, tehran_day
from panjereh.flow.state import (
    Assign,
    Decide,
    Done,
    Fetched,
    GiveOpinion,
    HandOn,
    Input,
    Open,
    Paid,
    Papers,
    Read,
    Release,
    Renew,
    Say,
    State,
    Step,
    Submit,
    Take,
    Tick,
    Withdraw,
)
from panjereh.flow.talking import read, say

_DONE = {
    "register": "RecordRegistered",
    "issue": "DocumentIssued",
    "tell": "PersonTold",
    "replace": "FormerReplaced",
    "overturn": "OverturnDelivered",
    "uphold": "UpholdDelivered",
    "restate": "EntryRestated",
    "mark": "DocumentMarked",
    "notify": "PersonTold",
}


def step(
    version: Version, state: State, happened: Input, now: datetime, *, papers: Papers, calendar: Calendar
) -> Step:
    """What follows from an input at `now` (aware).

    Raises NotNow for an input that is wrong, late or double: then nothing has happened.
    """
    course = Course(version, state, now, papers, calendar)
    _HANDLERS[type(happened)](course, happened)
    return course.step()


def begin(version: Version, now: datetime, *, calendar: Calendar, papers: Papers | None = None) -> Step:
    """Open a case: a draft at the first stage."""
    return step(version, State(), Open(), now, papers=papers or Papers(), calendar=calendar)


def _open(course: Course, opening: Open) -> None:
    if course.state.seq:
        raise course.refuse("already_open")
    about = None if opening.about is None else dict(opening.about)
    course.record("CaseOpened", stage="", about=about, barred=list(opening.barred) or None)
    go(course, course.version.service.begin, "begin")


def _submit(course: Course, sent: Submit) -> None:
    _require_open(course)
    if course.state.status == "held" or course.stage.verb != "ask":
        raise course.refuse("not_asked")
    pages = list(course.state.asked_pages) or None
    course.record("ApplicationSubmitted", digest=sent.digest, pages=pages, due_on=_service_due(course))
    go_on(course)


def _service_due(course: Course) -> str | None:
    """The legal limit starts with the first submission; what the applicant owed us moves it."""
    limit = course.version.service.limit
    state = course.state
    if limit is None:
        return None
    if state.submitted_at is None or state.due_on is None or state.entered_at is None:
        return course.due(limit)
    paused_on = tehran_day(state.entered_at)
    return after_pause(state.due_on, paused_on, course.today, limit, course.calendar).isoformat()


def _fetched(course: Course, answer: Fetched) -> None:
    _require_open(course)
    pending = {effect_of(key).what: key for key in course.state.pending}
    if course.state.status != "running" or course.stage.verb != "fetch" or answer.known not in pending:
        raise course.refuse("not_fetching")
    if answer.result not in ("found", "missing", "failed"):
        raise ValueError(f"a register's answer is found, missing or failed, not {answer.result!r}")
    if answer.result == "found" and course.papers.known.get(answer.known) is None:
        raise ValueError(f"the papers lack the record that was found for {answer.known!r}")
    course.record(
        "EvidenceFetched",
        key=pending[answer.known],
        known=answer.known,
        result=answer.result,
        digest=answer.digest or None,
        ground=answer.ground or None,
        trace=answer.trace or None,
    )
    if not course.state.pending:
        _after_fetch(course)


def _after_fetch(course: Course) -> None:
    silent = [
        name for name, _, result in (x.partition(":") for x in course.state.lacking) if result == "failed"
    ]
    if silent and course.stage.silent:
        go(course, course.stage.silent, "silent")
    elif course.state.lacking and course.stage.or_else:
        go(course, course.stage.or_else, "or_else")
    elif silent:
        course.hold(f"register_silent:{silent[0]}")
    else:
        go_on(course)


def _paid(course: Course, paid: Paid) -> None:
    _require_open(course)
    confirm(course, paid)
    go_on(course)


def _opinion(course: Course, given: GiveOpinion) -> None:
    if give_opinion(course, given):
        go_on(course)


def _done(course: Course, done: Done) -> None:
    if course.state.status != "finishing" or course.state.pending[:1] != (done.key,):
        raise course.refuse("effect_not_owed")
    effect = effect_of(done.key)
    course.record(_DONE[effect.verb], key=done.key, what=effect.what, ref=done.ref or None)


def _withdraw(course: Course, _: Withdraw) -> None:
    if not course.state.seq:
        raise course.refuse("not_open")
    if course.state.status not in ("draft", "running", "held"):
        raise course.refuse("decided")
    course.record("ApplicationWithdrawn")
    settle_end(course, "withdrawn")


def _renew(course: Course, renewed: Renew) -> None:
    """A draft whose stage is still asked goes on there; another one begins again."""
    if not course.state.seq or course.state.status != "draft" or course.state.submitted_at is not None:
        raise course.refuse("not_a_draft")
    stages = course.version.service.stages
    stays = all(name in stages and stages[name].verb == "ask" for name in course.state.path)
    course.record("DraftMoved", before=renewed.before, now=renewed.now)
    if not stays:
        go(course, course.version.service.begin, "renewed")


def _require_open(course: Course) -> None:
    if not course.state.seq:
        raise course.refuse("not_open")
    if course.state.status in ("finishing", "ended"):
        raise course.refuse("ended")


def _open_case(handle: Callable[[Course, Any], None]) -> Callable[[Course, Any], None]:
    """What can happen only between the opening of a case and its end."""

    def handler(course: Course, happened: Any) -> None:
        _require_open(course)
        handle(course, happened)

    return handler


_HANDLERS: Mapping[type, Callable[[Course, Any], None]] = {
    Open: _open,
    Submit: _submit,
    Fetched: _fetched,
    Paid: _paid,
    Take: _open_case(take),
    Release: _open_case(release),
    HandOn: _open_case(hand_on),
    Assign: _open_case(assign),
    Decide: _open_case(decide),
    GiveOpinion: _open_case(_opinion),
    Say: say,
    Read: read,
    Done: _done,
    Withdraw: _withdraw,
    Renew: _renew,
    Tick: look_at_limits,
    **appeal.HANDLERS,
    **measures.HANDLERS,
}
