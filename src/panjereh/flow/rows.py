"""A state as JSON-plain data for the row of a case, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from panjereh.flow.state import State

_MOMENTS = ("entered_at", "opened_at", "submitted_at", "ended_at", "decided_at")
_DAYS = ("due_on", "stage_due_on")


def write_state(state: State) -> dict[str, Any]:
    """The state by field: moments and days as ISO text, tuples as lists."""
    return {entry.name: _plain(getattr(state, entry.name)) for entry in fields(State)}


def read_state(row: Mapping[str, Any]) -> State:
    """The state of what `write_state` gave; a field that a row lacks has its first value."""
    known = {entry.name for entry in fields(State)}
    return State(**{name: _value(name, value) for name, value in row.items() if name in known})


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(dict(value)) if isinstance(value, Mapping) else value
