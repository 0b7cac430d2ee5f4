"""Second factors of persons: code app, passkeys, recovery codes. Kept by django-allauth's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator

TOTP = Authenticator.Type.TOTP.value
WEBAUTHN = Authenticator.Type.WEBAUTHN.value
RECOVERY = Authenticator.Type.RECOVERY_CODES.value


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor as its owner sees it."""

    id: int
    kind: str
    name: str
    since: datetime
    used_at: datetime | None
    codes_left: int


def factors_of(party: UUID) -> list[Factor]:
    """All factors of a person, the oldest first."""
    rows = Authenticator.objects.filter(user_id=party).order_by("id")
    return [
        Factor(
            row.id,
            row.type,
            row.data.get("name", ""),
            row.created_at,
            row.last_used_at,
            _left(row) if row.type == RECOVERY else 0,
        )
        for row in rows
    ]


def second_factors(party: UUID) -> set[str]:
    """Which kinds of second factor a person can show; recovery codes alone are none."""
    kinds = set(Authenticator.objects.filter(user_id=party).values_list("type", flat=True))
    return kinds if kinds - {RECOVERY} else set()


def remove_factor(party: UUID, factor: int) -> Factor | None:
    """Take a factor away; with the last one go the recovery codes, which stand in for it."""
    gone = next((held for held in factors_of(party) if held.id == factor and held.kind != RECOVERY), None)
    if gone is None:
        return None
    Authenticator.objects.filter(id=factor, user_id=party).delete()
    if not second_factors(party):
        Authenticator.objects.filter(user_id=party).delete()
    return gone


def rename_passkey(party: UUID, factor: int, name: str) -> None:
    for row in Authenticator.objects.filter(id=factor, user_id=party, type=WEBAUTHN):
        row.data["name"] = name
        row.save()


def remove_all_factors(party: UUID) -> None:
    Authenticator.objects.filter(user_id=party).delete()


def _left(row: Authenticator) -> int:
    count: int = app_settings.RECOVERY_CODE_COUNT
    return count - int(row.data["used_mask"]).bit_count()
