"""Reads of documents: by code, by the file, by their holder."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from panjereh.documents.domain import Change, FullFace, PublicFace, Standing, standing
from panjereh.documents.models import Document, StandingChange
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import is_code, normalise_code, show_code
from panjereh.kernel.keys import Erased, blind, safe_of
from panjereh.kernel.rights import NotAllowed, require
from panjereh.kernel.text_fa import mask_name
from panjereh.kernel.wall import present

SEALED = ("facts", "pdf")  # large, and not needed in a list


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: UUID
    title: dict[str, str]
    issued_at: datetime
    valid_until: date | None
    standing: Standing
    case_ref: str
    agency: str
    code: str = ""  # of verification, where the reader may know it


def find_by_code(typed: str) -> PublicFace | None:
    """What anyone may know of the document with this code; None when there is none."""
    if not is_code(typed):
        return None
    index = blind("document", normalise_code(typed))
    present("code", index.hex())
    document = Document.objects.filter(code_index=index).first()
    return _public(document, _facts(document)) if document else None


def find_by_file(pdf: bytes) -> FullFace | None:
    """What one may know who gives the very file that was issued; None when not a byte-true copy of one."""
    digest = hashlib.sha256(pdf).digest()
    present("digest", digest.hex())
    document = Document.objects.filter(digest=digest).first()
    if document is None:
        return None
    facts = _facts(document)
    return FullFace(
        _public(document, facts), facts.get("holder", ""), facts.get("rows", []), document.language
    )


def my_documents(act: Act) -> list[DocumentRow]:
    """The holder's documents, newest first."""
    return _rows(Document.objects.filter(holder=act.party).order_by("-issued_at").defer(*SEALED)[:50])


def documents_of_case(holder: UUID, ref: str) -> list[DocumentRow]:
    """The holder's documents that came of a case, with their codes, oldest first."""
    found = list(Document.objects.filter(holder=holder, case_ref=ref).order_by("issued_at").defer("pdf"))
    codes = [_facts(document).get("code", "") for document in found]
    rows = zip(_rows(found), codes, strict=True)
    return [replace(row, code=show_code(code) if code else "") for row, code in rows]


def held_document(act: Act, document_id: UUID) -> tuple[str, bytes]:
    """File name and bytes of the holder's document. Raises NotAllowed."""
    document = Document.objects.filter(id=document_id).first()
    if document is None:
        raise NotAllowed("document")
    require(act, "download", document)
    try:
        safe = safe_of(document.holder)
        pdf = base64.b64decode(safe.open(f"documents_document:pdf:{document.id}", document.pdf))
    except Erased as erased:
        raise NotAllowed("document") from erased
    return f"panjereh-{document.issued_at:%Y%m%d}-{str(document.id)[-6:]}.pdf", pdf


def _rows(documents: Iterable[Document]) -> list[DocumentRow]:
    return [
        DocumentRow(d.id, d.title, d.issued_at, d.valid_until, _standing(d), d.case_ref, d.agency)
        for d in documents
    ]


def _standing(document: Document) -> Standing:
    return standing(
        document.valid_until, document.revoked_at, clock.today(), document.suspended_at, document.replaced_at
    )


def _facts(document: Document) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = safe_of(document.holder).open(
            f"documents_document:facts:{document.id}", document.facts
        )
    except Erased:
        return {}
    return facts


def _public(document: Document, facts: dict[str, Any]) -> PublicFace:
    return PublicFace(
        title=document.title,
        standing=_standing(document),
        agency=document.agency,
        issued_at=document.issued_at,
        valid_until=document.valid_until,
        masked_name=mask_name(facts["holder"]) if facts.get("holder") else "",
        is_sample=document.is_sample,
        since=document.revoked_at or document.replaced_at or document.suspended_at,
        changes=tuple(
            Change(change.at, change.standing, change.reason, change.law)
            for change in StandingChange.objects.filter(document=document).order_by("-at", "-id")
        ),
        shown=tuple(facts.get("public", ())),
    )


def as_plain(face: PublicFace | None) -> dict[str, Any]:
    """The public face for machines; `found` is false where no document has the code."""
    if face is None:
        return {"found": False}
    return {
        "found": True,
        "title": face.title,
        "standing": face.standing.value,
        "since": face.since,
        "agency": face.agency,
        "issued_at": face.issued_at,
        "valid_until": face.valid_until,
        "holder": face.masked_name,
        "is_sample": face.is_sample,
        "shown": [{"label": dict(row["label"]), "value": dict(row["value"])} for row in face.shown],
        "changes": [
            {"at": c.at, "standing": c.standing, "reason": dict(c.reason), "law": dict(c.law)}
            for c in face.changes
        ],
    }
