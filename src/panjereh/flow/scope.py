"""What expressions see, by name and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from panjereh.flow.appeal_names import ABOUT_NAMES
from panjereh.flow.facts import read_facts
from panjereh.flow.model import Service
from panjereh.flow.spans import tehran_day
from panjereh.flow.state import Papers, State

if TYPE_CHECKING:
    from panjereh.flow.compiling import Version


CASE_NAMES = ("ref", "opened_on", "submitted_on", "due_on", "met", "unmet", "fee", "paid", "outcome")
# What is known of the applicant without asking a register.
APPLICANT_NAMES = ("kind", "assurance")


def answer_names(service: Service) -> tuple[str, ...]:
    """The names below `answers`: a field's id, or the page's id where a page repeats."""
    return tuple(
        name
        for page in service.pages
        for name in ((page.id,) if page.repeat else tuple(field.id for field in page.fields))
    )


def applicant_names(service: Service) -> tuple[str, ...]:
    """The names below `applicant`: what sign-in gives, and the fields of the known called `applicant`."""
    own = service.known.get("applicant")
    return tuple(dict.fromkeys((*APPLICANT_NAMES, *(own.fields if own else ()))))


def scope_of(version: Version, state: State, papers: Papers, now: datetime) -> dict[str, Any]:
    """The values of all names at this moment; what isn't there yet is null."""
    service = version.service
    return {
        **{name: papers.parameters.get(name) for name in service.uses},
        "answers": {name: papers.answers.get(name) for name in answer_names(service)},
        "known": {name: _record(papers, name, known.fields) for name, known in service.known.items()},
        "applicant": {name: _of_applicant(papers, name) for name in applicant_names(service)},
        "facts": read_facts(state.facts, version.fact_types),
        "case": {
            **_case(state, papers),
            **({"about": _about(state)} if service.about else {}),
            **_opinions(service, state),
        },
        "today": tehran_day(now),
    }


def _record(papers: Papers, name: str, fields: tuple[str, ...]) -> Mapping[str, Any] | None:
    record = papers.known.get(name)
    return None if record is None else {field: record.get(field) for field in fields}


def _of_applicant(papers: Papers, name: str) -> Any:
    if name in papers.applicant:
        return papers.applicant[name]
    return (papers.known.get("applicant") or {}).get(name)


def opinion_stages(service: Service) -> tuple[str, ...]:
    """The names below `case.opinions`: other agencies that are asked."""
    return tuple(stage.id for stage in service.stages.values() if stage.verb == "opinion")


def _opinions(service: Service, state: State) -> dict[str, Any]:
    """What each said: an answer's id, `silent` when its limit passed, null while it isn't known."""
    names = opinion_stages(service)
    said = {name: state.opinions.get(name, {}).get("choice") for name in names}
    return {"opinions": said} if names else {}


def _about(state: State) -> dict[str, Any]:
    """Public facts of the decision that an appeal is about."""
    decided = state.about.get("decided_on")
    return {
        **{name: state.about.get(name) for name in ABOUT_NAMES},
        "decided_on": date.fromisoformat(decided) if decided else None,
    }


def _case(state: State, papers: Papers) -> dict[str, Any]:
    return {
        "ref": papers.ref or None,
        "opened_on": tehran_day(state.opened_at) if state.opened_at else None,
        "submitted_on": tehran_day(state.submitted_at) if state.submitted_at else None,
        "due_on": state.due_on,
        "met": list(state.met),
        "unmet": list(state.unmet),
        "fee": state.fee,
        "paid": state.paid,
        "outcome": state.outcome,
    }
