"""The files of cases, for whoever may have them; and the machine's way to send one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from panjereh.cases.actions.files import receive_file
from panjereh.cases.actions.keeping import pages_now
from panjereh.cases.api import fault
from panjereh.cases.domain import CaseRef
from panjereh.cases.queries import answerable_case, case_file
from panjereh.cases.uploads import sent_of
from panjereh.identity.signed_in import signed_in
from panjereh.kernel.faults import Refused
from panjereh.kernel.keys import Erased
from panjereh.kernel.request import ActRequest
from panjereh.kernel.ui.errors import gone

NOTHING_RUNS = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
@signed_in
def file(request: ActRequest, file_id: UUID) -> HttpResponse:
    """One file of a case: saved, never shown by the browser as a page of ours."""
    try:
        found = case_file(request.act, file_id)
    except Erased:
        return gone(request)
    if found is None:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.name) or "",
        "Content-Security-Policy": NOTHING_RUNS,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(found.content, content_type=found.media_type, headers=headers)


@require_POST
def send_file(request: ActRequest, ref: str) -> JsonResponse:
    """Keep a file for a case (`multipart/form-data`, part `file`); its `file` goes into the answers.

    201 kept · 401 not signed in · 404 no such case · 409 the case asks for nothing now · 422 what is wrong with it.
    """
    if request.act.human is None:
        return fault(401, "not_signed_in", "نخست وارد شوید.", "Sign in first.")
    held = answerable_case(request.act, CaseRef(ref))
    if not pages_now(held):
        return fault(
            409,
            "case_moved",
            "این پرونده اکنون پاسخ و فایلی نمی‌خواهد.",
            "This case is not asking for answers or files now.",
        )
    upload = request.FILES.get("file")
    if upload is None:
        return fault(
            422,
            "malformed",
            "فایل را به شکل multipart/form-data در بخش file بفرستید.",
            "Send the file as multipart/form-data in the part file.",
        )
    try:
        facts = receive_file(request.act, held, sent_of(upload))
    except Refused as refused:
        return fault(422, refused.fault.key, refused.fault.fa, refused.fault.en)
    return JsonResponse(
        {name: facts[name] for name in ("file", "name", "kind", "size", "digest")}, status=201
    )
