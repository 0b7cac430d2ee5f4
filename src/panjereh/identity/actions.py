"""Writes of identity: parties, roles and the check of credentials."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from panjereh.identity.domain import Assurance, Kind
from panjereh.identity.models import Party, StaffRole
from panjereh.kernel import clock
from panjereh.kernel.keys import blind
from panjereh.kernel.limits import count_attempt

BACKEND = "panjereh.identity.signing_in.PartyBackend"


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


def check_credentials(number: str, password: str, *, network: str) -> Party | None:
    """Return the party when number and password fit.

    Wrong tries count for the number together with the network that they come from, so that a stranger
    elsewhere can't lock the owner out. Raises TooManyAttempts.
    """
    count_attempt("sign_in", f"{number}|{network}", most=10, seconds=600)
    count_attempt("sign_in_network", network, most=100, seconds=600)
    party = Party.objects.filter(number_index=blind("number", number)).first()
    held = party.password if party and party.has_usable_password() else _NOBODY
    fits = check_password(password, held)
    return party if party and fits and held is not _NOBODY else None
