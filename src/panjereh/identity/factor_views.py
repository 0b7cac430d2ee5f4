"""Adding, naming and removing second factors, and making recovery codes."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from panjereh.identity.entering import safe_address
from panjereh.identity.factors import (
    RECOVERY,
    WEBAUTHN,
    Factor,
    factors_of,
    remove_factor,
    rename_passkey,
    second_factors,
)
from panjereh.identity.factors.codes import (
    app_address,
    confirm_app,
    new_recovery_codes,
    new_secret,
    opened_secret,
)
from panjereh.identity.factors.passkeys import NAME_LENGTH, NoPasskey, keep
from panjereh.identity.fresh import require_fresh
from panjereh.identity.models import Party
from panjereh.identity.security_views import own_party
from panjereh.identity.sessions import strengthen_session
from panjereh.identity.signed_in import signed_in
from panjereh.identity.telling import tell_owner
from panjereh.kernel.request import ActRequest
from panjereh.kernel.rights import NotAllowed

WAITING_KEY = "code_app"  # where the session keeps the sealed secret until a first code fits


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@sensitive_post_parameters("code")
def code_app(request: ActRequest) -> HttpResponse:
    """Add a code app: scan or type its secret, and show that it works."""
    party = own_party(request)
    require_fresh(request, party)
    if WAITING_KEY not in request.session:
        request.session[WAITING_KEY] = new_secret(party.id)
    if request.method != "POST":
        return _app_page(request, party, [])
    if not confirm_app(party, request.session[WAITING_KEY], request.POST.get("code", "")):
        wrong = gettext(
            "This code does not fit. Look at the code app and enter the 6 digits that it shows now"
        )
        return _app_page(request, party, [("code", wrong)], status=422)
    del request.session[WAITING_KEY]
    return _added(request, party, "otp", "code_app_added")


def _app_page(
    request: ActRequest, party: Party, errors: list[tuple[str, str]], *, status: int = 200
) -> HttpResponse:
    secret = opened_secret(party.id, request.session[WAITING_KEY])
    context = {
        "qr": segno.make(app_address(party, secret), error="m").svg_inline(border=2, omitsize=True),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "errors": errors,
        "after": safe_address(request.GET.get("next", "")),
    }
    return render(request, "identity/code_app.html", context, status=status)


def _added(request: ActRequest, party: Party, way: str, what: str) -> HttpResponse:
    """A new factor counts as shown; the first one brings recovery codes along."""
    strengthen_session(request, way)
    tell_owner(party.id, what)
    after = safe_address(request.GET.get("next", ""))
    if not any(factor.kind == RECOVERY for factor in factors_of(party.id)):
        return _codes_page(request, new_recovery_codes(party), after)
    messages.success(request, gettext("It was added. You can sign in with it from now on."))
    return HttpResponseRedirect(after or reverse("identity:security"))


def _codes_page(request: ActRequest, codes: list[str], after: str = "") -> HttpResponse:
    shown = [" ".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]
    return render(request, "identity/recovery_codes.html", {"codes": shown, "after": after})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recovery_codes(request: ActRequest) -> HttpResponse:
    """Make new recovery codes; they are shown once, in the answer."""
    party = own_party(request)
    require_fresh(request, party)
    if not second_factors(party.id):
        raise NotAllowed("recovery codes")
    if request.method != "POST":
        return render(request, "identity/recovery_codes.html", {"codes": [], "after": ""})
    tell_owner(party.id, "recovery_codes_made")
    return _codes_page(request, new_recovery_codes(party))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def passkeys(request: ActRequest) -> HttpResponse:
    """Add a passkey, which the browser makes."""
    party = own_party(request)
    require_fresh(request, party)
    errors = []
    if request.method == "POST":
        try:
            keep(request, party, request.POST.get("passkey", ""), _name(request))
        except NoPasskey:
            errors = [("passkey-button", gettext("The passkey could not be kept. Try it again"))]
        else:
            return _added(request, party, "hwk", "passkey_added")
    context = {"errors": errors, "name": request.POST.get("name", "")[:NAME_LENGTH], "longest": NAME_LENGTH}
    return render(request, "identity/passkey.html", context, status=422 if errors else 200)


def _name(request: ActRequest) -> str:
    given = " ".join(request.POST.get("name", "").replace("\0", "").split())
    return given[:NAME_LENGTH] or gettext("Passkey")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def factor(request: ActRequest, factor_id: int) -> HttpResponse:
    """Name or remove one of one's own factors."""
    party = own_party(request)
    held = next((held for held in factors_of(party.id) if held.id == factor_id), None)
    if held is None or held.kind == RECOVERY:
        raise NotAllowed("factor")
    require_fresh(request, party)
    if request.method != "POST":
        return render(request, "identity/factor.html", {"factor": held, "longest": NAME_LENGTH})
    return _changed(request, party, held)


def _changed(request: ActRequest, party: Party, held: Factor) -> HttpResponse:
    if "remove" in request.POST:
        remove_factor(party.id, held.id)
        tell_owner(party.id, "factor_removed")
        messages.success(request, gettext("It was removed. Nobody can sign in with it any more."))
    elif held.kind == WEBAUTHN:
        rename_passkey(party.id, held.id, _name(request))
        messages.success(request, gettext("The name was changed."))
    return redirect("identity:security")
