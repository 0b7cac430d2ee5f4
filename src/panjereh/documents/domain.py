"""The state of a document at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Standing(StrEnum):
    valid = "valid"
    expired = "expired"
    revoked = "revoked"


def standing(valid_until: date | None, revoked_at: datetime | None, today: date) -> Standing:
    """`valid_until` is the last day of validity."""
    if revoked_at is not None:
        return Standing.revoked
    if valid_until is not None and today > valid_until:
        return Standing.expired
    return Standing.valid


@dataclass(frozen=True, slots=True)
class PublicFace:
    """What anyone learns who holds the code: no number, no address, a masked name."""

    title: dict[str, str]
    standing: Standing
    agency: str
    issued_at: datetime
    valid_until: date | None
    masked_name: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class FullFace:
    """What one learns who holds the very PDF: that it is unchanged, and what it says."""

    public: PublicFace
    holder_name: str
    rows: list[dict[str, Any]]
    language: str  # of the rows
