"""What a case is to its room: references, receipts, and the state as it is kept in a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NewType

from panjereh.flow.model import Stage
from panjereh.flow.state import State

CaseRef = NewType("CaseRef", str)


class CaseMoved(Exception):
    """What was sent does not fit the present state: wrong, late or double. Nothing has happened.

    `fa` and `en` say why; the case's page says what can be done now.
    """

    def __init__(self, fa: str, en: str) -> None:
        super().__init__(en)
        self.fa, self.en = fa, en

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.fa


class Incomplete(Exception):
    """Pages are not answered yet; `pages` names them in order."""

    def __init__(self, pages: tuple[str, ...]) -> None:
        super().__init__(", ".join(pages))
        self.pages = pages


_MOMENTS = ("entered_at", "opened_at", "submitted_at")
_DAYS = ("due_on", "stage_due_on")
_FIELDS = tuple(field.name for field in fields(State))
_EMPTY = State()


def pack(state: State) -> dict[str, Any]:
    """The state as plain JSON; only what differs from an empty state."""
    held = {name: getattr(state, name) for name in _FIELDS}
    return {name: _pack(value) for name, value in held.items() if value != getattr(_EMPTY, name)}


def _pack(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def unpack(packed: Mapping[str, Any]) -> State:
    """The state that `pack` was given."""
    return State(**{name: _unpack(name, value) for name, value in packed.items() if name in _FIELDS})


def _unpack(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(value)
    return value


def turn(status: str, stages: Mapping[str, Stage], stage: str) -> str:
    """Whose turn it is: `applicant`, `agency`, `machine` or `nobody`."""
    fixed = {"draft": "applicant", "held": "agency", "finishing": "machine", "ended": "nobody"}
    if status in fixed:
        return fixed[status]
    verb = stages[stage].verb if stage in stages else ""
    return {"ask": "applicant", "pay": "applicant", "sign": "applicant", "review": "agency"}.get(
        verb, "machine"
    )
