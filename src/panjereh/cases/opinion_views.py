"""The page on which an officer of another agency gives its opinion."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panjereh.cases import actions
from panjereh.cases.actions.opining import asked_opinion
from panjereh.cases.domain import CaseMoved
from panjereh.cases.opinions import OpinionForm, opinion_page, read_opinion
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def opinion(request: ActRequest, opinion_id: UUID) -> HttpResponse:
    """Read what another agency asks about, and answer; what has moved on meanwhile is told at the queue."""
    try:
        return _opinion(request, opinion_id)
    except CaseMoved as moved:
        messages.warning(request, moved.get(get_language() or "fa"))
        return redirect("cases:queue")


def _opinion(request: ActRequest, opinion_id: UUID) -> HttpResponse:
    asked, held = asked_opinion(request.act, opinion_id)
    if request.method != "POST":
        return render(request, "cases/opinion.html", opinion_page(asked, held, OpinionForm()))
    form = read_opinion(held.live.service.stages[asked.branch], request.POST.dict())
    if form.faults:
        return render(request, "cases/opinion.html", opinion_page(asked, held, form), status=422)
    actions.give_opinion(request.act, opinion_id, choice=form.choice, note=form.note)
    messages.success(request, _("Your opinion was recorded."))
    return redirect("cases:queue")
