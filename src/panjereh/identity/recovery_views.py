"""Pages of the way back in. None of them tells whether there is somebody with the number."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from panjereh.identity.budgets import Caller, caller_of
from panjereh.identity.passwords import password_fault
from panjereh.identity.recovery import NotYet, ask_recovery, recover, stop_recovery
from panjereh.identity.visitors import visitor
from panjereh.kernel.ids_ir import NATIONAL_ID
from panjereh.kernel.keys import blind
from panjereh.kernel.ui.writing import moment


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a code by mail; the answer is the same whoever asks for whom."""
    if request.method != "POST":
        return render(request, "identity/recovery.html", {"errors": [], "number": ""})
    given = request.POST.get("number", "")
    errors = _number_errors(given)
    if errors:
        return render(request, "identity/recovery.html", {"errors": errors, "number": given}, status=422)
    number = NATIONAL_ID.normalise(given)
    ask_recovery(number, _caller(request, number))
    return redirect("identity:recovery_sent")


@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next, for everybody alike."""
    return render(request, "identity/recovery_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "password", "again")
def finish(request: HttpRequest) -> HttpResponse:
    """Choose a new password with a recovery code or the code of the mail."""
    if request.method != "POST":
        return _finish_page(request, [])
    errors = _finish_errors(request)
    if errors:
        return _finish_page(request, errors)
    number = NATIONAL_ID.normalise(request.POST["number"])
    try:
        done = _recovered(request, number)
    except NotYet as early:
        when = gettext("This code works from %(moment)s on. Keep it until then") % {
            "moment": moment(early.ready_at)
        }
        return _finish_page(request, [("code", when)])
    if not done:
        return _finish_page(
            request, [("code", gettext("National ID and code do not match. Enter both again"))]
        )
    messages.success(request, gettext("Your password was changed. Sign in with it now."))
    return redirect("identity:sign_in")


def _recovered(request: HttpRequest, number: str) -> bool:
    return recover(
        number,
        request.POST.get("code", ""),
        request.POST["password"],
        caller=_caller(request, number),
        seen=visitor(request),
    )


def _finish_errors(request: HttpRequest) -> list[tuple[str, str]]:
    errors = _number_errors(request.POST.get("number", ""))
    if not request.POST.get("code", "").strip():
        errors.append(("code", gettext("Enter a recovery code, or the code from the e-mail")))
    fault = password_fault(request.POST.get("password", ""), request.POST.get("again", ""))
    return [*errors, ("password", fault)] if fault else errors


def _finish_page(request: HttpRequest, errors: list[tuple[str, str]]) -> HttpResponse:
    context = {
        "errors": errors,
        "number": request.POST.get("number", ""),
        "code": request.POST.get("code", ""),
    }
    status = 422 if errors else 200
    return render(request, "identity/recovery_finish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, stop_code: str) -> HttpResponse:
    """Stop a way back that somebody else asked for; the link in the mail leads here."""
    if request.method != "POST":
        return render(request, "identity/recovery_stop.html", {"stopped": None})
    context = {"stopped": stop_recovery(stop_code)}
    return render(request, "identity/recovery_stop.html", context)


def _caller(request: HttpRequest, number: str) -> Caller:
    return caller_of(request, blind("number", number))


def _number_errors(given: str) -> list[tuple[str, str]]:
    fault = NATIONAL_ID.fault(given)
    if fault is None:
        return []
    return [("number", fault.fa if get_language() == "fa" else fault.en)]
