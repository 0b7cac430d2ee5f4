"""Pages of the conversation: the applicant's and the officer's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panjereh.cases import actions
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.conversation import conversation_page, read_message
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.queries import see_case, work_on_case
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def of_applicant(request: ActRequest, ref: str) -> HttpResponse:
    """The applicant's page of the conversation."""
    return _conversation(request, see_case(request.act, CaseRef(ref)), "cases:messages")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def of_officer(request: ActRequest, ref: str) -> HttpResponse:
    """The officer's page of the conversation."""
    return _conversation(request, work_on_case(request.act, CaseRef(ref)), "cases:desk_messages")


def _conversation(request: ActRequest, held: HeldCase, here: str) -> HttpResponse:
    if request.method == "POST":
        return _send(request, held, here)
    if request.method == "GET" and held.state.messages:
        actions.read_messages(request.act, CaseRef(held.case.ref))
    return render(request, "cases/messages.html", conversation_page(request.act, held))


def _send(request: ActRequest, held: HeldCase, here: str) -> HttpResponse:
    text, fault = read_message(request.POST.dict())
    if fault:
        context = conversation_page(request.act, held, text=text, fault=fault)
        return render(request, "cases/messages.html", context, status=422)
    # The officer says whether an answer is needed; the applicant always hopes for one.
    reply = here == "cases:messages" or "reply" in request.POST
    try:
        actions.send_message(request.act, CaseRef(held.case.ref), text, reply=reply)
        messages.success(request, _("Your message was sent."))
    except CaseMoved as moved:
        messages.warning(request, moved.get(get_language() or "fa"))
    return redirect(here, held.case.ref)
