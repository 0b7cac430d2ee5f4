"""The page from which a parked form goes on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panjereh.identity.parking import FIELD, parked
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed


@require_safe
@signed_in
def parked_form(request: ActRequest, parked_key: UUID) -> HttpResponse:
    """What was kept of a form, with the one button that sends it; scripts press it by themselves."""
    form = parked(request.act, parked_key)
    if form is None:
        raise NotAllowed("parked form")
    return render(request, "identity/parked.html", {"form": form, "field": FIELD})
