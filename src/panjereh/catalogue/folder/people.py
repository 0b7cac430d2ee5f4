"""people/*.yaml: sample persons with their records and the roles that they hold."""

from __future__ import annotations

from collections.abc import Iterator

from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document
from panjereh.catalogue.folder.records import read_record
from panjereh.flow.findings import Finding
from panjereh.flow.model import Text
from panjereh.kernel.ids_ir import NATIONAL_ID


def people_findings(document: Document, country: Country) -> Iterator[Finding]:
    """Numbers that are none, roles and registers that nobody knows, records that their register refuses."""
    for person, said in document.value.items():
        wrong = NATIONAL_ID.fault(said["number"])
        if wrong is not None:
            fault = Text(wrong.fa + ".", wrong.en + ".")
            yield say(document.place(person, "number"), "example_value", name="number", fault=fault)
        for agency, roles in said.get("staff", {}).items():
            yield from _staff(document, country, person, agency, roles)
        for register, records in said.get("records", {}).items():
            yield from _records(document, country, person, register, records)


def _staff(
    document: Document, country: Country, person: str, agency: str, roles: list[str]
) -> Iterator[Finding]:
    if agency not in country.agencies:
        known = ", ".join(country.agencies) or "–"
        yield say(document.key(person, "staff", agency), "agency_unknown", name=agency, known=known)
        return
    for index, role in enumerate(roles):
        if role not in country.agencies[agency].roles:
            place = document.place(person, "staff", agency, index)
            yield say(place, "role_unknown", name=role, known=", ".join(country.agencies[agency].roles))


def _records(
    document: Document, country: Country, person: str, name: str, records: list[dict[str, object]]
) -> Iterator[Finding]:
    register = country.registers.get(name)
    if register is None:
        known = ", ".join(country.registers) or "–"
        yield say(document.key(person, "records", name), "register_unknown", name=name, known=known)
        return
    for index, entry in enumerate(records):
        data = entry["data"]
        found: list[Finding] = []
        path = (person, "records", name, index, "data")
        read_record(register, data if isinstance(data, dict) else {}, document, path, found)
        yield from found
