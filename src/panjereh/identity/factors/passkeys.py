"""Passkeys: made and shown by the browser, checked by django-allauth's WebAuthn part."""

from __future__ import annotations

import json
import struct
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from panjereh.identity.factors import WEBAUTHN
from panjereh.identity.factors.adapter import of_holder
from panjereh.identity.models import Party
from panjereh.kernel import clock

MOST = 10  # passkeys of one person
LARGEST = 16 * 1024  # letters of what a browser answers
NAME_LENGTH = 60
# What the readers of JSON and CBOR raise for something that no browser sends.
BROKEN = (
    ValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    struct.error,
)


class NoPasskey(Exception):
    """What the browser sent is not the passkey that was asked for."""


def ask_to_make(request: HttpRequest, party: Party) -> dict[str, Any]:
    """What the browser needs to make a passkey that signs in by itself."""
    with of_holder(party.id, request):
        return dict(auth.begin_registration(party, passwordless=True))


def keep(request: HttpRequest, party: Party, answer: str, name: str) -> None:
    """Keep the passkey that the browser has made. Raises NoPasskey."""
    if Authenticator.objects.filter(user_id=party.id, type=WEBAUTHN).count() >= MOST:
        raise NoPasskey
    with of_holder(party.id, request):
        credential = _read(answer)
        try:
            auth.parse_registration_response(credential)
            auth.complete_registration(credential)
        except BROKEN as wrong:
            raise NoPasskey from wrong
        auth.WebAuthn.add(party, name[:NAME_LENGTH], credential)


def ask_to_show(request: HttpRequest, party: Party | None) -> dict[str, Any]:
    """What the browser needs to show a passkey: one of this person, or of whoever is there."""
    with of_holder(party.id if party else UUID(int=0), request):
        return dict(auth.begin_authentication(party))


def shown(request: HttpRequest, answer: str, party: Party | None = None) -> Party:
    """The person whose passkey was shown just now; `party`: it must be theirs. Raises NoPasskey."""
    credential = _read(answer)
    with of_holder(party.id if party else UUID(int=0), request):
        try:
            owner: Party = party or auth.extract_user_from_response(credential)
            auth.parse_authentication_response(credential)
            found: Authenticator = auth.complete_authentication(owner, credential)
        except BROKEN as wrong:
            raise NoPasskey from wrong
    Authenticator.objects.filter(id=found.id).update(last_used_at=clock.now())
    return owner


def _read(answer: str) -> dict[str, Any]:
    # A browser's answer is letters of ASCII, written as they are; what is written otherwise may be no text.
    if len(answer) > LARGEST or "\\u" in answer:
        raise NoPasskey
    try:
        found = json.loads(answer)
    except BROKEN as wrong:
        raise NoPasskey from wrong
    if not isinstance(found, dict):
        raise NoPasskey
    return found
