"""A service that corrects a register: its grant writes there, and it belongs to the agency that keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.findings import Finding
from panjereh.flow.model import Service


def correction_findings(service: Service, said: Document, country: Country) -> Iterator[Finding]:
    """What keeps «not right?» from ending in a corrected register."""
    if not service.corrects:
        return
    place = said.place("corrects")
    register = country.registers.get(service.corrects)
    if register is None:
        yield say(place, "corrects_unknown", name=service.corrects, known=", ".join(country.registers) or "-")
    elif register.agency != service.agency:
        yield say(place, "corrects_foreign", register=service.corrects, agency=register.agency)
    if service.outcome is None or service.outcome.register != service.corrects:
        yield say(place, "corrects_elsewhere", register=service.corrects)
    if not any(known.register == service.corrects and known.by is None for known in service.known.values()):
        yield say(place, "corrects_unseen", register=service.corrects)
