"""The hand-over to the bank."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from panjereh.cases import actions
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.outside import own_transactions
from panjereh.kernel.request import ActRequest
from panjereh.kernel.wall import acting
from panjereh.money.actions import start
from panjereh.money.domain import PaymentMoved


@own_transactions
@require_POST
@signed_in
def pay(request: ActRequest, ref: str) -> HttpResponse:
    """Send the payer to the bank's page; the form's key makes two clicks one payment."""
    language = get_language() or "fa"
    try:
        with acting(request.act) as act:
            key = request.POST.get("key", "")
            payment = actions.ask_for_fee(act, CaseRef(ref), key=key, language=language)
        return redirect(start(payment))
    except (CaseMoved, PaymentMoved) as moved:
        messages.warning(request, moved.get(language))
        return redirect("cases:case", ref)
