"""Conversion between types, `not` and `is`."""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException
from typing import Any

from panjereh.rules.comparison import same_value
from panjereh.rules.functions import Function
from panjereh.rules.run import Run
from panjereh.rules.temporal import MAX_YEAR, Date, DateTime, Time
from panjereh.rules.text import feel_text
from panjereh.rules.values import DECIMAL128, FunctionValue

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SEPARATORS = (" ", ",", ".")


def whole(number: Any, limit: int = MAX_YEAR) -> int | None:
    """A number cut to an integer, or None where it isn't a number or is beyond the limit."""
    if type(number) is not Decimal or abs(number) > limit:
        return None
    return int(number)


def _not(negand: Any) -> bool | None:
    return not negand if type(negand) is bool else None


def _is(run: Run, value1: Any, value2: Any) -> bool:
    """The same type and the same parts: fields and zone of times as they are written, not the instant."""
    if type(value1) is not type(value2):
        return False
    if isinstance(value1, Date | Time | DateTime):
        return bool(value1 == value2)
    if value1 is None:
        return True
    return (
        value1 is value2 if isinstance(value1, FunctionValue | Function) else same_value(value1, value2, run)
    )


def _string(run: Run, value: Any) -> str | None:
    if value is None:
        return None
    text = feel_text(value, run.limits)
    run.check_string(len(text))
    return text


def _number(run: Run, text: Any, grouping: Any, decimal: Any) -> Decimal | None:
    """`from` with its separators; each is blank, comma, point or null, and they differ."""
    if type(text) is not str or any(
        mark is not None and mark not in _SEPARATORS for mark in (grouping, decimal)
    ):
        return None
    if decimal == " " or (grouping is not None and grouping == (decimal or ".")):
        return None
    if decimal == "," and "." in text.replace(grouping or "", ""):
        return None
    return _read_number(text.replace(grouping, "") if grouping else text, decimal)


def _read_number(text: Any, decimal: str | None) -> Decimal | None:
    if type(text) is not str:
        return None
    plain = text.replace(decimal, ".") if decimal else text
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        return DECIMAL128.create_decimal(plain)
    except DecimalException:
        return None


FUNCTIONS = [
    Function("not", ("negand",), _not, pure=True),
    Function("is", ("value1", "value2"), _is, with_run=True, pure=True),
    Function("string", ("from",), _string, with_run=True, pure=True),
    Function(
        "number", ("from", "grouping separator", "decimal separator"), _number, with_run=True, pure=True
    ),
]
