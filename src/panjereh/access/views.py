from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panjereh.access.queries import reads_of
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest


@require_safe
@signed_in
def mine(request: ActRequest) -> HttpResponse:
    """Who looked at my data, when, at which fields, on which ground."""
    return render(request, "access/mine.html", {"reads": reads_of(request.act.principal), "here": "access"})
