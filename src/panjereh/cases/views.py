"""Pages of the applicant."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panjereh.cases import actions, asking
from panjereh.cases.checking import whole_check_page
from panjereh.cases.conversation import conversation_panel
from panjereh.cases.correcting import corrections
from panjereh.cases.domain import CaseMoved, CaseRef, DraftOutdated, Incomplete, NeedsDecision
from panjereh.cases.opinions import opinion_rows
from panjereh.cases.payments import let_form_reach_bank, try_now
from panjereh.cases.presenting import case_page, state_now
from panjereh.cases.queries import may_work, my_cases, see_case
from panjereh.cases.tasks import sections_of, tasks_page
from panjereh.catalogue.queries import ServiceUnknown
from panjereh.documents.queries import my_documents
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
    """Go on where one was: to the first question that still wants something, or to the check page."""
    held = actions.renewed_draft(request.act, see_case(request.act, CaseRef(ref)))
    return redirect(asking.where_one_was(held))


@require_safe
@signed_in
def tasks(request: ActRequest, ref: str) -> HttpResponse:
    """The sections of a long form, each with its state; a short form simply goes on."""
    held = actions.renewed_draft(request.act, see_case(request.act, CaseRef(ref)))
    if not sections_of(held):
        return redirect(asking.where_one_was(held))
    return render(request, "cases/tasks.html", tasks_page(held))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def page(request: ActRequest, ref: str, page_id: str) -> HttpResponse:
    """One page of questions; what is sent of it is kept, whatever it is worth."""
    held = actions.renewed_draft(request.act, see_case(request.act, CaseRef(ref)))
    asked = next((page for page in actions.pages_now(held) if page.id == page_id), None)
    if asked is None:
        return asking.not_asked(request, held, page_id)
    if request.method != "POST":
        return asking.shown_page(request, held, asked)
    return asking.sent_page(request, held, asked)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check(request: ActRequest, ref: str) -> HttpResponse:
    """Check the answers, and send them."""
    if request.method != "POST":
        held = actions.renewed_draft(request.act, see_case(request.act, CaseRef(ref)))
        if not actions.pages_now(held):
            return asking.not_asked(request, held)
        return render(request, "cases/check.html", whole_check_page(held))
    try:
        seen = {name[5:]: str(digest) for name, digest in request.POST.items() if name.startswith("seen-")}
        actions.submit_application(request.act, CaseRef(ref), seen=seen)
    except DraftOutdated as outdated:
        return _moved(request, ref, outdated, to="cases:check")
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
        return JsonResponse({"state": state_now(held) + try_now(held)})
    context = {
        **case_page(held),
        "corrections": corrections(held),
        "opinions": opinion_rows(held),
        "conversation": conversation_panel(request.act, held),
    }
    let_form_reach_bank(request, context["payment"])
    return render(request, "cases/case.html", context)


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


def _moved(request: ActRequest, ref: str, moved: CaseMoved, *, to: str = "cases:case") -> HttpResponse:
    """Say what stands in the way, on the page that shows the present state."""
    messages.warning(request, moved.get(get_language() or "fa"))
    return redirect(to, ref)
