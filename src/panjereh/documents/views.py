from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from panjereh.catalogue.queries import agencies
from panjereh.documents.forms import VerifyForm, read_verify
from panjereh.documents.queries import as_plain, find_by_code, find_by_file, held_document
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.limits import count_attempt
from panjereh.kernel.request import ActRequest

NOT_KEPT = {"Cache-Control": "no-store", "Vary": "Accept"}
NETWORK_TRIES = 30  # a minute: a person who types, not a machine that guesses


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: ActRequest) -> HttpResponse:
    """Ask for a code or the file itself."""
    if request.method != "POST":
        return render(
            request, "documents/verify.html", {"form": VerifyForm(), "errors": [], "here": "verify"}
        )
    form = read_verify(request.POST.get("code", ""), request.FILES.get("file"))
    if form.faults:
        errors = form.errors(get_language() or "fa")
        return render(request, "documents/verify.html", {"form": form, "errors": errors}, status=422)
    if form.file is None:
        return redirect("documents:verified", form.code)
    _count(request)
    found = find_by_file(form.file)
    context = {"full": found, "face": found and found.public, "by_file": True, "agencies": agencies()}
    return _not_kept(render(request, "documents/verified.html", context, status=200 if found else 404))


@require_safe
def verified(request: ActRequest, code: str) -> HttpResponse:
    """What anyone may know of the document with this code."""
    _count(request)
    face = find_by_code(code)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(as_plain(face), status=200 if face else 404, headers=NOT_KEPT)
    context = {"face": face, "full": None, "by_file": False, "code": code, "agencies": agencies()}
    return _not_kept(render(request, "documents/verified.html", context, status=200 if face else 404))


@require_safe
@signed_in
def download(request: ActRequest, document_id: UUID) -> HttpResponse:
    """The holder's own PDF, as it was issued."""
    name, pdf = held_document(request.act, document_id)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _not_kept(response: HttpResponse) -> HttpResponse:
    """A document may be revoked a minute later: no cache keeps what was said of it."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _count(request: ActRequest) -> None:
    count_attempt("verify", request.META.get("REMOTE_ADDR", ""), most=NETWORK_TRIES, seconds=60)
