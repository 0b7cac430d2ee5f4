"""A page that repeats, as one walks through it: the list of entries, and one entry at a time.

The list's address is the page's; an entry is `?entry=<key>` of it, a new one under a key that was made when
its form was opened.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panjereh.cases import actions
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.actions.matching import match_others
from panjereh.cases.actions.repeating import NoRoom, close_entries, remove_entry, save_entry
from panjereh.cases.domain import CaseRef
from panjereh.cases.entries import Entries, Entry, entry_of, is_key, new_key
from panjereh.cases.forms import PageForm, kept_page, read_page
from panjereh.cases.presenting import entry_title, frame, question_page, say, shown_value
from panjereh.cases.uploads import read_sent_page
from panjereh.flow.model import Page, Text
from panjereh.kernel.request import ActRequest
from panjereh.kernel.ui.writing import digits

ADD = "add"  # the id of the link that adds an entry: where the error summary leads


def entries_page(request: ActRequest, held: HeldCase, page: Page) -> HttpResponse | None:
    """What is shown or done at the address of a page that repeats; None: the person goes on from it.

    Raises NotAllowed, CaseMoved.
    """
    entries = Entries.kept(page, held.folder.latest("page").get(page.id))
    key = request.GET.get("entry", "")
    if is_key(key):
        return _entry(request, held, entries, key)
    if request.method == "POST":
        return _listed(request, held, entries)
    if not entries.closed and _least(page) > 0:
        return redirect(entry_address(held, page, new_key(), back_of(request)))
    return _list(request, held, entries)


def _least(page: Page) -> int:
    return page.repeat.min if page.repeat else 0


def _entry(request: ActRequest, held: HeldCase, entries: Entries, key: str) -> HttpResponse:
    """One entry: asked, or kept."""
    page = entries.page
    if request.method != "POST":
        return _asked(request, held, entries, _form_of(page, entries.find(key)), key)
    before = entries.find(key)
    form = read_sent_page(request, held, page, (before and before.values) or {})
    match_others(request.act, held, form, before.values if before else None)
    try:
        held = save_entry(request.act, CaseRef(held.case.ref), page, entry_of(form, key))
    except NoRoom:
        form.refuse(page.fields[0].id, entries.fault(adding=True) or Text("", ""))
    if "leave" in request.POST:
        return redirect("cases:mine")
    if not form.whole:
        return _asked(request, held, entries, form, key)
    return redirect(list_address(held, page, back_of(request)))


def _form_of(page: Page, entry: Entry | None) -> PageForm:
    """An entry as it was left; what was wrong in it is said again."""
    if entry is None:
        return PageForm(page)
    raw = {name: list(texts) for name, texts in entry.raw.items()}
    return (
        read_page(page, raw)
        if entry.values is None
        else kept_page(page, {"values": entry.values, "raw": raw})
    )


def _asked(request: ActRequest, held: HeldCase, entries: Entries, form: PageForm, key: str) -> HttpResponse:
    context = {
        **question_page(held, form, back_of(request)),
        "entry": _title(entries, entries.place(key)),
        "entries": list_address(held, form.page, back_of(request)) if entries.all else "",
    }
    return render(request, "cases/page.html", context, status=422 if request.method == "POST" else 200)


def _listed(request: ActRequest, held: HeldCase, entries: Entries) -> HttpResponse | None:
    """What was pressed on the list: remove one, or go on."""
    page, ref = entries.page, CaseRef(held.case.ref)
    if "remove" in request.POST:
        held = remove_entry(request.act, ref, page, request.POST["remove"])
        return redirect(list_address(held, page, back_of(request), removed=True))
    held = close_entries(request.act, ref, page)
    entries = Entries.kept(page, held.folder.latest("page").get(page.id))
    if "leave" in request.POST or entries.answered:
        return None
    return _list(request, held, entries, errors=_faults(held, entries))


def _faults(held: HeldCase, entries: Entries) -> list[tuple[str, str]]:
    """What keeps one from going on: too few, too many, or one that is not right yet."""
    language = get_language() or "fa"
    count = entries.fault()
    unfinished = [
        (
            f"entry-{entry.key}",
            _("%(one)s is not finished. Change or remove it.") % {"one": _title(entries, number)},
        )
        for number, entry in enumerate(entries.all, start=1)
        if not entries.right(entry)
    ]
    return [*([(ADD, count.get(language))] if count else []), *unfinished]


def _list(request: ActRequest, held: HeldCase, entries: Entries, errors: Any = ()) -> HttpResponse:
    page, back = entries.page, back_of(request)
    pages = actions.pages_now(held)
    context = {
        **frame(held),
        "page": page,
        "heading": say(page.ask),
        "hint": say(page.hint),
        "may_go_on": bool(entries.all) or not _least(page),
        "one": say(page.repeat.one) if page.repeat else "",
        "entries": [
            {
                "key": entry.key,
                "title": _title(entries, number),
                "lines": _lines(page, entry),
                "whole": entries.right(entry),
                "change": entry_address(held, page, entry.key, back),
            }
            for number, entry in enumerate(entries.all, start=1)
        ],
        "add": "" if entries.full else entry_address(held, page, new_key(), back),
        "most": digits(page.repeat.max) if page.repeat else "",
        "removed": "removed" in request.GET,
        "errors": list(errors),
        "back": back,
        "number": [each.id for each in pages].index(page.id) + 1,
        "count": len(pages),
    }
    return render(request, "cases/entries.html", context, status=422 if errors else 200)


def _title(entries: Entries, number: int) -> str:
    """«کارمند ۲», “Employee 2”."""
    return entry_title(entries.page, number)


def _lines(page: Page, entry: Entry) -> list[tuple[str, str]]:
    """Label and value of each answer; the only question of a page needs no label."""
    lines = []
    for asked in page.fields:
        value = shown_value(asked, (entry.values or {}).get(asked.id))
        if value:
            lines.append((say(asked.label) if len(page.fields) > 1 else "", value))
    return lines


def back_of(request: ActRequest) -> str:
    """Where the person came from, if that was the page with all answers."""
    return "check" if "check" in (request.GET.get("back"), request.POST.get("back")) else ""


def list_address(held: HeldCase, page: Page, back: str, *, removed: bool = False) -> str:
    told = {"back": back, "removed": "yes" if removed else ""}
    return _address(held, page, told)


def entry_address(held: HeldCase, page: Page, key: str, back: str) -> str:
    return _address(held, page, {"entry": key, "back": back})


def _address(held: HeldCase, page: Page, told: dict[str, str]) -> str:
    address = reverse("cases:page", args=[held.case.ref, page.id])
    query = urlencode({name: text for name, text in told.items() if text})
    return f"{address}?{query}" if query else address
