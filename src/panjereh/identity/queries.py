"""Who a party is to the rest of the house: ids and roles, never a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from panjereh.identity.levels import PASSWORD, SECOND, assurance_of
from panjereh.identity.models import Party, StaffRole
from panjereh.identity.standing import Standing
from panjereh.kernel.act import ANONYMOUS, Act
from panjereh.kernel.keys import blind


@dataclass(frozen=True, slots=True)
class PartyRow:
    id: UUID
    kind: str
    is_sample: bool


def party_by_number(number: str) -> PartyRow | None:
    """Find a party by its national or legal id (10 or 11 ASCII digits)."""
    row = Party.objects.filter(number_index=blind("number", number)).values("id", "kind", "is_sample").first()
    return PartyRow(**row) if row else None


def party_by_index(index: bytes) -> UUID | None:
    """Find a party by the keyed index of its number."""
    return Party.objects.filter(number_index=index).values_list("id", flat=True).first()


def kind_of(party: UUID) -> str:
    """`person` or `organisation`. Raises Party.DoesNotExist."""
    kind: str = Party.objects.values_list("kind", flat=True).get(id=party)
    return kind


def act_of(party: Party, today: date, standing: Standing | None = None) -> Act:
    """The act of a person for themself, with the roles that they hold today.

    `standing`: how they have signed in; without it (commands at the machine) nothing rests.
    """
    roles: dict[str, set[str]] = {}
    held = StaffRole.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), party=party, since__lte=today
    )
    for agency, role in held.values_list("agency", "role"):
        roles.setdefault(agency, set()).add(role)
    authenticator = standing.authenticator if standing else PASSWORD
    locked = bool(roles) and standing is not None and _second_factor_missing(authenticator)
    return Act(
        human=party.id,
        principal=party.id,
        assurance=assurance_of(party.assurance, standing.ages if standing else {PASSWORD: 0.0}),
        roles={} if locked else {agency: frozenset(names) for agency, names in roles.items()},
        proofing=party.assurance,
        authenticator=authenticator,
        locked=locked,
    )


def _second_factor_missing(authenticator: int) -> bool:
    return settings.SECOND_FACTOR != "none" and authenticator < SECOND


def act_of_number(number: str, today: date) -> Act:
    """The act of the person with this national id (for commands); ANONYMOUS when there is none."""
    party = Party.objects.filter(number_index=blind("number", number)).first()
    return act_of(party, today) if party else ANONYMOUS


@dataclass(frozen=True, slots=True)
class StaffRow:
    party: UUID
    agency: str
    role: str
    since: date


def staff_rows(today: date, agency: str = "") -> list[StaffRow]:
    """Who holds which role today, in one agency or in all."""
    held = StaffRole.objects.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)
    if agency:
        held = held.filter(agency=agency)
    rows = held.order_by("agency", "role", "since").values_list("party_id", "agency", "role", "since")
    return [StaffRow(*row) for row in rows]


def staff_of(agency: str, role: str, today: date) -> list[UUID]:
    """Ids of the persons who hold a role in an agency today."""
    return list(
        StaffRole.objects.filter(
            Q(until__isnull=True) | Q(until__gte=today), agency=agency, role=role, since__lte=today
        ).values_list("party_id", flat=True)
    )


def staff_with(
    agencies: Iterable[str], today: date, *, roles: Iterable[str] | None = None
) -> list[tuple[str, str, UUID]]:
    """Agency, role and person of all who hold one of these roles (None: any) in one of these agencies today."""
    held = StaffRole.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), agency__in=list(agencies), since__lte=today
    )
    if roles is not None:
        held = held.filter(role__in=list(roles))
    return list(held.values_list("agency", "role", "party_id").distinct())


def has_number(party: UUID, numbers: Iterable[str]) -> bool:
    """Whether one of these national ids is the party's."""
    found: bool = Party.objects.filter(
        id=party, number_index__in=[blind("number", number) for number in numbers]
    ).exists()
    return found
