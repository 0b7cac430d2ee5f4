"""Reads of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panjereh.kernel.keys import Erased, Safe, safe_of
from panjereh.notices.models import DemoMail, Notice

_ERASED: Mapping[str, Mapping[str, str]] = {"title": {"fa": "", "en": ""}, "body": {"fa": "", "en": ""}}


@dataclass(frozen=True, slots=True)
class InboxRow:
    id: UUID
    at: datetime
    title: Mapping[str, str]
    body: Mapping[str, str]
    case_ref: str
    read: bool


def inbox(party: UUID, *, most: int = 25, before: datetime | None = None) -> list[InboxRow]:
    """The party's notices, newest first, a page at a time (`before`: older than that moment)."""
    rows = Notice.objects.filter(party=party)
    if before is not None:
        rows = rows.filter(at__lt=before)
    found = list(rows.order_by("-at")[:most])
    safe = _safe(party) if found else None
    return [_opened(row, safe) for row in found]


def notice_of(notice_id: UUID) -> Notice | None:
    return Notice.objects.filter(id=notice_id).first()


def opened(notice: Notice) -> InboxRow:
    """The notice in clear; empty when its party's key was destroyed."""
    return _opened(notice, _safe(notice.party))


def _safe(party: UUID) -> Safe | None:
    try:
        return safe_of(party)
    except Erased:
        return None


def _opened(notice: Notice, safe: Safe | None) -> InboxRow:
    words = safe.open(f"notices_notice:sealed:{notice.id}", notice.sealed) if safe else _ERASED
    return InboxRow(
        notice.id, notice.at, words["title"], words["body"], notice.case_ref, notice.read_at is not None
    )


def unread_count(party: UUID) -> int:
    return Notice.objects.filter(party=party, read_at__isnull=True).count()


def demo_mailbox(*, most: int = 50) -> list[DemoMail]:
    return list(DemoMail.objects.order_by("-at")[:most])
