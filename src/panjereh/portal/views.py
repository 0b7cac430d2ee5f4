"""Public pages that are composed from several rooms."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_http_methods, require_safe

from panjereh.catalogue.queries import events_of, live_services
from panjereh.kernel.limits import count_attempt
from panjereh.kernel.text_fa import clean

log = logging.getLogger("panjereh.report")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: find a service, verify a document, go on with your own cases."""
    services = live_services()
    context = {"services": services, "events": events_of(services)}
    return render(request, "portal/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Report a problem on a page: kept in the operator's log with the page and the request's id."""
    page = (request.POST.get("page") or request.GET.get("page", ""))[:200]
    if request.method != "POST":
        return render(request, "portal/report.html", {"page": page, "text": "", "errors": []})
    text = clean(request.POST.get("text", ""), lines=True)[:2000]
    if not text:
        context = {"page": page, "text": text, "missing": True}
        return render(request, "portal/report.html", context, status=422)
    count_attempt("report", request.META.get("REMOTE_ADDR", ""), most=20, seconds=3600)
    log.info("problem reported", extra={"page": _route(page), "text": text})
    return render(request, "portal/reported.html", {"page": page})


def _route(page: str) -> str:
    """The pattern of a page: its address may name a case."""
    try:
        return resolve(urlsplit(page).path).route
    except (Resolver404, ValueError):
        return "(none)"


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "portal/accessibility.html", {})
