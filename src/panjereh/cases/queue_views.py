"""Pages of the queue: its tabs, and giving tasks to officers."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from panjereh.cases import actions
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.handing_form import read_party
from panjereh.cases.queue_page import queue_page
from panjereh.cases.queueing import PAGE, queue_of, read_wanted
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.ui.writing import digits


@require_safe
@signed_in
def queue(request: ActRequest) -> HttpResponse:
    """What waits for the officer: mine, team, overdue, second opinions, waiting for the applicant."""
    if not request.act.roles:
        raise NotAllowed("queue")
    wanted = read_wanted(request.GET.dict())
    return render(request, "cases/queue.html", queue_page(request.act, queue_of(request.act, wanted)))


@require_POST
@signed_in
def assign(request: ActRequest) -> HttpResponse:
    """Give the ticked cases to an officer; each by itself, so that one which has moved keeps none back."""
    if not request.act.roles:
        raise NotAllowed("queue")
    refs, to = (
        list(dict.fromkeys(request.POST.getlist("case")))[:PAGE],
        read_party(request.POST.get("to", "")),
    )
    if not refs or to is None:
        messages.warning(request, _("Tick the cases and choose the officer who gets them."))
    else:
        _assign(request, [CaseRef(ref) for ref in refs], to)
    return redirect(_back(request))


def _assign(request: ActRequest, refs: list[CaseRef], to: UUID) -> None:
    given, moved = 0, ""
    for ref in refs:
        try:
            actions.assign_task(request.act, ref, to)
            given += 1
        except CaseMoved as late:
            moved = late.get(get_language() or "fa")
        except NotAllowed:
            moved = _("That case no longer waits for your agency.")
    if given:
        words = ngettext("%(count)s case was given.", "%(count)s cases were given.", given)
        messages.success(request, words % {"count": digits(given)})
    if moved:
        left = len(refs) - given
        words = ngettext("%(count)s case was not given:", "%(count)s cases were not given:", left)
        messages.warning(request, f"{words % {'count': digits(left)}} {moved}")


def _back(request: ActRequest) -> str:
    """The list as it was; an address from elsewhere is not followed."""
    queue_at = reverse("cases:queue")
    back = urlsplit(request.POST.get("back", ""))
    return f"{queue_at}?{back.query}" if back.path == queue_at and back.query else queue_at
