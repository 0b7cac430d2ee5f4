"""What the page of the queue is given: rows in the language of the page, and addresses that keep the filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panjereh.cases.actions.handing import receivers_among
from panjereh.cases.colleagues import introduce, names_in, plain_name, shown_name
from panjereh.cases.models import Case
from panjereh.cases.opinions import opinions_asked
from panjereh.cases.queueing import PAGE, Queue, Wanted
from panjereh.catalogue.queries import Live, version_of, working_calendar
from panjereh.flow.map import stage_title
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.rights import allowed_by
from panjereh.kernel.ui.writing import day, digits, language
from panjereh.kernel.workdays import WorkingCalendar

Context = dict[str, Any]
Names = Mapping[UUID, Mapping[str, str]]


def queue_page(act: Act, queue: Queue) -> Context:
    """One tab of the queue."""
    for agency in act.agencies:
        introduce(act, agency)
    names = names_in(act.agencies)
    calendars = {agency: working_calendar(agency) for agency in sorted({c.agency for c in queue.cases})}
    rows = [_row(act, queue, case, names, calendars[case.agency]) for case in queue.cases]
    return {
        "here": "queue",
        "asked": opinions_asked(act),
        "wanted": queue.wanted,
        "tabs": _tabs(queue),
        "rows": rows,
        "first": digits(queue.first),
        "found": _found(queue),
        "services": [(name, _title(version_of(version))) for name, version in queue.services.items()],
        "sorts": {"due": _at(queue.wanted, sort="due"), "received": _at(queue.wanted, sort="received")},
        "clear": _at(Wanted(tab=queue.wanted.tab)) if queue.wanted.service or queue.wanted.receipt else "",
        "previous": _page(queue, -1) if queue.wanted.page > 1 else None,
        "next": _page(queue, 1) if queue.more else None,
        "receivers": _receivers(queue, names) if any(row["may_assign"] for row in rows) else [],
        "back": _at(queue.wanted, page=queue.wanted.page),
    }


def _row(act: Act, queue: Queue, case: Case, names: Names, calendar: WorkingCalendar) -> Context:
    live = version_of(case.version_id)
    due = case.stage_due_on or case.due_on
    return {
        "ref": case.ref,
        "receipt": case.receipt,
        "title": _title(live),
        "stage": stage_title(live.service, live.service.stages[case.stage]).get(language()),
        "received": case.submitted_at,
        "due": day(due) if due else "",
        "left": _left(due, calendar) if due and case.turn == "agency" else "",
        "overdue": bool(due and due < clock.today()),
        "raised": case.state.get("raised_to") is not None,
        "officer": _("You") if case.officer == act.human else _officer(names, case),
        "free": case.officer is None,
        "turn": case.turn,
        "second": case.state.get("first_officer") is not None,
        "written": case.state.get("reply_from") == "agency",
        "may_open": allowed_by(act, "work", case) is not None,
        "may_assign": case.turn == "agency"
        and bool(queue.below.get(case.agency, frozenset()) & set(case.roles)),
    }


def _title(live: Live) -> str:
    return live.service.title.get(language())


def _officer(names: Names, case: Case) -> Any:
    return shown_name(names, case.officer) if case.officer else ""


def _left(due: date, calendar: WorkingCalendar) -> str:
    """How many working days are left until a day, or have passed since."""
    today = clock.today()
    if due < today:
        gone = calendar.working_days_between(due, today)
        return ngettext("%(count)s working day late", "%(count)s working days late", gone) % {
            "count": digits(gone)
        }
    left = calendar.working_days_between(today, due)
    if not left:
        return _("today is the last day")
    return ngettext("%(count)s working day left", "%(count)s working days left", left) % {
        "count": digits(left)
    }


def _tabs(queue: Queue) -> list[Context]:
    words = {
        "mine": _("Mine"),
        "team": _("Team"),
        "overdue": _("Overdue"),
        "second": _("Second opinion"),
        "applicant": _("Waiting for the applicant"),
    }
    return [
        {
            "title": words[tab],
            "count": digits(count),
            "href": _at(queue.wanted, tab=tab),
            "current": tab == queue.wanted.tab,
        }
        for tab, count in queue.counts.items()
    ]


def _found(queue: Queue) -> str:
    count = queue.counts[queue.wanted.tab]
    return ngettext("%(count)s case", "%(count)s cases", count) % {"count": digits(count)}


def _page(queue: Queue, step: int) -> tuple[str, str]:
    page = queue.wanted.page + step
    pages = max(page, -(-queue.counts[queue.wanted.tab] // PAGE))
    title = _("%(page)s of %(pages)s") % {"page": digits(page), "pages": digits(pages)}
    return title, _at(queue.wanted, page=page)


def _at(wanted: Wanted, **changed: object) -> str:
    """The address of the queue with these filters; another tab, filter or order begins at the first page."""
    kept = {
        "tab": wanted.tab,
        "service": wanted.service,
        "receipt": wanted.receipt,
        "sort": wanted.sort,
        **changed,
    }
    plain = {name: value for name, value in kept.items() if value and (name, value) not in _USUAL}
    return reverse("cases:queue") + (f"?{urlencode(plain)}" if plain else "")


_USUAL = (("sort", "due"), ("page", 1))


def _receivers(queue: Queue, names: Names) -> list[tuple[str, Any]]:
    """To whom a superior may give tasks: the staff of the roles below."""
    wanted = {(agency, role) for agency, roles in queue.below.items() for role in roles}
    titles = {(agency, role): queue.roles[agency].titles[role][language()] for agency, role in wanted}
    return [
        (str(party), f"{plain_name(names, party)} · {titles[agency, role]}")
        for agency, role, party in receivers_among(wanted)
    ]
