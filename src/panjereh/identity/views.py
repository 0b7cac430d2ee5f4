"""Signing in and out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from panjereh.identity.actions import check_credentials
from panjereh.identity.budgets import caller_of
from panjereh.identity.entering import code_proves, go_in, password_fits, safe_address, who_enters
from panjereh.identity.factors import second_factors
from panjereh.identity.factors.passkeys import NoPasskey, shown
from panjereh.identity.forms import WRONG, SignInForm, read_sign_in
from panjereh.identity.models import Party
from panjereh.identity.personas import grouped, personas
from panjereh.identity.sessions import leave_session
from panjereh.identity.visitors import visitor
from panjereh.kernel.ids_ir import NATIONAL_ID
from panjereh.kernel.keys import blind
from panjereh.kernel.wall import as_machine


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; wrong credentials get one sentence that does not tell which of them is wrong."""
    after = safe_address(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return _page(request, SignInForm(), after)
    form = read_sign_in(request.POST.dict())
    if form.faults:
        return _page(request, form, after, status=422)
    party = _checked(request, NATIONAL_ID.normalise(form.number), form.password)
    if party is None:
        form.faults["number"] = WRONG
        return _page(request, form, after, status=422)
    return password_fits(request, party, after)


def _checked(request: HttpRequest, number: str, password: str) -> Party | None:
    caller = caller_of(request, blind("number", number))
    return check_credentials(
        number, password, network=caller.network, device=caller.device, seen=visitor(request)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app, a recovery code, or a passkey."""
    entering = who_enters(request)
    if entering is None:
        messages.warning(request, gettext("Too much time has passed. Sign in again."))
        return redirect("identity:sign_in")
    party, after = entering
    way = _shown(request, party) if request.method == "POST" else None
    if way is not None:
        return go_in(request, party, after, "pwd", way)
    return _factor_page(request, party)


def _shown(request: HttpRequest, party: Party) -> str | None:
    """The way by which the second factor was shown, or None."""
    if not request.POST.get("passkey"):
        return code_proves(request, party, request.POST.get("code", ""))
    try:
        with as_machine("identity.factor"):
            shown(request, request.POST["passkey"], party)
    except NoPasskey:
        return None
    return "hwk"


def _factor_page(request: HttpRequest, party: Party) -> HttpResponse:
    with as_machine("identity.factor"):
        kinds = second_factors(party.id)
    wrong = request.method == "POST"
    context = {"kinds": kinds, "errors": factor_errors(request) if wrong else []}
    return render(request, "identity/second_factor.html", context, status=422 if wrong else 200)


def factor_errors(request: HttpRequest) -> list[tuple[str, str]]:
    """What is said of a factor that did not fit."""
    if request.POST.get("passkey"):
        return [
            ("passkey-button", gettext("This passkey could not be checked. Try it again, or use a code."))
        ]
    if not request.POST.get("code", "").strip():
        return [("code", gettext("Enter the 6 digits of the code app, or a recovery code"))]
    return [
        ("code", gettext("This code does not fit or was used before. Wait for the next one and enter it"))
    ]


@require_POST
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: the browser has checked who is there."""
    after = safe_address(request.POST.get("next", ""))
    try:
        with as_machine("identity.sign_in"):
            party = shown(request, request.POST.get("passkey", ""))
    except NoPasskey:
        form = SignInForm(faults={"passkey-button": NO_PASSKEY})
        return _page(request, form, after, status=422)
    return go_in(request, party, after, "hwk")


NO_PASSKEY = {
    "fa": "این کلید ورود شناخته نشد. دوباره بیازمایید، یا با کد ملی و رمز عبور وارد شوید",
    "en": "This passkey is not known here. Try again, or sign in with national ID and password",
}


@require_POST
def sign_in_as(request: HttpRequest, persona: str) -> HttpResponse:
    """Sign in as a person of the sample country, with one click; there in demonstration mode alone."""
    chosen = next((person for person in personas() if person.id == persona), None)
    party = Party.objects.filter(id=chosen.party, is_sample=True).first() if chosen else None
    if party is None:
        raise Http404
    return go_in(request, party, safe_address(request.POST.get("next", "")), "pwd")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    leave_session(request)
    return redirect("portal:home")


def _page(request: HttpRequest, form: SignInForm, after: str, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "errors": form.errors(get_language() or "fa"),
        "after": after,
        "persona_groups": grouped(),
    }
    return render(request, "identity/sign_in.html", context, status=status)
