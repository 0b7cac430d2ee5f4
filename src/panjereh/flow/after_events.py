"""How the state changes after a decision: an appeal against it, and measures on what was given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from panjereh.flow.state import Event, State

if TYPE_CHECKING:
    from panjereh.flow.compiling import Version

Change = Callable[["Version", State, Event, datetime], dict[str, Any]]
REFUSED, VALID, SUSPENDED, REVOKED, REPLACED = "refused", "valid", "suspended", "revoked", "replaced"
NOTHING: Mapping[str, Any] = MappingProxyType({})


def opened_about(event: Event) -> dict[str, Any]:
    """What an appeal is about, and who may not decide it: told once, when the case is opened."""
    about = event.data.get("about")
    if about is None:
        return {}
    return {"about": MappingProxyType(dict(about)), "barred": tuple(event.data.get("barred", ()))}


def ended_as(state: State, event: Event, at: datetime) -> dict[str, Any]:
    """A refusal can be appealed; a grant is valid until somebody takes a measure on it."""
    end = event.data["end"]
    return {
        "decided_at": at,
        "decision": state.seq + 1 if end == REFUSED else 0,
        "given": VALID if end == "granted" else None,
        "grounds": (),
        "before": NOTHING,
        "proposal": NOTHING,
    }


def decided_by(state: State, event: Event) -> dict[str, Any]:
    """Whoever decides or gives an opinion is remembered: they don't hear the appeal."""
    return {"deciders": tuple(dict.fromkeys((*state.deciders, event.data["officer"])))}


def _lodged(_v: Version, _s: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {"appeal": event.data["appeal"]}


def _dropped(_v: Version, _s: State, _e: Event, _at: datetime) -> dict[str, Any]:
    return {"appeal": None}


def _heard(state: State, event: Event) -> dict[str, Any]:
    return {"appeal": None, "appealed": (*state.appealed, event.data["decision"])}


def _upheld(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    return _heard(state, event)


def _overturned(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    """The refusal and its conditions fall, and the legal limit begins anew; a measure falls by its own event."""
    heard = _heard(state, event)
    if event.data["against"] != REFUSED:
        return heard
    due = event.data.get("due_on")
    again = {"due_on": date.fromisoformat(due) if due else None, "past_due": False}
    begun = {"status": "running", "outcome": None, "unmet": (), "decision": 0, "ended_at": None}
    return {**heard, **again, **begun}


def _proposed(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    names = ("officer", "measure", "grounds", "note_digest")
    proposal = MappingProxyType({name: event.data[name] for name in names if name in event.data})
    return {**decided_by(state, event), "proposal": proposal}


def _proposal_dropped(_v: Version, _s: State, _e: Event, _at: datetime) -> dict[str, Any]:
    return {"proposal": NOTHING}


def _measured(given: str) -> Change:
    def change(version: Version, state: State, event: Event, at: datetime) -> dict[str, Any]:
        before = {"given": state.given, "grounds": list(state.grounds), "decision": state.decision}
        return {
            **decided_by(state, event),
            **_owing(version, state, given),
            "given": given,
            "grounds": tuple(event.data["grounds"]),
            "decision": state.seq + 1,
            "decided_at": at,
            "before": MappingProxyType(before),
            "proposal": NOTHING,
        }

    return change


def _reinstated(version: Version, state: State, event: Event, at: datetime) -> dict[str, Any]:
    """Back to what stood before: after an overturned revocation that may be a suspension."""
    given = event.data["to"]
    back = state.before if given == SUSPENDED else NOTHING
    return {
        **(decided_by(state, event) if "officer" in event.data else {}),
        **_owing(version, state, "reinstated"),
        "given": given,
        "grounds": tuple(back.get("grounds", ())),
        "decision": back.get("decision", 0),
        "decided_at": at,
        "before": NOTHING,
        "proposal": NOTHING,
    }


def _owing(version: Version, state: State, told: str) -> dict[str, Any]:
    """What has to follow a measure, once: the entry and the documents say so, and the holder is told."""
    visit = state.seq + 1
    acts = version.service.stages[state.stage].do
    keys = [f"measure:{visit}:restate:{act.what}" for act in acts if act.verb == "register"]
    keys += [f"measure:{visit}:mark:{act.what}" for act in acts if act.verb == "issue"]
    return {"pending": (*keys, f"measure:{visit}:notify:{told}"), "status": "finishing"}


def _replaced(version: Version, state: State, _e: Event, at: datetime) -> dict[str, Any]:
    """The register's entry is the other case's now; the documents of this one say so."""
    visit = state.seq + 1
    acts = version.service.stages[state.stage].do
    marks = tuple(f"measure:{visit}:mark:{act.what}" for act in acts if act.verb == "issue")
    return {
        "pending": marks,
        "status": "finishing" if marks else "ended",
        "given": REPLACED,
        "grounds": (),
        "decision": 0,
        "decided_at": at,
        "before": NOTHING,
        "proposal": NOTHING,
    }


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "AppealLodged": _lodged,
        "AppealDropped": _dropped,
        "DecisionUpheld": _upheld,
        "DecisionOverturned": _overturned,
        "MeasureProposed": _proposed,
        "MeasureDropped": _proposal_dropped,
        "OutcomeSuspended": _measured(SUSPENDED),
        "OutcomeRevoked": _measured(REVOKED),
        "OutcomeReinstated": _reinstated,
        "OutcomeReplaced": _replaced,
    }
)
