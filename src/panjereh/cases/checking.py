"""The check page: all answers by section, what still wants something, what happens after sending and by when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from panjereh.cases.actions.fetching import seen_digest
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.actions.keeping import is_open, pages_now
from panjereh.cases.correcting import corrections, wrong_at
from panjereh.cases.presenting import answer_rows, frame, known_groups, say
from panjereh.catalogue.presenting import step_title
from panjereh.flow import last_day
from panjereh.flow.model import Page
from panjereh.kernel import clock
from panjereh.kernel.ui.writing import day

Context = dict[str, Any]


def whole_check_page(held: HeldCase) -> Context:
    """All answers in sections with a way to change each, what is known, what is wanted, and what comes after."""
    pages = pages_now(held)
    return {
        **frame(held),
        "seen": {known: seen_digest(held, known) for known in held.live.service.known},
        "again": held.case.receipt is not None,
        "groups": _groups(held, pages),
        "wanting": [_wanting(held, page) for page in pages if is_open(held, page)],
        "known": [_with_source(held, group) for group in known_groups(held)],
        "corrections": corrections(held),
        **_after_sending(held),
    }


def _with_source(held: HeldCase, group: Context) -> Context:
    """What a register knows, each with where it comes from, since when, and the way to a correction."""
    date = _("as recorded on %(day)s") % {"day": group["date"]}
    rows = [
        {**row, "source": group["source"], "date": date, "wrong": wrong_at(held, row)}
        for row in group["rows"]
    ]
    return {**group, "rows": rows}


def _groups(held: HeldCase, pages: Sequence[Page]) -> list[Context]:
    sections = held.live.service.sections
    return [
        {"title": say(sections.get(name)), "rows": answer_rows(held, list(found), change=True)}
        for name, found in groupby(pages, key=lambda page: page.section)
    ]


def _wanting(held: HeldCase, page: Page) -> Context:
    folder = held.folder
    if page.id in folder.waiting("rival"):
        why = _("There are several versions of it")
    elif page.id in folder.waiting("renewed"):
        why = _("Changed since you began")
    elif page.id in folder.waiting("typed"):
        why = _("What you typed is kept, but it is not complete")
    else:
        why = _("Not answered")
    return {
        "title": say(page.ask or page.fields[0].label),
        "href": reverse("cases:page", args=[held.case.ref, page.id]) + "?back=check",
        "state": why,
        "kind": "you",
    }


def _after_sending(held: HeldCase) -> Context:
    """The next step and the day on which there has to be an answer."""
    service = held.live.service
    ways = held.stage.ways
    due = held.state.due_on
    if due is None and service.limit is not None:
        due = last_day(clock.today(), service.limit, held.calendar)
    return {
        "following": step_title(service, ways[0].go) if ways else "",
        "answer_by": day(due) if due else "",
    }
