"""What an example expects of its case, against what came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from panjereh.catalogue.examples.payments import refund_of
from panjereh.catalogue.examples.trial import Trial
from panjereh.flow.state import State


def differences(trial: Trial, expected: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(what, wanted, found) of all that came out otherwise."""
    for name, wanted in expected.items():
        found = _found(trial, name, wanted)
        if found != wanted:
            yield name, _shown(wanted), _shown(found)


def _found(trial: Trial, name: str, wanted: Any) -> Any:
    state = trial.state
    if name == "facts":
        return {fact: _plain(state.facts.get(fact)) for fact in wanted}
    if name == "overdue":
        return state.stage if state.overdue else _overdue_stage(trial)
    return _PARTS[name](trial, state)


def _overdue_stage(trial: Trial) -> str | None:
    """The last stage whose limit passed, also when the case has gone on since."""
    passed = [e.stage for e, _ in trial.history if e.kind == "LimitPassed" and e.data["limit"] == "stage"]
    return passed[-1] if passed else None


def _plain(value: Any) -> Any:
    """A fact as an example writes it: text, for every scalar of an open mapping is text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _path(trial: Trial, state: State) -> list[str]:
    return list(state.path)


_PARTS: Mapping[str, Any] = {
    "path": _path,
    "stage": lambda _, state: state.stage,
    "status": lambda _, state: state.status,
    "end": lambda _, state: state.outcome,
    "met": lambda _, state: list(state.met),
    "unmet": lambda _, state: list(state.unmet),
    "fee": lambda _, state: state.fee,
    "given": lambda _, state: state.given,
    "paid": lambda _, state: state.paid,
    "refund": lambda trial, _: refund_of(trial),
    "asked": lambda _, state: list(state.asked_pages),
    "done": lambda trial, _: list(trial.done),
}


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {item}" for key, item in value.items()) + "}"
    return "–" if value is None else str(value)
