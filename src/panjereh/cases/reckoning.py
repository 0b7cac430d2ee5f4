"""How the day by which an answer is due was counted, day by day, as its applicant can check it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.domain import turn
from panjereh.cases.queries import TimelineRow
from panjereh.catalogue.presenting import law_words, span_words
from panjereh.flow.pauses import pauses_of
from panjereh.flow.spans import tehran_day
from panjereh.kernel.jalali import WEEKDAYS_EN, WEEKDAYS_FA, weekday
from panjereh.kernel.ui.writing import day, digits, language, listed
from panjereh.kernel.workdays import CountedDay

Context = dict[str, Any]
MOST_ROWS = 200


def reckoning(held: HeldCase, events: Sequence[TimelineRow]) -> Context | None:
    """The count of the legal limit; None where there is none, or before the application was submitted."""
    state, service = held.state, held.live.service
    if state.due_on is None or state.submitted_at is None or service.limit is None or state.status == "ended":
        return None
    pauses, entered = pauses_of((row.kind, row.at) for row in events)
    waiting = turn(state.status, service.stages, state.stage) == "applicant"
    limit = service.limit
    days: tuple[CountedDay, ...] = ()
    if limit.working_days and not limit.days and not limit.months:
        days = held.calendar.count(tehran_day(state.submitted_at), limit.working_days, pauses=pauses)
    agrees = bool(days) and days[-1].day == state.due_on and len(days) <= MOST_ROWS
    return {
        "limit": span_words(limit),
        "law": law_words(service, service.limit_law, language()) if service.limit_law else "",
        "received": day(state.submitted_at),
        "due": day(state.due_on),
        "rows": [_row(counted) for counted in days] if agrees else [],
        # A day off that was announced after the count moves no promise that was given.
        "moved": bool(days) and days[-1].day != state.due_on,
        "pauses": [(day(first), day(last)) for first, last in pauses if first <= last],
        "standing": day(entered) if waiting and entered else "",
    }


def _row(counted: CountedDay) -> Context:
    """A day with its weekday, and what it counted as."""
    names = WEEKDAYS_FA if language() == "fa" else WEEKDAYS_EN
    return {"label": listed([names[weekday(counted.day)], day(counted.day)]), "value": _words(counted)}


def _words(counted: CountedDay) -> str:
    if counted.reason == "start":
        return _("Received: day 0")
    if counted.reason == "working":
        return _("Working day %(number)s") % {"number": digits(counted.number)}
    if counted.reason == "paused":
        return _("It was your turn: not counted")
    if counted.reason == "weekend":
        return _("Weekend: not counted")
    name = counted.fa if language() == "fa" else counted.en
    if counted.status == "estimated":
        return _("Holiday, date estimated: %(name)s") % {"name": name}
    return _("Holiday: %(name)s") % {"name": name}
