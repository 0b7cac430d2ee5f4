"""The sample country, settled into an empty installation: agencies, registers, people, published services."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from ruamel.yaml import YAML

from panjereh.catalogue.actions import FolderRefused, publish_country, publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.rights import DESIGNER, PUBLISHER
from panjereh.config.seed.people import SamplePerson, read_people
from panjereh.identity.actions import appoint, enrol_party, give_password
from panjereh.identity.personas import Persona, keep_personas
from panjereh.identity.queries import act_of_number, party_by_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.notices.actions import confirm_contact
from panjereh.registries.actions import NewEntry, enter
from panjereh.registries.queries import definitions

SAMPLES = settings.ROOT / "samples"
SERVICES = settings.ROOT / "services"
STAFF_SINCE = date(2024, 3, 20)


class SampleFolderWrong(RuntimeError):
    """The samples that ship with the product have mistakes."""


def seed_country() -> None:
    """Settle the sample country; what is there already stays as it is."""
    country, findings = load_country(SAMPLES)
    if findings:
        raise SampleFolderWrong("\n".join(f"{f.place.file}:{f.place.line} {f.en}" for f in findings))
    people = read_people(SAMPLES / "people")
    with acting(machine_act("seed")):
        publish_country(country)
        for person in people:
            _settle(person)
    _publish_services(people)
    _keep_personas(people)


def _settle(person: SamplePerson) -> None:
    """One person: party, roles, records of registers, a confirmed address for mail."""
    party = enrol_party(person.number, sample=True)
    if person.password:
        give_password(party, person.password)
    for agency, roles in person.staff.items():
        for role in roles:
            appoint(party, agency, role, STAFF_SINCE)
    known = definitions()
    for register, records in person.records.items():
        for record in records:
            own = known[register]["subject"] is not None
            enter(
                NewEntry(
                    register=register,
                    data=record.data,
                    valid_from=record.since,
                    valid_to=record.until,
                    source=f"import:samples:{record.since}",
                    subject=party if own else None,
                )
            )
    if person.email:
        confirm_contact(party, email=person.email)


def _publish_services(people: list[SamplePerson]) -> None:
    """Each service by two people of its agency, as in real life."""
    for file in sorted(SERVICES.glob("*/*/service.yaml")):
        agency = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["agency"]
        publishers = [
            person.number for person in people if {DESIGNER, PUBLISHER} & set(person.staff.get(agency, ()))
        ]
        _publish(file.parent, publishers)


def _publish(folder: Path, publishers: list[str]) -> None:
    service_id = folder.relative_to(SERVICES).as_posix()
    bundle = Bundle.from_directory(folder)
    for number in publishers:
        act = act_of_number(number, clock.today())
        try:
            with acting(act):
                publication = publish_service(act, service_id, bundle)
        except FolderRefused as refused:
            lines = [f"{f.place.file}:{f.place.line} {f.en}" for f in refused.findings]
            raise SampleFolderWrong(f"{service_id}\n" + "\n".join(lines)) from refused
        if publication.live:
            return


def _keep_personas(people: list[SamplePerson]) -> None:
    chosen = []
    for person in people:
        party = party_by_number(person.number)
        if party is not None and person.about:
            chosen.append(
                Persona(
                    person.id,
                    party.id,
                    person.number,
                    person.name,
                    person.about,
                    person.password,
                    person.group,
                )
            )
    keep_personas(chosen)
