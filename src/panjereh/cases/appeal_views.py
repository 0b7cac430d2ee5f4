"""The applicant's page from which an appeal is begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from panjereh.cases import actions
from panjereh.cases.afterwards import appeal_page
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.presenting import frame
from panjereh.cases.queries import see_case
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import require


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appeal(request: ActRequest, ref: str) -> HttpResponse:
    """Say what an appeal is and until when, then begin it; a second time leads to the one that is open."""
    held = see_case(request.act, CaseRef(ref))
    require(request.act, "appeal", held.case)
    if request.method != "POST":
        return render(request, "cases/appeal.html", {**frame(held), **appeal_page(held)})
    try:
        begun = actions.begin_appeal(request.act, CaseRef(ref))
    except CaseMoved as moved:
        messages.warning(request, moved.get(get_language() or "fa"))
        return redirect("cases:case", ref)
    return redirect("cases:next", begun)
