"""Where the bank sends back to, the receipt, and the way from a payment to its case."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest
from panjereh.money import actions
from panjereh.money.presenting import receipt_page, returned_page
from panjereh.money.queries import case_of, face_of, receipt_of


@never_cache
@require_safe
def returned(request: ActRequest, payment_id: UUID) -> HttpResponse:
    """Where the browser comes back to: nobody has to be signed in, and nothing that it brings is believed.

    The provider is asked by the worker; the page shows what is known by now, and looks again by itself.
    """
    if request.method == "GET" and "Authority" in request.GET:
        actions.came_back(payment_id, request.GET["Authority"])
        return redirect("money:returned", payment_id)
    face = face_of(payment_id)
    if face is None:
        raise Http404
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": face.state})
    return render(request, "money/returned.html", returned_page(payment_id, face))


@require_safe
@signed_in
def receipt(request: ActRequest, payment_id: UUID) -> HttpResponse:
    """The receipt of a payment, to be printed."""
    return render(request, "money/receipt.html", receipt_page(receipt_of(request.act, payment_id)))


@require_safe
@signed_in
def to_case(request: ActRequest, payment_id: UUID) -> HttpResponse:
    """From a payment to the case that it is for."""
    return redirect("cases:case", case_of(request.act, payment_id))
