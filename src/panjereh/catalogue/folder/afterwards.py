"""What a folder says of the time after the decision: the way of appeal, and measures on what was given."""

from __future__ import annotations

from collections.abc import Iterator

from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.appeal import OVERTURN, UPHOLD, refused_without_a_person
from panjereh.flow.findings import Finding
from panjereh.flow.model import Service, Stage

CASE = "case"


def afterwards_findings(service: Service, said: Document, context: Context) -> Iterator[Finding]:
    """Everything that would leave an appeal or a measure without a sound way."""
    yield from _appeal(service, said, context)
    yield from _hearing(service, said, context)
    yield from _measures(service, said, context)


def _appeal(service: Service, said: Document, context: Context) -> Iterator[Finding]:
    """The appeal is heard by a service for it, and goes on at a stage that doesn't refuse by itself again."""
    if service.appeal is None:
        return
    known = context.appeals
    exists = context.services is None or service.appeal in context.services
    if known is not None and exists and service.appeal not in known:
        yield say(said.place("appeal", "service"), "appeal_not_about", name=service.appeal)
    target, place = service.appeal_overturned or "", said.place("appeal", "overturned")
    stage = service.stages.get(target)
    if stage is None:
        yield say(place, "stage_unknown", name=target, known=", ".join(service.stages))
    elif stage.verb == "end" and stage.what != ("granted",):
        yield say(place, "appeal_ends", stage=target)
    elif refused_without_a_person(service, target):
        yield say(place, "appeal_refuses_again", stage=target)


def _hearing(service: Service, said: Document, context: Context) -> Iterator[Finding]:
    """A service about a case decides about it at its ends; no other one does."""
    if service.about and service.appeal:
        yield say(said.key("appeal"), "appeal_of_appeal")
    if context.live is not None and context.live.about and not service.about:
        yield say(said.place("agency"), "about_dropped")
    for stage in service.stages.values():
        if stage.verb == "end":
            yield from _end(service, stage)


def _end(service: Service, stage: Stage) -> Iterator[Finding]:
    acts = [act.verb for act in stage.do if act.verb in (OVERTURN, UPHOLD)]
    if not service.about:
        if acts:
            yield say(stage.place, "overturn_without_about", stage=stage.id, act=acts[0])
        return
    must = {"granted": [OVERTURN], "refused": [UPHOLD]}.get(stage.what[0])
    if must is not None and acts != must:
        yield say(stage.place, "appeal_end", stage=stage.id, end=stage.what[0], act=must[0])
    elif must is None and acts not in ([], [UPHOLD]):
        yield say(stage.place, "appeal_end_closed", stage=stage.id)


def _measures(service: Service, said: Document, context: Context) -> Iterator[Finding]:
    measures = service.outcome.measures if service.outcome else None
    if service.outcome is None or measures is None:
        return
    at = ("outcome", "measures")
    agency = context.country.agencies.get(service.agency)
    if agency is not None and measures.role not in agency.roles:
        known = ", ".join(agency.roles) or "–"
        yield say(said.place(*at, "role"), "role_unknown", name=measures.role, known=known)
    given = {act.verb for stage in service.stages.values() for act in stage.do}
    if not given & {"register", "issue"}:
        yield say(said.key(*at), "measures_on_nothing")
    if service.appeal is None:
        yield say(said.key(*at), "measures_without_appeal")
    register = context.country.registers.get(service.outcome.register or "")
    if register is not None and register.status is None:
        yield say(said.place("outcome", "register"), "register_no_status", name=register.id)
