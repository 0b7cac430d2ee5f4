"""Pages of the officer: the queue, the workbench, deciding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from panjereh.cases import actions
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.forms import read_decision
from panjereh.cases.presenting import workbench
from panjereh.cases.queries import queue as waiting
from panjereh.cases.queries import work_on_case
from panjereh.flow.review import choices
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed


@require_GET
@signed_in
def queue(request: ActRequest) -> HttpResponse:
    """What waits for the officer's agencies."""
    if not request.act.roles:
        raise NotAllowed("queue")
    return render(request, "cases/queue.html", {"cases": waiting(request.act), "here": "queue"})


@require_GET
@signed_in
def work(request: ActRequest, ref: str) -> HttpResponse:
    """Answers, evidence and conditions of one case."""
    held = work_on_case(request.act, CaseRef(ref))
    return render(request, "cases/work.html", workbench(request.act, held, errors=[]))


@require_POST
@signed_in
def take(request: ActRequest, ref: str) -> HttpResponse:
    try:
        actions.take_task(request.act, CaseRef(ref), over="over" in request.POST)
    except CaseMoved as moved:
        messages.warning(request, moved.get(get_language() or "fa"))
    return redirect("cases:work", ref)


@require_POST
@signed_in
def decide(request: ActRequest, ref: str) -> HttpResponse:
    """Decide the review, or ask for more."""
    held = work_on_case(request.act, CaseRef(ref))
    if not choices(held.live.version, held.state):
        messages.warning(request, _("This case is not waiting for an officer now."))
        return redirect("cases:work", ref)
    form = read_decision(held.live.version, held.state, dict(request.POST.lists()))
    if form.faults:
        errors = form.errors(get_language() or "fa")
        return render(
            request, "cases/work.html", workbench(request.act, held, errors=errors, form=form), status=422
        )
    try:
        actions.decide_application(
            request.act,
            CaseRef(ref),
            choice=form.choice,
            conditions=form.conditions,
            pages=form.pages,
            note=form.note,
        )
    except CaseMoved as moved:
        messages.warning(request, moved.get(get_language() or "fa"))
        return redirect("cases:work", ref)
    return redirect("cases:queue")
