"""Reads of the catalogue: the live version of each service, compiled once a process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from panjereh.catalogue.calendars import calendar_of
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country import ways_up
from panjereh.catalogue.folder.loading import Context, load_service
from panjereh.catalogue.models import Agency, LifeEvent, Parameter, ServiceVersion
from panjereh.flow import Version, VersionUnsound
from panjereh.flow.compiling import examine
from panjereh.flow.model import ParameterUse, Service
from panjereh.kernel.text_fa import fold
from panjereh.kernel.wall import transaction_memory
from panjereh.kernel.workdays import WorkingCalendar

__all__ = ["Live", "live_services", "live_version", "parameters_as_of", "version_of", "working_calendar"]


AGENCIES = "agencies"  # what a transaction has read of them, in its memory


class ServiceUnknown(LookupError):
    """No such service is published."""


@dataclass(frozen=True, slots=True)
class Live:
    """One published version, ready to run. Immutable, so a process keeps it."""

    id: UUID
    number: int
    sha256: str
    service: Service
    version: Version
    words: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    id: str
    name: Mapping[str, str]
    definition: Mapping[str, Any]


@lru_cache(maxsize=512)
def version_of(version_id: UUID) -> Live:
    """The version with this id; cases stay on theirs."""
    row = ServiceVersion.objects.get(id=version_id)
    service, findings = load_service(Bundle.from_bytes(bytes(row.bundle)), Context(row.service))
    if service is None:
        raise VersionUnsound(findings)
    # It was proved when it was published; what a later release finds against it doesn't stop its cases.
    examined = examine(service)
    if examined.version is None:
        raise VersionUnsound(examined.findings)
    return Live(row.id, row.number, bytes(row.sha256).hex(), service, examined.version, _words(service))


def live_version(service_id: str) -> Live:
    """The newest approved version of a service. Raises ServiceUnknown."""
    newest = (
        ServiceVersion.objects.filter(service=service_id, approved_at__isnull=False)
        .order_by("-number")
        .values_list("id", flat=True)
        .first()
    )
    if newest is None:
        raise ServiceUnknown(service_id)
    return version_of(newest)


def live_services(search: str = "") -> list[Live]:
    """All live services by title; with `search`, those whose title, summary or words hold all of its words."""
    newest = (
        ServiceVersion.objects.filter(approved_at__isnull=False)
        .order_by("service", "-number")
        .distinct("service")
        .values_list("id", flat=True)
    )
    found = [version_of(version_id) for version_id in newest]
    wanted = fold(search).split()
    return [live for live in found if all(word in live.words for word in wanted)]


def events_of(found: Iterable[Live]) -> dict[str, Mapping[str, str]]:
    """The events of life that these services are for, with their titles in both languages."""
    named = {event for live in found for event in live.service.life_events}
    rows = LifeEvent.objects.filter(id__in=named).order_by("id")
    return {row.id: row.title for row in rows}


def _words(service: Service) -> str:
    """What a search looks through: titles, summaries and what people call it, folded."""
    said = [text for pair in (service.title, service.summary) for text in (pair.fa, pair.en)]
    return fold(" ".join([*said, *(word for words in service.words.values() for word in words)]))


def agency(agency_id: str) -> AgencyRow:
    """An agency's names and definition. Raises Agency.DoesNotExist."""
    try:
        return agencies()[agency_id]
    except KeyError as unknown:
        raise Agency.DoesNotExist(agency_id) from unknown


def agencies() -> Mapping[str, AgencyRow]:
    """All agencies by id. A transaction reads them once."""
    memory = transaction_memory()
    kept: Mapping[str, AgencyRow] | None = None if memory is None else memory.get(AGENCIES)
    if kept is None:
        rows = Agency.objects.all()
        kept = {row.id: AgencyRow(row.id, row.definition["name"], row.definition) for row in rows}
        if memory is not None:
            memory[AGENCIES] = kept
    return kept


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of an agency: their titles, and which stands above which."""

    titles: Mapping[str, Mapping[str, str]]
    up: Mapping[str, str]

    def below(self, roles: frozenset[str]) -> frozenset[str]:
        """The roles that have one of these above them, at whatever height."""
        return frozenset(role for role in self.up if roles & set(ways_up(self.up, role)))


def roles_of(agency_ids: Iterable[str]) -> dict[str, Roles]:
    """The roles of each of these agencies."""
    rows = Agency.objects.filter(id__in=list(agency_ids)).values_list("id", "definition")
    return {name: Roles(said["roles"], said.get("up", {})) for name, said in rows}


def parameters_as_of(service: Service, days: Mapping[str, date]) -> dict[str, Decimal]:
    """The values of the service's `uses`, each read as of its own day; one that no row covers is absent."""
    return {found.name: found.value for found in parameters_in_force(service.uses.values(), days)}


@dataclass(frozen=True, slots=True)
class InForce:
    """A parameter's value with the day since which it is in force, and its law."""

    name: str
    value: Decimal
    since: date
    law: str


def parameters_in_force(uses: Iterable[ParameterUse], days: Mapping[str, date]) -> list[InForce]:
    """The values of some `uses`, each as of its own day, with their law."""
    wanted = list(uses)
    if not wanted:
        return []
    rows = Parameter.objects.filter(name__in={use.parameter for use in wanted}).order_by("-since")
    read = list(rows.filter(since__lte=max(days[use.as_of] for use in wanted)))
    found = []
    for use in wanted:
        day = days[use.as_of]
        in_force = (
            row
            for row in read
            if row.name == use.parameter and row.since <= day and (row.until is None or row.until >= day)
        )
        if row := next(in_force, None):
            found.append(InForce(use.name, Decimal(row.value), row.since, row.law))
    return found


def working_calendar(agency_id: str) -> WorkingCalendar:
    """The working days of an agency."""
    return calendar_of(agency_id)
