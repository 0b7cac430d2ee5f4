"""Staying signed in: asked by a page on which nothing has happened for long."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from panjereh.kernel.request import ActRequest


@require_safe
def stay(request: ActRequest) -> HttpResponse:
    """204 keeps the session alive as every request does; 401 says that it has ended."""
    return HttpResponse(status=204 if request.act.human else 401)
