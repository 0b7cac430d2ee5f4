"""FEEL values that Python lacks, and the one decimal arithmetic of all rules.

number is `Decimal`, string `str`, boolean `bool`, null `None`, list `list`, context `Context`.
Values are never changed once they are made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from decimal import Context as DecimalContext
from typing import Any

from panjereh.rules.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from panjereh.rules.types import ANY, FeelType

# decimal128. What overflows or is undefined raises, and becomes null where it is caught.
DECIMAL128 = DecimalContext(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
MAX_EXPONENT = 6144


class Context(dict[str, Any]):
    """A FEEL context: entries in order, all of them FEEL values already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Range:
    """An interval. `form` is empty for `[a..b]`, else the operator of a one-sided one such as `(< 10)`."""

    start: Any
    end: Any
    start_included: bool
    end_included: bool
    form: str = ""


def one_sided(operator: str, operand: Any) -> Range:
    """The range of `(< operand)`, `(>= operand)`, `(= operand)` and so on."""
    if operator in ("<", "<="):
        return Range(None, operand, False, operator == "<=", operator)
    if operator in (">", ">="):
        return Range(operand, None, operator == ">=", False, operator)
    return Range(operand, operand, operator == "=", operator == "=", operator)


@dataclass(frozen=True, slots=True, eq=False)
class FunctionValue:
    """A function that an author wrote, with the variables that it saw."""

    parameters: tuple[str, ...]
    types: tuple[FeelType | None, ...]
    body: Callable[[list[Any]], Any]
    captured: list[Any]
    slots: tuple[int, ...]
    weight: int


def kind_of(value: Any) -> str:
    """The name of a value's FEEL type."""
    kind = _KINDS.get(type(value))
    return "function" if kind is None else kind


_KINDS: dict[type, str] = {
    type(None): "Null",
    Decimal: "number",
    str: "string",
    bool: "boolean",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DaysDuration: "days and time duration",
    MonthsDuration: "years and months duration",
    Range: "range",
    list: "list",
    Context: "context",
}

__all__ = [
    "ANY",
    "DECIMAL128",
    "MAX_EXPONENT",
    "Context",
    "DecimalException",
    "FunctionValue",
    "Range",
    "kind_of",
    "one_sided",
]
