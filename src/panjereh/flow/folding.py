"""The one place where a case's state changes: events are folded into it, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import reduce
from types import MappingProxyType
from typing import Any

from panjereh.flow import opinions
from panjereh.flow.after_events import CHANGES, decided_by, ended_as, opened_about
from panjereh.flow.compiling import Version
from panjereh.flow.model import Stage
from panjereh.flow.state import Effect, Event, State

Change = Callable[[Version, State, Event, datetime], dict[str, Any]]


def apply_event(version: Version, state: State, event: Event, at: datetime) -> State:
    """The state after one more event. Needs no papers: a replay works when the person's key is gone."""
    change = _CHANGES[event.kind]
    return replace(state, seq=state.seq + 1, **change(version, state, event, at))


def fold(version: Version, state: State, events: Iterable[Event], at: datetime) -> State:
    """The state after the events of one moment."""
    return reduce(lambda s, event: apply_event(version, s, event, at), events, state)


def replay(
    version: Version,
    history: Iterable[tuple[Event, datetime]],
    *,
    earlier: Mapping[str, Version] = MappingProxyType({}),
) -> State:
    """The state of a case from all its events.

    `version` is the one that the case is pinned to; `earlier` holds those that it was drafted on, by id.
    Each event is folded through the version that it happened on: `DraftMoved` names both.
    """
    entries = list(history)
    first = next((event.data["before"] for event, _ in entries if event.kind == "DraftMoved"), None)
    state, present = State(), version if first is None else earlier[first]
    for event, at in entries:
        if event.kind == "DraftMoved":
            present = earlier.get(event.data["now"], version)
        state = apply_event(present, state, event, at)
    return state


def owed(version: Version, state: State) -> tuple[Effect, ...]:
    """The effects that the caller owes at this state: all pending fetches, or the next act of an end."""
    if state.status == "finishing":
        return tuple(effect_of(key) for key in state.pending[:1])
    if state.status == "running":
        return tuple(effect_of(key) for key in state.pending)
    return ()


def effect_of(key: str) -> Effect:
    """The effect that a key names: `stage:visit:verb:what`."""
    _, _, verb, what = key.split(":", 3)
    return Effect(key, verb, what)


def _keys(stage: Stage, visit: int) -> tuple[str, ...]:
    acts = [("fetch", known) for known in stage.what] if stage.verb == "fetch" else []
    acts += [(act.verb, act.what) for act in stage.do]
    return tuple(f"{stage.id}:{visit}:{verb}:{what}" for verb, what in acts)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _opened(_v: Version, _s: State, event: Event, at: datetime) -> dict[str, Any]:
    return {"status": "draft", "opened_at": at, **opened_about(event)}


def _entered(version: Version, state: State, event: Event, at: datetime) -> dict[str, Any]:
    stage = version.service.stages[event.stage]
    path = (*state.path, stage.id)
    return {
        "stage": stage.id,
        "status": "draft" if state.submitted_at is None and stage.verb == "ask" else "running",
        "entered_at": at,
        "stage_due_on": _day(event.data.get("due_on")),
        "overdue": False,
        "asked_pages": tuple(event.data.get("pages", ())),
        "taken_by": None,
        "first_choice": None,
        "first_officer": None,
        "first_conditions": (),
        "lacking": (),
        "reason": None,
        "raised_to": None,
        "reminded": False,
        "pending": _keys(stage, path.count(stage.id)),
        "path": path,
    }


def _submitted(_v: Version, state: State, event: Event, at: datetime) -> dict[str, Any]:
    return {
        "status": "running",
        "submitted_at": state.submitted_at or at,
        "due_on": _day(event.data.get("due_on")) or state.due_on,
    }


