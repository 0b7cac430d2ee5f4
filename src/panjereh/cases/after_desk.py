"""Pages of the officer after a decision: what was given, measures on it, the case an appeal is about."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from panjereh.cases import actions
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.after_presenting import given_page, heard_page
from panjereh.cases.afterwards import hear_case
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.given import given_cases, keep_case
from panjereh.cases.measure_forms import MeasureForm, number_fault, read_measure
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.request import ActRequest


@require_safe
@signed_in
def given(request: ActRequest) -> HttpResponse:
    """What was given by services on which the officer may take measures."""
    typed = request.GET.get("page", "1")
    number = max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    search = request.GET.get("q", "").strip()
    found = given_cases(request.act, search=search, page=number)
    return render(request, "cases/given.html", {"found": found, "search": search, "here": "queue"})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def measure(request: ActRequest, ref: str) -> HttpResponse:
    """Suspend, lift a suspension, revoke; agree to what a colleague has proposed, or turn it down."""
    held = keep_case(request.act, CaseRef(ref))
    if request.method != "POST":
        return render(request, "cases/measure.html", given_page(request.act, held, MeasureForm()))
    form = _read(held, request)
    if form.faults:
        page = given_page(request.act, held, form)
        return render(request, "cases/measure.html", page, status=422)
    try:
        _do(request, held, form)
    except CaseMoved as moved:
        messages.warning(request, moved.get(get_language() or "fa"))
    return redirect("cases:measure", ref)


def _read(held: HeldCase, request: ActRequest) -> MeasureForm:
    """The whole form, or the number alone where a proposal is answered; taking one back needs nothing."""
    answer = request.POST.get("answer", "")
    if not answer:
        return read_measure(held, dict(request.POST.lists()))
    form = MeasureForm(number=request.POST.get("number", "")[:80])
    if answer == "agree":
        form.faults |= number_fault(held, form.number)
    return form


def _do(request: ActRequest, held: HeldCase, form: MeasureForm) -> None:
    answer, ref = request.POST.get("answer", ""), CaseRef(held.case.ref)
    if answer == "agree":
        actions.agree_to_measure(request.act, ref)
    elif answer:
        actions.drop_measure(request.act, ref)
    else:
        actions.take_measure(request.act, ref, measure=form.measure, grounds=form.grounds, reason=form.reason)


@require_safe
@signed_in
def about(request: ActRequest, ref: str) -> HttpResponse:
    """The case that an appeal is about, for reading."""
    appeal, original = hear_case(request.act, CaseRef(ref))
    return render(request, "cases/about.html", heard_page(appeal, original))
