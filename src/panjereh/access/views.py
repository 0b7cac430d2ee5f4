from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from panjereh.access.models import Trace
from panjereh.access.naming import Named, Titles, agency_names, called, field_titles, source_names
from panjereh.access.queries import reads_of
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest


@require_GET
@signed_in
def mine(request: ActRequest) -> HttpResponse:
    """Who looked at my data, when, at which fields, on which ground."""
    traces = reads_of(request.act.principal)
    sources, agencies = (source_names(), agency_names()) if traces else ({}, {})
    language = get_language() or "fa"
    reads = [_read(trace, sources, agencies, language) for trace in traces]
    return render(request, "access/mine.html", {"reads": reads, "here": "access"})


def _read(
    trace: Trace, sources: dict[str, Named], agencies: dict[str, Titles], language: str
) -> dict[str, Any]:
    named = sources.get(trace.source)
    return {
        "at": trace.at,
        "machine": bool(trace.machine),
        "agency": called(agencies.get(trace.agency), trace.agency, language),
        "source": called(named.title if named else None, trace.source, language),
        "fields": field_titles(named, trace.fields, language),
        "case_ref": trace.case_ref,
    }
