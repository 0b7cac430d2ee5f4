"""Issuing a document: rendered once, kept as it was issued, found by a code that can't be guessed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from panjereh.documents.models import Document, StandingChange
from panjereh.documents.rendering import render
from panjereh.kernel import clock
from panjereh.kernel.codes import new_code, new_uuid
from panjereh.kernel.keys import blind, safe_of


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What is to be issued to whom. The same `source` is issued once.

    blocks       the letter, filled in (see `letters.fill`)
    law          the lines of the legal basis
    valid_until  the last day of validity; None without limit
    public       what the code alone tells: label and value in both languages
    """

    source: str
    holder: UUID
    holder_name: str
    case_ref: str
    receipt: str
    service: str
    agency: str
    agency_name: str
    layout: str
    title: Mapping[str, str]
    language: str
    blocks: Sequence[Mapping[str, Any]]
    law: Sequence[str]
    valid_until: date | None
    sample: bool
    public: Sequence[Mapping[str, Any]] = ()


def issue(order: IssueOrder) -> UUID:
    """Render, seal and keep the document; returns its id, the former one when it was issued before."""
    there = Document.objects.filter(source=order.source).values_list("id", flat=True).first()
    if there is not None:
        return there
    document_id, code, moment = new_uuid(), new_code(), clock.now()
    url = f"{settings.PUBLIC_URL}/{order.language}/verify/{code}/"
    issued_at = int(moment.timestamp())
    pdf = render(order.layout, _face(order, code), url=url, issued_at=issued_at, fonts=settings.FONTS)
    safe = safe_of(order.holder)
    facts = {"code": code, "holder": order.holder_name, "rows": _rows(order.blocks)}
    facts["public"] = list(order.public)
    Document(
        id=document_id,
        code_index=blind("document", code),
        digest=hashlib.sha256(pdf).digest(),
        holder=order.holder,
        case_ref=order.case_ref,
        source=order.source,
        service=order.service,
        agency=order.agency,
        title=dict(order.title),
        language=order.language,
        issued_at=moment,
        valid_until=order.valid_until,
        is_sample=order.sample,
        facts=safe.seal(f"documents_document:facts:{document_id}", facts),
        pdf=safe.seal(f"documents_document:pdf:{document_id}", base64.b64encode(pdf).decode()),
    ).save(force_insert=True)
    return document_id


@dataclass(frozen=True, slots=True)
class NewStanding:
    """What a document is from now on: `valid`, `suspended`, `revoked` or `replaced`; the same `source` changes it once.

    reason   what anyone may know of why, in both languages; empty where nobody may
    """

    document: UUID
    standing: str
    reason: Mapping[str, str]
    law: Mapping[str, str]
    source: str


def restand(change: NewStanding) -> None:
    """Change what a document's verification says. The file stays as it was issued."""
    document = Document.objects.select_for_update().defer("facts", "pdf").get(id=change.document)
    if StandingChange.objects.filter(source=change.source).exists():
        return
    moment = clock.now()
    document.replaced_at = moment if change.standing == "replaced" else None
    document.revoked_at = moment if change.standing == "revoked" else None
    if change.standing == "valid":
        document.suspended_at = None
    elif change.standing == "suspended":
        document.suspended_at = document.suspended_at or moment
    document.save(update_fields=["revoked_at", "suspended_at", "replaced_at"])
    StandingChange(
        document=document,
        at=moment,
        standing=change.standing,
        reason=dict(change.reason),
        law=dict(change.law),
        source=change.source,
    ).save(force_insert=True)


def _face(order: IssueOrder, code: str) -> dict[str, Any]:
    """What the layout writes on the paper: see `layouts/document.schema.json`."""
    face: dict[str, Any] = {
        "language": order.language,
        "title": order.title[order.language],
        "agency": order.agency_name,
        "number": order.receipt,
        "code": code,
        "to": [order.holder_name] if order.holder_name and order.layout == "letter" else [],
        "blocks": [dict(block) for block in order.blocks],
        "law": list(order.law),
        "sample": order.sample,
    }
    if order.valid_until:
        face |= {"valid_from": clock.today().isoformat(), "valid_until": order.valid_until.isoformat()}
    return face


def _rows(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the letter's tables, as the verification page shows them to whoever gives the file."""
    return [
        {"label": _plain(row["label"]), "value": _plain(row["value"]), "ltr": _ltr(row["value"])}
        for block in blocks
        if block["kind"] == "rows"
        for row in block["rows"]
    ]


def _plain(spans: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(span["text"] for span in spans if "text" in span)


def _ltr(spans: Sequence[Mapping[str, Any]]) -> bool:
    return any(span.get("dir") == "ltr" for span in spans)
