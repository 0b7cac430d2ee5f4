"""Names in a folder that must stand somewhere else: in the folder itself, or in the country."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from panjereh.catalogue.folder.country import Country, Register
from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.findings import Finding
from panjereh.flow.graph import NOT_YET_RUN
from panjereh.flow.map import choice_label
from panjereh.flow.model import EndAct, Known, Outcome, Place, Service, Stage

_PUBLIC_FACTS = ("kind", "status", "issuer", "dates", "name", "reason")


def reference_findings(
    service: Service, said: Document, context: Context, letters: Collection[str]
) -> Iterator[Finding]:
    """Everything that service.yaml and process.yaml name and nobody knows.

    said     service.yaml
    letters  ids of the letters in the folder
    """
    yield from _country(service, said, context.country)
    if context.live is not None and context.live.agency != service.agency:
        yield say(said.place("agency"), "agency_moved", agency=context.live.agency)
    yield from _laws(service, said)
    for known in service.known.values():
        yield from _known(known, said, context.country)
    yield from _outcome(service, said, context, letters)
    for stage in service.stages.values():
        yield from _stage(service, stage, context.country, letters)
    yield from _says(service)


def _unless(name: str, known: Collection[Any], place: Place, key: str) -> Iterator[Finding]:
    if name not in known:
        yield say(place, key, name=name, known=", ".join(map(str, known)) or "–")


def _country(service: Service, said: Document, country: Country) -> Iterator[Finding]:
    """The agency, the life events and the parameters."""
    yield from _unless(service.agency, country.agencies, said.place("agency"), "agency_unknown")
    for index, event in enumerate(service.life_events):
        place = said.place("life_events", index)
        yield from _unless(event, country.life_events, place, "life_event_unknown")
    for name, use in service.uses.items():
        place = said.place("uses", name, "parameter")
        yield from _unless(use.parameter, country.parameters, place, "parameter_unknown")


def _laws(service: Service, said: Document) -> Iterator[Finding]:
    named: list[tuple[Any, ...]] = [("limit", "law")]
    named += [("conditions", str(number), "law") for number in service.conditions]
    named += [("known", name, "ground") for name in service.known]
    measures = service.outcome.measures if service.outcome else None
    named += [
        ("outcome", "measures", "grounds", str(n), "law") for n in (measures.grounds if measures else ())
    ]
    named += [("retention", "law")] if service.retention else []
    if service.fee:
        named += [("fee", "law"), *(("fee", "exempt", n, "law") for n in range(len(service.fee.exempt)))]
    for path in named:
        value: Any = said.value
        for step in path:
            value = value[step]
        yield from _unless(value, service.law, said.place(*path), "law_unknown")


def _known(known: Known, said: Document, country: Country) -> Iterator[Finding]:
    register = country.registers.get(known.register)
    if register is None:
        place = said.place("known", known.id, "register")
        yield from _unless(known.register, country.registers, place, "register_unknown")
        return
    if known.by is None and register.subject is None:
        yield say(said.place("known", known.id, "by"), "register_no_subject", name=register.id)
    visible = ("public", "subject") if known.by is None else ("public",)
    for part, names in (("show", known.show), ("read", known.read)):
        for index, name in enumerate(names):
            place = said.place("known", known.id, part, index)
            yield from _unless(name, register.fields, place, "register_field")
            shown = register.fields.get(name)
            if part == "show" and shown and shown.visibility not in visible:
                yield say(place, "field_sealed", name=name)


def _outcome(
    service: Service, said: Document, context: Context, letters: Collection[str]
) -> Iterator[Finding]:
    outcome = service.outcome
    if outcome and outcome.letter:
        yield from _unless(outcome.letter, letters, said.place("outcome", "letter"), "letter_unknown")
    if outcome and outcome.register:
        place = said.place("outcome", "register")
        yield from _own_register(service, outcome.register, place, context.country)
        register = context.country.registers.get(outcome.register)
        known = (*_PUBLIC_FACTS, *(register.fields if register else ()))
        for index, name in enumerate(outcome.public if register else ()):
            yield from _unless(name, known, said.place("outcome", "public", index), "public_unknown")
        if register:
            yield from _entry(outcome, register, said)
    if service.appeal and context.services is not None:
        place = said.place("appeal", "service")
        yield from _unless(service.appeal, sorted(context.services), place, "service_unknown")


def _entry(outcome: Outcome, register: Register, said: Document) -> Iterator[Finding]:
    """What is entered names fields of the register, all that must be there among them."""
    for name in outcome.entry:
        if name == register.status:
            yield say(said.place("outcome", "entry", name), "entry_status", name=name)
        yield from _unless(name, register.fields, said.place("outcome", "entry", name), "register_field")
    for name, known in register.fields.items():
        if known.field.required and name not in (*outcome.entry, register.status):
            yield say(said.place("outcome", "register"), "entry_missing", name=name, register=register.id)


def _own_register(service: Service, name: str, place: Place, country: Country) -> Iterator[Finding]:
    """A service writes into registers of its own agency only."""
    yield from _unless(name, country.registers, place, "register_unknown")
    register = country.registers.get(name)
    if register and service.agency in country.agencies and register.agency != service.agency:
        yield say(place, "register_foreign", name=name, agency=register.agency)


def _stage(service: Service, stage: Stage, country: Country, letters: Collection[str]) -> Iterator[Finding]:
    wanted: dict[str, tuple[Collection[Any], str]] = {
        "ask": ([page.id for page in service.pages], "page_unknown"),
        "fetch": (service.known, "known_unknown"),
        "sign": (service.parties, "party_unknown"),
    }
    agency = country.agencies.get(service.agency)
    if agency:
        wanted["review"] = (agency.roles, "role_unknown")
    if stage.verb == "opinion":
        yield from _unless(stage.agency, country.agencies, stage.place, "agency_unknown")
        asked = country.agencies.get(stage.agency)
        wanted["opinion"] = (asked.roles if asked else stage.what, "role_unknown")
    if stage.verb in wanted:
        known, key = wanted[stage.verb]
        for name in stage.what:
            yield from _unless(name, known, stage.place, key)
    for act in stage.do:
        yield from _act(service, stage, act, country, letters)
    for choice in stage.choices:
        if choice_label(stage, choice) is None:
            yield say(stage.place, "choice_label", name=choice, go=stage.choices[choice])
    if stage.late and stage.limit is None and stage.verb not in NOT_YET_RUN:
        yield say(stage.place, "late_without_limit", stage=stage.id)


def _act(
    service: Service, stage: Stage, act: EndAct, country: Country, letters: Collection[str]
) -> Iterator[Finding]:
    if act.verb in ("overturn", "uphold"):
        return
    if act.verb not in ("register", "replace"):
        yield from _unless(act.what, letters, stage.place, "letter_unknown")
        letter = service.letters.get(act.what)
        if act.verb == "issue" and letter is not None and letter.layout == "message":
            yield say(stage.place, "letter_not_printed", name=act.what)
        return
    yield from _own_register(service, act.what, stage.place, country)
    if act.what in country.registers and (service.outcome is None or service.outcome.register != act.what):
        yield say(stage.place, "register_not_outcome", name=act.what)


def _says(service: Service) -> Iterator[Finding]:
    for name in service.says:
        yield from _unless(name, service.stages, Place("process.yaml"), "stage_unknown")
