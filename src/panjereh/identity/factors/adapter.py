"""What django-allauth asks us about factors: secrets sealed with the holder's key, names, our host."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext

from panjereh.identity.models import Party
from panjereh.kernel.keys import safe_of

_holder: ContextVar[UUID] = ContextVar("panjereh_factor_holder")


@contextmanager
def of_holder(party: UUID, request: HttpRequest | None = None) -> Iterator[None]:
    """Inside, secrets are sealed and opened with this person's key, and allauth sees this request."""
    token = _holder.set(party)
    try:
        with context.request_context(request):
            yield
    finally:
        _holder.reset(token)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        party = _holder.get()
        return base64.b64encode(safe_of(party).seal(_place(party), text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        party = _holder.get()
        return str(safe_of(party).open(_place(party), base64.b64decode(encrypted_text)))

    def get_totp_issuer(self) -> str:
        return gettext("Panjereh")

    def get_totp_label(self, user: Any) -> str:
        return gettext("Panjereh")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = context.request.get_host().rpartition("@")[2]
        return {"id": host.partition(":")[0], "name": gettext("Panjereh")}

    def get_public_key_credential_user_entity(self, user: Party) -> dict[str, Any]:
        """No number and no name goes into the passkey: its store may be seen by others."""
        return {
            "id": user.pk.hex.encode(),
            "display_name": gettext("Panjereh"),
            "name": gettext("Panjereh"),
        }


def _place(party: UUID) -> str:
    return f"mfa_authenticator:data:{party}"
