"""Pages of the applicant."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panjereh.cases import actions
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.conversation import conversation_panel
from panjereh.cases.domain import CaseMoved, CaseRef, Incomplete, NeedsDecision
from panjereh.cases.entries import is_answered
from panjereh.cases.forms import PageForm, kept_page, read_page
from panjereh.cases.payments import let_form_reach_bank
from panjereh.cases.presenting import case_page, check_page, question_page, state_now
from panjereh.cases.queries import may_work, my_cases, see_case
from panjereh.cases.repeating import entries_page
from panjereh.catalogue.queries import ServiceUnknown
from panjereh.documents.queries import my_documents
from panjereh.flow.model import Page
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import require


@require_safe
@signed_in
def mine(request: ActRequest) -> HttpResponse:
    """The citizen's home: what waits for them first, then the rest, then their documents."""
    context = {"cases": my_cases(request.act), "documents": my_documents(request.act), "here": "cases"}
    return render(request, "cases/mine.html", context)


@require_POST
@signed_in
def start(request: ActRequest, service_id: str) -> HttpResponse:
    """Begin an application; the form's key makes a double click begin one."""
    try:
        ref = actions.open_application(request.act, service_id, key=UUID(request.POST.get("key", "")))
    except NeedsDecision:
        return redirect("catalogue:service", service_id)
    except (ServiceUnknown, ValueError) as unknown:
        raise Http404 from unknown
    return redirect("cases:next", ref)


@require_safe
@signed_in
def next_page(request: ActRequest, ref: str) -> HttpResponse:
    """Go to the first question without an answer, or to the check page."""
    held = see_case(request.act, CaseRef(ref))
    answered = held.folder.latest("page")
    for page in actions.pages_now(held):
        if not is_answered(page, answered.get(page.id)) or page.id in held.state.asked_pages:
            return redirect("cases:page", ref, page.id)
    return redirect("cases:check" if actions.pages_now(held) else "cases:case", ref)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def page(request: ActRequest, ref: str, page_id: str) -> HttpResponse:
    """One page of questions."""
    held = see_case(request.act, CaseRef(ref))
    asked = next((page for page in actions.pages_now(held) if page.id == page_id), None)
    if asked is None:
        return redirect("cases:case", ref)
    if asked.repeat is not None:
        return _often(request, held, asked)
    if request.method != "POST":
        form = kept_page(asked, held.folder.latest("page").get(page_id))
        return render(request, "cases/page.html", question_page(held, form, request.GET.get("back")))
    form, before = read_page(asked, dict(request.POST.lists())), held.folder.latest("page").get(page_id)
    actions.match_others(request.act, held, form, before["values"] if before else None)
    if not form.whole:
        return render(
            request, "cases/page.html", question_page(held, form, request.POST.get("back")), status=422
        )
    return _keep(request, held.case.ref, form)


def _often(request: ActRequest, held: HeldCase, asked: Page) -> HttpResponse:
    """A page that repeats; what comes after it is as with any other."""
    ref = held.case.ref
    try:
        answer = entries_page(request, held, asked)
    except CaseMoved as moved:
        return _moved(request, ref, moved)
    if answer is not None:
        return answer
    if "leave" in request.POST:
        return redirect("cases:mine")
    return redirect(_after(request, see_case(request.act, CaseRef(ref)), asked.id))


def _keep(request: ActRequest, ref: str, form: PageForm) -> HttpResponse:
    try:
        held = actions.save_page(request.act, CaseRef(ref), form.page.id, values=form.values, raw=form.raw)
    except CaseMoved as moved:
        return _moved(request, ref, moved)
    if "leave" in request.POST:
        return redirect("cases:mine")
    return redirect(_after(request, held, form.page.id))


def _after(request: ActRequest, held: HeldCase, page_id: str) -> str:
    """The check page when one came from there and nothing new is asked; else the next page of the form."""
    ref = held.case.ref
    asked = actions.pages_now(held)
    pages = [page.id for page in asked]
    answered = held.folder.latest("page")
    missing = [page.id for page in asked if not is_answered(page, answered.get(page.id))]
    onward = pages[pages.index(page_id) + 1 :] if page_id in pages else []
    if request.POST.get("back") == "check" or not onward:
        onward = missing
    return reverse("cases:page", args=[ref, onward[0]]) if onward else reverse("cases:check", args=[ref])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check(request: ActRequest, ref: str) -> HttpResponse:
    """Check the answers, and send them."""
    if request.method != "POST":
        held = see_case(request.act, CaseRef(ref))
        if not actions.pages_now(held):
            return redirect("cases:case", ref)
        return render(request, "cases/check.html", check_page(held))
    try:
        seen = {name[5:]: str(digest) for name, digest in request.POST.items() if name.startswith("seen-")}
        actions.submit_application(request.act, CaseRef(ref), seen=seen)
    except CaseMoved as moved:
        return _moved(request, ref, moved)
    except Incomplete as incomplete:
        return redirect("cases:page", ref, incomplete.pages[0])
    return redirect("cases:case", ref)


@require_safe
@signed_in
def case(request: ActRequest, ref: str) -> HttpResponse:
    """Where the case stands, whose turn it is, until when, and what came of it.

    A page that waits asks for JSON and gets what changes when the case moves.
    """
    if may_work(request.act, CaseRef(ref)):  # a notice to staff leads here, too
        return redirect("cases:work", ref)
    held = see_case(request.act, CaseRef(ref))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": state_now(held)})
    context = {**case_page(held), "conversation": conversation_panel(request.act, held)}
    return let_form_reach_bank(render(request, "cases/case.html", context), context["payment"])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: ActRequest, ref: str) -> HttpResponse:
    """Take the application back: asked once more on a page of its own."""
    held = see_case(request.act, CaseRef(ref))
    require(request.act, "withdraw", held.case)
    if request.method != "POST":
        return render(request, "cases/withdraw.html", case_page(held))
    try:
        actions.withdraw_application(request.act, CaseRef(ref))
    except CaseMoved as moved:
        return _moved(request, ref, moved)
    return redirect("cases:case", ref)


def _moved(request: ActRequest, ref: str, moved: CaseMoved) -> HttpResponse:
    """Say what stands in the way, on the page that shows the present state."""
    messages.warning(request, moved.get(get_language() or "fa"))
    return redirect("cases:case", ref)
