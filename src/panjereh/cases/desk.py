"""Pages of the officer about one case: the workbench, taking and handing on, deciding."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from panjereh.cases import actions
from panjereh.cases.checklist import applying
from panjereh.cases.decision_form import DecisionForm, read_decision, read_draft
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.handing_form import read_handing
from panjereh.cases.queries import work_on_case
from panjereh.cases.workbench import workbench
from panjereh.flow.review import choices
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed


@require_safe
@signed_in
def work(request: ActRequest, ref: str) -> HttpResponse:
    """Answers, evidence and conditions of one case."""
    held = work_on_case(request.act, CaseRef(ref))
    return render(request, "cases/work.html", workbench(request.act, held, errors=[]))


@require_POST
@signed_in
def take(request: ActRequest, ref: str) -> HttpResponse:
    """Take the review; of two who reach for it at once the later one is told who has it."""
    return _done(request, ref, lambda case: actions.take_task(request.act, case, over="over" in request.POST))


@require_POST
@signed_in
def release(request: ActRequest, ref: str) -> HttpResponse:
    """Put the task back for anybody."""
    return _done(request, ref, lambda case: actions.release_task(request.act, case), after="cases:queue")


@require_POST
@signed_in
def hand_on(request: ActRequest, ref: str) -> HttpResponse:
    """Hand the task on to a colleague, with a note."""
    work_on_case(request.act, CaseRef(ref))
    to, note, fault = read_handing(request.POST.dict())
    if to is None:
        messages.warning(request, fault)
        return redirect("cases:work", ref)
    return _done(
        request, ref, lambda case: actions.hand_task_on(request.act, case, to, note=note), after="cases:queue"
    )


@require_POST
@signed_in
def decide(request: ActRequest, ref: str) -> HttpResponse:
    """Decide the review, or ask for more."""
    held = work_on_case(request.act, CaseRef(ref))
    if not choices(held.live.version, held.state):
        return _waits_no_more(request)
    sent = dict(request.POST.lists())
    if "save" in request.POST:
        actions.keep_draft(request.act, CaseRef(ref), read_draft(held.live.version, sent).draft())
        messages.success(request, _("Kept. Nothing is decided yet."))
        return redirect("cases:work", ref)
    form = read_decision(held.live.version, held.state, sent, applying=applying(held))
    if form.faults or "preview" in request.POST:
        return _shown_again(request, ref, form)
    return _done(request, ref, lambda case: _decided(request, case, form), after="cases:queue")


def _shown_again(request: ActRequest, ref: str, form: DecisionForm) -> HttpResponse:
    """The workbench with what is wrong, or with what the applicant would read; what was typed is kept."""
    try:
        actions.keep_draft(request.act, CaseRef(ref), form.draft())
    except NotAllowed:
        return _waits_no_more(request)
    held = work_on_case(request.act, CaseRef(ref))
    errors = form.errors(get_language() or "fa")
    context = workbench(request.act, held, errors=errors, form=form, preview=not errors)
    return render(request, "cases/work.html", context, status=422 if errors else 200)


def _decided(request: ActRequest, case: CaseRef, form: DecisionForm) -> None:
    actions.decide_application(
        request.act,
        case,
        choice=form.choice,
        conditions=form.conditions,
        pages=form.pages,
        note=form.note,
    )


def _done(
    request: ActRequest, ref: str, do: Callable[[CaseRef], None], *, after: str = "cases:work"
) -> HttpResponse:
    """Do one thing with a task; what has moved meanwhile is told, with the present state or the queue."""
    work_on_case(request.act, CaseRef(ref))
    try:
        do(CaseRef(ref))
    except CaseMoved as moved:
        messages.warning(request, moved.get(get_language() or "fa"))
        return redirect("cases:work", ref)
    except NotAllowed:
        # It could be seen a moment ago: it was decided, withdrawn, or went on to another role.
        return _waits_no_more(request)
    return redirect("cases:queue") if after == "cases:queue" else redirect(after, ref)


def _waits_no_more(request: ActRequest) -> HttpResponse:
    messages.warning(request, _("That case no longer waits for you: it was decided, withdrawn or passed on."))
    return redirect(reverse("cases:queue") + "?tab=team")
