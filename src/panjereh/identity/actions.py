"""Writes of identity: parties, roles and the check of credentials."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from panjereh.identity.budgets import Caller, refund, spend
from panjereh.identity.domain import Assurance, Kind
from panjereh.identity.entries import note_entry
from panjereh.identity.models import Party, StaffRole
from panjereh.identity.telling import tell_owner
from panjereh.kernel import clock
from panjereh.kernel.keys import blind


class SamplesApart(Exception):
    """A sample person outside of a demonstration, or a real one inside."""


_NOBODY = make_password("the password of nobody, so that a missing party takes as long as a wrong password")


def enrol_party(
    number: str, *, kind: Kind = Kind.person, assurance: int = Assurance.proofed, sample: bool = False
) -> UUID:
    """Make the party with this national or legal id, or return the one there is.

    A demonstration takes sample people alone, and nothing else takes any. Raises SamplesApart.
    """
    if sample != settings.DEMO:
        raise SamplesApart("samples belong into a demonstration, and nobody else does")
    party, _ = Party.objects.get_or_create(
        number_index=blind("number", number),
        defaults={
            "kind": kind.value,
            "assurance": assurance,
            "is_sample": sample,
            "made_at": clock.now(),
            "password": make_password(None),
        },
    )
    return party.id


def give_password(party: UUID, password: str) -> None:
    Party.objects.filter(id=party).update(password=make_password(password))


def appoint(party: UUID, agency: str, role: str, since: date) -> None:
    """Give a person a role in an agency."""
    StaffRole.objects.get_or_create(party_id=party, agency=agency, role=role, since=since)


def dismiss(party: UUID, agency: str, role: str, today: date) -> bool:
    """Let a role end with yesterday; False when it is not held today."""
    held = StaffRole.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today),
        party_id=party,
        agency=agency,
        role=role,
        since__lte=today,
    )
    return held.update(until=today - timedelta(days=1)) > 0


def set_proofing(party: UUID, level: int) -> None:
    """Write down how surely a person is known after a check, and tell them."""
    Party.objects.filter(id=party).update(assurance=level)
    tell_owner(party, "proofed")


def check_credentials(
    number: str, password: str, *, network: str, device: str = "", seen: Mapping[str, str] | None = None
) -> Party | None:
    """Return the party when number and password fit.

    The same work is done whether there is such a party or not. Raises TooManyAttempts.
    """
    caller = Caller(network, device)
    spend("sign_in", number, caller)
    index = blind("number", number)
    party = Party.objects.filter(number_index=index).first()
    held = party.password if party and party.has_usable_password() else _NOBODY
    fits = check_password(password, held) and held is not _NOBODY
    if not fits:
        note_entry(index, "wrong_password", seen)
        return None
    refund("sign_in", number, caller)
    return party


def own_password_fits(party: Party, password: str, caller: Caller) -> bool:
    """Whether a signed-in person knows their password. Raises TooManyAttempts."""
    spend("own_password", str(party.id), caller)
    if not (party.has_usable_password() and check_password(password, party.password)):
        return False
    refund("own_password", str(party.id), caller)
    return True
