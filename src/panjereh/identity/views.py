"""Signing in and out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from panjereh.identity.actions import check_credentials
from panjereh.identity.devices import remember
from panjereh.identity.forms import WRONG, SignInForm, read_sign_in
from panjereh.identity.models import Party
from panjereh.identity.personas import grouped, personas
from panjereh.identity.sessions import begin_session, leave_session
from panjereh.kernel.ids_ir import NATIONAL_ID


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; wrong credentials get one sentence that does not tell which of them is wrong."""
    after = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return _page(request, SignInForm(), after)
    form = read_sign_in(request.POST.dict())
    if form.faults:
        return _page(request, form, after, status=422)
    number = NATIONAL_ID.normalise(form.number)
    party = check_credentials(number, form.password, network=request.META.get("REMOTE_ADDR", ""))
    if party is None:
        form.faults["number"] = WRONG
        return _page(request, form, after, status=422)
    return _enter(request, party, after)


@require_POST
def sign_in_as(request: HttpRequest, persona: str) -> HttpResponse:
    """Sign in as a person of the sample country, with one click; there in demonstration mode alone."""
    chosen = next((person for person in personas() if person.id == persona), None)
    party = Party.objects.filter(id=chosen.party, is_sample=True).first() if chosen else None
    if party is None:
        raise Http404
    return _enter(request, party, _safe(request, request.POST.get("next", "")))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    leave_session(request)
    return redirect("portal:home")


def _enter(request: HttpRequest, party: Party, after: str) -> HttpResponse:
    begin_session(request, party)
    response = HttpResponseRedirect(after or reverse("cases:mine"))
    remember(request, response, bytes(party.number_index))
    return response


def _safe(request: HttpRequest, address: str) -> str:
    """The address to go on to, when it is a path of ours."""
    fits = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if address.startswith("/") and fits else ""


def _page(request: HttpRequest, form: SignInForm, after: str, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "errors": form.errors(get_language() or "fa"),
        "after": after,
        "persona_groups": grouped(),
    }
    return render(request, "identity/sign_in.html", context, status=status)
