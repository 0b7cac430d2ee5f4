"""What identity tells the rooms above it. Ids and codes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from panjereh.kernel.outbox import Message


@dataclass(frozen=True, slots=True)
class SecurityChanged(Message):
    """Something about a person's way in has changed (`what`: a code of `WHAT`); they are told of it."""

    name: ClassVar[str] = "identity.security_changed"
    party: str
    what: str
    event: str  # a new uuid for each change, so that it is told once


WHAT = (
    "code_app_added",
    "passkey_added",
    "factor_removed",
    "recovery_codes_made",
    "recovery_code_used",
    "password_changed",
    "sessions_ended",
    "recovered",
    "recovery_stopped",
    "proofed",
)


@dataclass(frozen=True, slots=True)
class RecoveryAsked(Message):
    """Somebody asked for the way back in for the number with this keyed index, whether it is there or not."""

    name: ClassVar[str] = "identity.recovery_asked"
    index: str
    event: str
