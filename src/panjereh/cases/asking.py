"""The way through a form: where one goes on, what a page shows, what becomes of what is sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from panjereh.cases import actions
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.actions.keeping import form_of, is_open, round_of
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.forms import PageForm, read_page
from panjereh.cases.leaving import page_standing, rival_page
from panjereh.cases.presenting import question_page
from panjereh.cases.queries import see_case
from panjereh.cases.repeating import entries_page
from panjereh.cases.tasks import progress, sections_of
from panjereh.cases.uploads import read_sent_page
from panjereh.flow.model import Page
from panjereh.kernel.request import ActRequest


def where_one_was(held: HeldCase) -> str:
    """The address of the page that was left half done, else of the first that is open, else of the check page."""
    pages = actions.pages_now(held)
    if not pages:
        return reverse("cases:case", args=[held.case.ref])
    waiting = [page.id for page in pages if _wants(held, page)]
    typed, kept = held.folder.newest("typed", "rival"), held.folder.newest("page")
    if typed is not None and typed[0] in waiting:
        return _page_at(held, typed[0])
    for section in sections_of(held):
        open_here = [page.id for page in section.pages if page.id in waiting]
        if kept is not None and open_here and kept[0] in {page.id for page in section.pages}:
            return _page_at(held, open_here[0])
    return _next_of(held, waiting)


def _next_of(held: HeldCase, waiting: list[str]) -> str:
    """The first page that waits (the list of sections where there are several), else the check page."""
    if not waiting:
        return reverse("cases:check", args=[held.case.ref])
    return reverse("cases:tasks", args=[held.case.ref]) if sections_of(held) else _page_at(held, waiting[0])


def _wants(held: HeldCase, page: Page) -> bool:
    """Whether a page is open, or an officer asked for it again and it has not been looked at since."""
    again = page.id in held.state.asked_pages and not held.folder.holds("page", page.id, round_of(held))
    return again or is_open(held, page)


def _page_at(held: HeldCase, page: str) -> str:
    return reverse("cases:page", args=[held.case.ref, page])


def not_asked(request: ActRequest, held: HeldCase, page: str = "") -> HttpResponse:
    """The case does not ask this now: keep what was sent for it while it can still be asked, and say so."""
    known = next((one for one in held.live.service.pages if one.id == page), None)
    if request.method == "POST" and known is not None and known.repeat is None:
        form = read_page(known, dict(request.POST.lists()))
        actions.keep_page(request.act, CaseRef(held.case.ref), form)
    messages.warning(request, _("The case is not asking for this now. Here is where it stands."))
    return redirect("cases:case", held.case.ref)


def shown_page(request: ActRequest, held: HeldCase, asked: Page) -> HttpResponse:
    """A page as it was left, on whatever device."""
    if asked.repeat is not None:
        return _often(request, held, asked)
    if asked.id in held.folder.waiting("rival"):
        return render(request, "cases/rival.html", rival_page(held, asked))
    return _rendered(request, held, form_of(held, asked), request.GET.get("back"), 200)


def sent_page(request: ActRequest, held: HeldCase, asked: Page) -> HttpResponse:
    """What was sent is kept; then the way goes on, or the page says what is wrong with it."""
    if asked.repeat is not None:
        return _often(request, held, asked)
    ref, sent = CaseRef(held.case.ref), request.POST
    if "rival-choice" in sent:
        kept = actions.choose_rival(request.act, ref, asked, sent["rival-choice"])
        whole = kept.outcome == "whole"
        return redirect(_onward(request, kept.held, asked.id) if whole else _page_at(held, asked.id))
    before = held.folder.latest("page").get(asked.id)
    form = read_sent_page(request, held, asked, form_of(held, asked).values)
    actions.match_others(request.act, held, form, before["values"] if before else None)
    kept = actions.keep_page(
        request.act, ref, form, seen=sent.get("page-mark", ""), version=sent.get("page-version", "")
    )
    if "leave" in sent:
        return _left(request)
    if kept.outcome == "whole":
        return redirect(_onward(request, kept.held, asked.id))
    if kept.outcome == "faulty" and not form.whole:
        return _rendered(request, kept.held, form, sent.get("back"), 422)
    return redirect(_page_at(held, asked.id))


def _often(request: ActRequest, held: HeldCase, asked: Page) -> HttpResponse:
    """A page that repeats; what comes after it is as with any other."""
    try:
        answer = entries_page(request, held, asked)
    except CaseMoved:
        return not_asked(request, held)
    if answer is not None:
        return answer
    if "leave" in request.POST:
        return _left(request)
    return redirect(_onward(request, see_case(request.act, CaseRef(held.case.ref)), asked.id))


def _left(request: ActRequest) -> HttpResponse:
    messages.success(request, _("Your answers are kept. You can go on at any time, on any device."))
    return redirect("cases:mine")


def _rendered(
    request: ActRequest, held: HeldCase, form: PageForm, back: str | None, status: int
) -> HttpResponse:
    context = {
        **question_page(held, form, back),
        **page_standing(held, form.page),
        **progress(held, form.page),
    }
    return render(request, "cases/page.html", context, status=status)


def _onward(request: ActRequest, held: HeldCase, page_id: str) -> str:
    """The next page that wants something; from the check page, and at the end, the first that does; else back."""
    asked = actions.pages_now(held)
    pages = [page.id for page in asked]
    waiting = [page.id for page in asked if _wants(held, page)]
    later = pages[pages.index(page_id) + 1 :] if page_id in pages else []
    here = next((s for s in sections_of(held) if page_id in {page.id for page in s.pages}), None)
    near = {page.id for page in here.pages} if here else set(pages)
    following = [page for page in waiting if page in later and page in near]
    if request.POST.get("back") == "check":
        return _page_at(held, waiting[0]) if waiting else reverse("cases:check", args=[held.case.ref])
    return _page_at(held, following[0]) if following else _next_of(held, waiting)
