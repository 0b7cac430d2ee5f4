"""The state of a document at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Standing(StrEnum):
    valid = "valid"
    suspended = "suspended"
    expired = "expired"
    revoked = "revoked"
    replaced = "replaced"


def standing(
    valid_until: date | None,
    revoked_at: datetime | None,
    today: date,
    suspended_at: datetime | None = None,
    replaced_at: datetime | None = None,
) -> Standing:
    """`valid_until` is the last day of validity; what has expired is not suspended any more."""
    if revoked_at is not None:
        return Standing.revoked
    if replaced_at is not None:
        return Standing.replaced
    if valid_until is not None and today > valid_until:
        return Standing.expired
    if suspended_at is not None:
        return Standing.suspended
    return Standing.valid


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a document's standing, as anyone may know it."""

    at: datetime
    standing: str
    reason: Mapping[str, str]
    law: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PublicFace:
    """What anyone learns who holds the code: a masked name, and what the service calls public of it."""

    title: dict[str, str]
    standing: Standing
    agency: str
    issued_at: datetime
    valid_until: date | None
    masked_name: str
    is_sample: bool
    since: datetime | None = None  # since when it is suspended or revoked
    changes: tuple[Change, ...] = ()  # newest first
    shown: tuple[
        Mapping[str, Any], ...
    ] = ()  # what the service calls public: label and value in both languages


@dataclass(frozen=True, slots=True)
class FullFace:
    """What one learns who holds the very PDF: that it is unchanged, and what it says."""

    public: PublicFace
    holder_name: str
    rows: list[dict[str, Any]]
    language: str  # of the rows