def _fetched(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    lacking = () if event.data["result"] == "found" else (f"{event.data['known']}:{event.data['result']}",)
    return {
        "pending": tuple(key for key in state.pending if key != event.data["key"]),
        "lacking": (*state.lacking, *lacking),
    }


def _derived(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {"facts": MappingProxyType({**state.facts, **event.data["facts"]})}


def _checked(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    met, unmet, skipped = (tuple(event.data[name]) for name in ("met", "unmet", "skipped"))
    looked_at = {*met, *unmet, *skipped}
    return {
        "met": tuple(sorted({*met, *(set(state.met) - looked_at)})),
        "unmet": tuple(sorted({*unmet, *(set(state.unmet) - looked_at)})),
    }


def _assessed(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    fees = {**state.fees, event.data["table"]: event.data["amount"]}
    return {"fee": event.data["amount"], "fees": MappingProxyType(fees)}


def _paid(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {
        **_money(state, event.data["table"], event.data["amount"]),
        "payments": (*state.payments, event.data["payment"]),
    }


def _given_back(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    return _money(state, event.data["table"], -event.data["amount"])


def _money(state: State, table: str, more: int) -> dict[str, Any]:
    paid_for = {**state.paid_for, table: state.paid_for.get(table, 0) + more}
    return {"paid_for": MappingProxyType(paid_for)}


def _taken(_v: Version, _s: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {"taken_by": event.data["officer"]}


def _released(_v: Version, _s: State, _e: Event, _at: datetime) -> dict[str, Any]:
    return {"taken_by": None}


def _given(_v: Version, _s: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {"taken_by": event.data["to"]}


def _raised(_v: Version, _s: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {"raised_to": event.data["to"]}


def _near(_v: Version, _s: State, _e: Event, _at: datetime) -> dict[str, Any]:
    return {"reminded": True}


def _said(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    """Whoever writes has seen what stands above, and has answered it."""
    side, number = event.data["side"], state.messages + 1
    other = "agency" if side == "applicant" else "applicant"
    return {
        "messages": number,
        f"read_by_{side}": number,
        "reply_from": other if event.data["reply"] else None,
    }


def _read(_v: Version, _s: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {f"read_by_{event.data['side']}": event.data["up_to"]}


def _more_asked(_v: Version, _s: State, _e: Event, _at: datetime) -> dict[str, Any]:
    return {"status": "running", "reason": None}


def _first_opinion(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {
        **decided_by(state, event),
        "first_choice": event.data["choice"],
        "first_officer": event.data["officer"],
        "first_conditions": tuple(event.data["conditions"]),
        "taken_by": None,
    }


def _decided(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    unmet = tuple(event.data["conditions"])
    goes_on = {"status": "running", "reason": None, **decided_by(state, event)}
    if not unmet:
        return goes_on
    met = tuple(n for n in state.met if n not in unmet)
    return {**goes_on, "unmet": unmet, "met": met}


def _passed(_v: Version, _s: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {"past_due" if event.data["limit"] == "service" else "overdue": True}


def _held(_v: Version, _s: State, event: Event, _at: datetime) -> dict[str, Any]:
    return {"status": "held", "reason": event.data["reason"], "pending": (), "taken_by": None}


def _ended(_v: Version, state: State, event: Event, at: datetime) -> dict[str, Any]:
    return {
        "outcome": event.data["end"],
        "status": "finishing" if state.pending else "ended",
        "ended_at": at,
        "reply_from": None,
        **ended_as(state, event, at),
    }


def _done(_v: Version, state: State, event: Event, _at: datetime) -> dict[str, Any]:
    pending = tuple(key for key in state.pending if key != event.data["key"])
    return {"pending": pending, "status": "finishing" if pending else "ended"}


def _moved(_v: Version, _s: State, _e: Event, _at: datetime) -> dict[str, Any]:
    """What rules of the former version found out counts no more."""
    return {"facts": MappingProxyType({}), "met": (), "unmet": (), "fee": None, "lacking": (), "pending": ()}


def _withdrawn(_v: Version, _s: State, _e: Event, at: datetime) -> dict[str, Any]:
    return {
        "status": "ended",
        "outcome": "withdrawn",
        "pending": (),
        "taken_by": None,
        "reason": None,
        "ended_at": at,
        "reply_from": None,
    }


_CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "CaseOpened": _opened,
        "StageEntered": _entered,
        "ApplicationSubmitted": _submitted,
        "EvidenceFetched": _fetched,
        "FactsDerived": _derived,
        "ConditionsChecked": _checked,
        "FeeAssessed": _assessed,
        "PaymentConfirmed": _paid,
        "RefundOwed": _given_back,
        "TaskTaken": _taken,
        "TaskReleased": _released,
        "TaskHandedOn": _given,
        "TaskAssigned": _given,
        "TaskEscalated": _raised,
        "LimitNear": _near,
        "MessageSent": _said,
        "MessageRead": _read,
        "MoreAsked": _more_asked,
        "FirstOpinionGiven": _first_opinion,
        "ReviewDecided": _decided,
        "LimitPassed": _passed,
        "CaseHeld": _held,
        "CaseEnded": _ended,
        "RecordRegistered": _done,
        "DocumentIssued": _done,
        "PersonTold": _done,
        "ApplicationWithdrawn": _withdrawn,
        "DraftMoved": _moved,
        "OverturnDelivered": _done,
        "UpholdDelivered": _done,
        "FormerReplaced": _done,
        "EntryRestated": _done,
        "DocumentMarked": _done,
        **opinions.CHANGES,
        **CHANGES,
    }
)
EVENT_KINDS = tuple(_CHANGES)
