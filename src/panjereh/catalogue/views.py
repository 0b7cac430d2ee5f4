from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panjereh.catalogue.presenting import service_page
from panjereh.catalogue.queries import ServiceUnknown, agencies, events_of, live_services, live_version
from panjereh.kernel.codes import new_uuid


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All services, or those that a search finds."""
    asked = request.GET.get("q", "")[:100]
    found = live_services(asked)
    chosen = request.GET.get("event", "")[:60]
    event = events_of(found).get(chosen) if chosen else None
    if event:
        found = [live for live in found if chosen in live.service.life_events]
    context = {"asked": asked, "found": found, "event": event, "agencies": agencies(), "here": "services"}
    return render(request, "catalogue/services.html", context)


@require_safe
def service(request: HttpRequest, service_id: str) -> HttpResponse:
    """What a service is, for whom, on which conditions and law, and what will happen to an application."""
    try:
        live = live_version(service_id)
    except ServiceUnknown as unknown:
        raise Http404 from unknown
    context = {**service_page(live), "key": new_uuid(), "here": "services"}
    return render(request, "catalogue/service.html", context)
