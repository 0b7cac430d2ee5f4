"""The machine's way to apply and to ask how a case stands: JSON, the same rules and rights as the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.http.request import RawPostDataException
from django.views.decorators.http import require_POST, require_safe

from panjereh.cases import actions
from panjereh.cases.domain import CaseMoved, CaseRef, turn
from panjereh.cases.queries import see_case
from panjereh.catalogue.queries import ServiceUnknown
from panjereh.documents.queries import documents_of_case
from panjereh.kernel.request import ActRequest


class Malformed(Exception):
    """The request's body is not what the interface takes; the two sentences say what it takes."""

    fa = "بدنهٔ درخواست باید JSON باشد با service، key (یک UUID) و answers (صفحه ← پرسش ← پاسخ)."
    en = "The body must be JSON with service, key (a UUID) and answers (page -> question -> answer)."


@require_POST
def apply(request: ActRequest) -> JsonResponse:
    """Apply in one request: `{service, key, answers: {page: {field: answer}}}`, a list where a page repeats.

    201 the receipt · 200 the same key was sent before · 401 not signed in · 404 no such service ·
    409 the case has moved on · 422 what is wrong, field by field; the draft keeps what was right.
    """
    if request.act.human is None:
        return fault(401, "not_signed_in", "نخست وارد شوید.", "Sign in first.")
    try:
        service, key, answers = _body(request)
        applied = actions.apply_whole(request.act, service, answers, key=key)
    except Malformed as wrong:
        return fault(422, "malformed", wrong.fa, wrong.en)
    except ServiceUnknown:
        return fault(404, "service_unknown", "چنین خدمتی منتشر نشده است.", "No such service is published.")
    except CaseMoved as moved:
        return fault(409, "case_moved", moved.fa, moved.en)
    ref = applied.held.case.ref
    if applied.faults:
        return JsonResponse({"error": "answers", "ref": ref, "faults": applied.faults}, status=422)
    if applied.missing:
        return JsonResponse({"error": "incomplete", "ref": ref, "pages": applied.missing}, status=422)
    return JsonResponse(_state(applied.held), status=201 if applied.is_new else 200)


@require_safe
def application(request: ActRequest, ref: str) -> JsonResponse:
    """How a case stands, for its applicant."""
    if request.act.human is None:
        return fault(401, "not_signed_in", "نخست وارد شوید.", "Sign in first.")
    return JsonResponse(_state(see_case(request.act, CaseRef(ref))))


def fault(status: int, code: str, fa: str, en: str, **more: str) -> JsonResponse:
    return JsonResponse({"error": code, "fa": fa, "en": en, **more}, status=status)


def _body(request: ActRequest) -> tuple[str, UUID, Mapping[str, Any]]:
    try:
        sent = json.loads(request.body)
        json.dumps(sent, ensure_ascii=False).encode()  # half a character (\\ud800) can't be kept
        service, key, answers = sent["service"], UUID(sent["key"]), sent.get("answers", {})
    except RawPostDataException as wrong:  # a form was sent, and has been read as one
        raise Malformed from wrong
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise Malformed from wrong
    if not isinstance(service, str) or "\0" in service or not isinstance(answers, dict):
        raise Malformed
    if not all(isinstance(part, dict) for page in answers.values() for part in _parts(page)):
        raise Malformed
    return service, key, answers


def _parts(page: Any) -> list[Any]:
    """The entries of a page that repeats, or the page itself."""
    return page if isinstance(page, list) else [page]


def _state(held: Any) -> dict[str, Any]:
    case, state = held.case, held.state
    return {
        "ref": case.ref,
        "receipt": case.receipt,
        "service": case.service,
        "status": case.status,
        "stage": case.stage,
        "turn": turn(case.status, held.live.service.stages, case.stage),
        "outcome": state.outcome,
        "due_on": state.due_on,
        "documents": [str(document.id) for document in documents_of_case(case.principal, case.ref)],
    }
