"""Who tried to sign in: written down for the person whose number it was, good tries and bad ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from panjereh.identity.models import Entry, Party
from panjereh.identity.visitors import visitor
from panjereh.kernel import clock
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import as_machine

KEPT = timedelta(days=90)
OUTCOMES = ("signed_in", "stepped_up", "wrong_password", "wrong_factor", "recovered")
# Whose key seals them: that of all tries together, because a number that nobody has is no holder.
ALL = UUID("6f1c7a52-55a0-4d0e-9d0b-6d6f4ad1e001")


@dataclass(frozen=True, slots=True)
class EntryRow:
    at: datetime
    outcome: str
    browser: str
    system: str
    network: str


def note_entry(index: bytes, outcome: str, seen: Mapping[str, str] | None) -> None:
    """Write a try down under the number's keyed index."""
    entry = new_uuid()
    sealed = safe_of(ALL).seal(_place(entry), dict(seen or {}))
    with as_machine("identity.entry"):
        Entry.objects.create(id=entry, number_index=index, at=clock.now(), outcome=outcome, sealed=sealed)


def note_entry_of(request: HttpRequest, party: Party, outcome: str) -> None:
    note_entry(bytes(party.number_index), outcome, visitor(request))


def recent_entries(party: Party, *, most: int = 20) -> list[EntryRow]:
    """The last tries for this person's number, the latest first."""
    rows = list(Entry.objects.filter(number_index=bytes(party.number_index)).order_by("-at")[:most])
    safe = safe_of(ALL) if rows else None
    opened = [(row, safe.open(_place(row.id), row.sealed)) for row in rows if safe]
    return [
        EntryRow(
            row.at, row.outcome, seen.get("browser", ""), seen.get("system", ""), seen.get("network", "")
        )
        for row, seen in opened
    ]


def forget_entries() -> int:
    count, _ = Entry.objects.filter(at__lt=clock.now() - KEPT).delete()
    return count


def _place(entry: UUID) -> str:
    return f"identity_entry:sealed:{entry}"
