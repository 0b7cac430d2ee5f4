"""Writes of the catalogue: publish agencies, parameters, calendars; propose and approve versions."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from panjereh.catalogue.calendars import announce_days
from panjereh.catalogue.examples import prove_by_examples
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.lists import with_lists
from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.models import Agency, LifeEvent, Parameter, ServiceVersion
from panjereh.catalogue.published import agency_definition, country_in_force, register_definition
from panjereh.catalogue.queries import AGENCIES, Live, ServiceUnknown, live_services, live_version
from panjereh.flow import Version
from panjereh.flow.findings import Finding
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.rights import require
from panjereh.kernel.wall import transaction_memory
from panjereh.registries.actions import publish_register

# What this process has proven of late. A proof depends on the bytes and on the context, and on nothing else.
_PROOFS: deque[tuple[str, Context, Version]] = deque(maxlen=16)


class FolderRefused(Exception):
    """The folder has mistakes; the live version stays. `findings` name file, line and mend."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class AloneRefused(Exception):
    """One person may do both parts of a publishing in the demonstration only."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of a publishing: the version's number, and whether it is live or waits for another person."""

    number: int
    sha256: str
    live: bool


@dataclass(frozen=True, slots=True)
class ServiceOf:
    """A service as an object of rights: whose it is."""

    service: str
    agency: str


@transaction.atomic
def publish_country(country: Country) -> None:
    """Bring agencies, registers, parameters and calendars of a country folder into force.

    What the folder leaves out stays as it is. Raises FolderRefused when a live service would no longer be
    sound, for example because a register lost a field that it reads; then nothing has changed.
    """
    for agency in country.agencies.values():
        Agency.objects.update_or_create(
            id=agency.id, defaults={"definition": agency_definition(agency), "published_at": clock.now()}
        )
    (transaction_memory() or {}).pop(AGENCIES, None)
    for register in country.registers.values():
        publish_register(register.id, register.agency, register_definition(register))
    for parameter in country.parameters.values():
        for value in parameter.values:
            Parameter.objects.update_or_create(
                name=parameter.id,
                since=value.start,
                defaults={"value": str(value.value), "until": value.end, "law": value.law},
            )
    for event, title in country.life_events.items():
        LifeEvent.objects.update_or_create(id=event, defaults={"title": {"fa": title.fa, "en": title.en}})
    for calendar, days in country.calendars.items():
        announce_days(calendar, days)
    broken = [
        finding
        for live in live_services()
        for finding in check(_bundle_of(live), _context(live.service.id)).findings
    ]
    if broken:
        raise FolderRefused(tuple(broken))


def _bundle_of(live: Live) -> Bundle:
    return Bundle.from_bytes(bytes(ServiceVersion.objects.get(id=live.id).bundle))


@transaction.atomic
def publish_service(act: Act, service_id: str, bundle: Bundle, *, alone: bool = False) -> Publication:
    """Propose a version, or approve the same bytes that another person has proposed; then it is live at once.

    `alone` lets one person do both (demonstration). Raises FolderRefused, NotAllowed, AloneRefused.
    """
    if alone and not settings.DEMO:
        raise AloneRefused
    _one_at_a_time(service_id)
    version = _proven(bundle, _context(service_id))
    bundle = with_lists(bundle, version.service)
    thing = ServiceOf(service_id, version.service.agency)
    require(act, "publish", thing)
    digest = bytes.fromhex(bundle.sha256)
    newest = ServiceVersion.objects.filter(service=service_id).order_by("-number").first()
    if newest is not None and bytes(newest.sha256) == digest and newest.approved_at is not None:
        return Publication(newest.number, bundle.sha256, live=True)
    if newest is None or bytes(newest.sha256) != digest:
        newest = _propose(act, thing, bundle, (newest.number if newest else 0) + 1)
    if alone or newest.proposed_by != act.human:
        _approve(newest, act.human, alone=newest.proposed_by == act.human)
    return Publication(newest.number, bundle.sha256, live=newest.approved_at is not None)


def _one_at_a_time(service_id: str) -> None:
    """Let who publishes the same service at the same moment wait for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"publish:{service_id}"])


def _proven(bundle: Bundle, context: Context) -> Version:
    """The version that the folder makes, once it is sound and all its examples and table tests hold.

    The same bytes before the same country need one proof: whoever approves doesn't wait for it again.
    """
    for digest, known, version in tuple(_PROOFS):
        if digest == bundle.sha256 and known == context:
            return version
    checked = check(bundle, context)
    if checked.version is None or checked.findings:
        raise FolderRefused(checked.findings)
    proof = prove_by_examples(bundle, checked.version, context.country)
    if proof.findings:
        raise FolderRefused(proof.findings)
    _PROOFS.append((bundle.sha256, context, checked.version))
    return checked.version


def _context(service_id: str) -> Context:
    """Against what the folder is checked: the country in force, and the version that is live now."""
    services = frozenset(ServiceVersion.objects.values_list("service", flat=True)) | {service_id}
    appeals = frozenset(other.service.id for other in live_services() if other.service.about)
    try:
        live = live_version(service_id).service
    except ServiceUnknown:
        live = None
    return Context(service_id, country_in_force(), live, services, appeals)


def _propose(act: Act, thing: ServiceOf, bundle: Bundle, number: int) -> ServiceVersion:
    version = ServiceVersion(
        id=new_uuid(),
        service=thing.service,
        number=number,
        agency=thing.agency,
        bundle=bundle.to_bytes(),
        sha256=bytes.fromhex(bundle.sha256),
        proposed_by=act.party,
        proposed_at=clock.now(),
    )
    version.save(force_insert=True)
    return version


def _approve(version: ServiceVersion, by: UUID | None, *, alone: bool) -> None:
    version.approved_by, version.approved_at, version.alone = by, clock.now(), alone
    version.save(update_fields=["approved_by", "approved_at", "alone"])
