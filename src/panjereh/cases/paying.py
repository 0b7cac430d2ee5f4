"""The hand-over to the bank."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from panjereh.cases import actions
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.outside import Afterwards
from panjereh.kernel.request import ActRequest
from panjereh.money.actions import start
from panjereh.money.domain import PaymentMoved


@require_POST
@signed_in
def pay(request: ActRequest, ref: str) -> HttpResponse:
    """Send the payer to the bank's page; the form's key makes two clicks one payment."""
    language = get_language() or "fa"
    try:
        key = request.POST.get("key", "")
        payment = actions.ask_for_fee(request.act, CaseRef(ref), key=key, language=language)
    except (CaseMoved, PaymentMoved) as moved:
        return _not_now(request, ref, moved)
    return Afterwards(lambda: _hand_over(request, ref, payment))


def _hand_over(request: ActRequest, ref: str, payment: UUID) -> HttpResponse:
    try:
        return redirect(start(payment))
    except PaymentMoved as moved:
        return _not_now(request, ref, moved)


def _not_now(request: ActRequest, ref: str, moved: CaseMoved | PaymentMoved) -> HttpResponse:
    messages.warning(request, moved.get(get_language() or "fa"))
    return redirect("cases:case", ref)
