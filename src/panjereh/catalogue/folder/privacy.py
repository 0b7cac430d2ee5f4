"""What a service may learn about people: of the applicant what the law allows, of others what is public."""

from __future__ import annotations

from collections.abc import Iterator

from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.compiling import Version
from panjereh.flow.findings import Finding
from panjereh.flow.letters import places_in
from panjereh.flow.model import Service

_TOLD = ("public", "subject")  # what the person concerned may read in a letter


def privacy_findings(
    service: Service, version: Version | None, said: Document, country: Country
) -> Iterator[Finding]:
    """Data of other people that are not public, and sealed data in letters. `said`: service.yaml."""
    yield from _of_others(service, said, country)
    if version is not None:
        yield from _in_letters(service, version, country)


def _of_others(service: Service, said: Document, country: Country) -> Iterator[Finding]:
    """A register about people that is asked by a key would tell anyone about anyone."""
    for known in service.known.values():
        register = country.registers.get(known.register)
        if known.by is None or register is None or register.subject is None:
            continue
        for index, name in enumerate(known.read):
            kept = register.fields.get(name)
            if kept is not None and kept.visibility != "public":
                place = said.place("known", known.id, "read", index)
                yield say(place, "field_of_another", name=name, register=register.id)


def _in_letters(service: Service, version: Version, country: Country) -> Iterator[Finding]:
    sealed = dict(_sealed_names(service, country))
    for letter in service.letters.values():
        for source in places_in(letter):
            names = version.expressions[source].names
            for name in sorted(names & sealed.keys()):
                yield say(source.place, "letter_sealed", name=name, register=sealed[name])


def _sealed_names(service: Service, country: Country) -> Iterator[tuple[str, str]]:
    for known in service.known.values():
        register = country.registers.get(known.register)
        for name in known.fields if register else ():
            kept = register.fields.get(name) if register else None
            if register is not None and kept is not None and kept.visibility not in _TOLD:
                yield f"known.{known.id}.{name}", register.id
                if known.id == "applicant":
                    yield f"applicant.{name}", register.id
