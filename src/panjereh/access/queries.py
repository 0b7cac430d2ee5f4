"""Who looked at my data."""

from __future__ import annotations

from uuid import UUID

from panjereh.access.models import Trace


def reads_of(subject: UUID, *, most: int = 50) -> list[Trace]:
    """The latest reads of a person's data by anybody but themself, newest first."""
    return list(Trace.objects.filter(subject=subject).exclude(human=subject).order_by("-at")[:most])
