"""How table results become facts: plain values of a declared type, never free text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any


class NotAFact(ValueError):
    """A table gave a value that its declared type does not allow."""


@dataclass(frozen=True, slots=True)
class FactType:
    """`number`, `boolean`, `date`, or one of the listed `values`."""

    kind: str
    values: tuple[str, ...] = ()


def write_fact(value: Any, type_: FactType) -> Any:
    """A FEEL result as JSON-plain data: whole numbers as int, other decimals and dates as text.

    Raises NotAFact.
    """
    if type_.kind == "boolean" and isinstance(value, bool):
        return value
    if type_.kind == "number" and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _write_number(Decimal(value))
    if type_.kind == "date" and type(value) is date:
        return value.isoformat()
    if type_.kind == "values" and isinstance(value, str) and value in type_.values:
        return value
    raise NotAFact(type_.kind)


def _write_number(value: Decimal) -> int | str:
    if not value.is_finite():
        raise NotAFact("number")
    return int(value) if value == value.to_integral_value() else str(value)


def read_fact(stored: Any, type_: FactType) -> Any:
    """The value that expressions see; what does not fit any more is null, so that nothing is guessed."""
    try:
        if type_.kind == "number":
            return Decimal(str(stored))
        if type_.kind == "date":
            return date.fromisoformat(stored)
    except (InvalidOperation, ValueError, TypeError):
        return None
    return stored


def read_facts(stored: Mapping[str, Any], types: Mapping[str, FactType]) -> dict[str, Any]:
    """All declared facts by name; those not derived yet are null."""
    return {name: read_fact(stored[name], t) if name in stored else None for name, t in types.items()}
