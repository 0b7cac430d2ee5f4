from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from panjereh.access.queries import reads_of
from panjereh.identity.signed_in import signed_in


@require_GET
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, when, at which fields, on which ground."""
    return render(request, "access/mine.html", {"reads": reads_of(request.act.principal), "here": "access"})  # type: ignore[attr-defined]
