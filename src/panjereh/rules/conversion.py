"""Between Python's values and FEEL's."""

from __future__ import annotations

import datetime as python
from collections.abc import Mapping
from decimal import Decimal, DecimalException
from typing import Any

from panjereh.rules.errors import LimitExceeded
from panjereh.rules.functions import Function
from panjereh.rules.limits import DEFAULT_LIMITS, Limits
from panjereh.rules.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, Zone
from panjereh.rules.temporal_text import write_temporal
from panjereh.rules.text import feel_text
from panjereh.rules.values import DECIMAL128, Context, FunctionValue, Range
from panjereh.rules.zones import zone_ids

_MAX_INPUT_NESTING = 100
_FEEL_TYPES = frozenset(
    {
        str,
        bool,
        type(None),
        Context,
        Date,
        Time,
        DateTime,
        DaysDuration,
        MonthsDuration,
        Range,
        FunctionValue,
        Function,
    }
)


def to_feel(value: Any, _left: int = _MAX_INPUT_NESTING) -> Any:
    """A FEEL value of plain Python: str, bool, numbers, dates, times, timedelta, list, tuple, dict or None.

    Numbers are rounded to 34 digits; one that decimal128 can't hold, or that isn't finite, becomes null.
    A `Context` is FEEL already and is not looked into again, so a large scope may be converted once
    and used for many evaluations. Raises TypeError for other types, ValueError for endless nesting.
    """
    kind = type(value)
    if kind in _FEEL_TYPES:
        return value
    if kind is int or kind is Decimal or kind is float:
        return _number(value)
    if _left == 0:
        raise ValueError(f"values nested deeper than {_MAX_INPUT_NESTING}")
    if isinstance(value, Mapping):
        return Context((_key(key), to_feel(item, _left - 1)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return [to_feel(item, _left - 1) for item in value]
    return _other(value)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the key of a context must be text, not {type(key).__name__}")
    return key


def _number(value: int | Decimal | float) -> Decimal | None:
    try:
        number = DECIMAL128.create_decimal(str(value) if isinstance(value, float) else value)
    except DecimalException:
        return None
    return number if number.is_finite() else None


def _other(value: Any) -> Any:
    """Dates and times, and subclasses of plain types."""
    match value:
        case python.datetime():
            return DateTime(
                Date(value.year, value.month, value.day), _time(value.timetz(), value.utcoffset())
            )
        case python.date():
            return Date(value.year, value.month, value.day)
        case python.time():
            return _time(value, value.utcoffset())
        case python.timedelta():
            microseconds = (value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds
            return DaysDuration(microseconds * 1000)
        case str():
            return str(value)
        case int():
            return _number(int(value))
        case Decimal() | float():
            return _number(value)
    raise TypeError(f"{type(value).__name__} is no type of FEEL")


def _time(value: python.time, offset: python.timedelta | None) -> Time:
    return Time(value.hour, value.minute, value.second, value.microsecond * 1000, _zone(value.tzinfo, offset))


def _zone(zone: python.tzinfo | None, offset: python.timedelta | None) -> Zone:
    if zone is None:
        return None
    name = str(zone)
    if offset is None or (name in zone_ids() and name != "UTC"):
        return name if name in zone_ids() else None
    return offset.days * 86_400 + offset.seconds


def from_feel(value: Any, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Plain Python of a FEEL value: Decimal, str, bool, None, list, dict, and `datetime.date` where it can.

    Times, date-times, durations and ranges become their text, as do dates outside of the years 1 to 9999.
    Raises LimitExceeded for a value that is larger or deeper than the limits (parts may be shared inside).
    """
    return _Exit(limits).plain(value, limits.nesting)


class _Exit:
    """Counts while it unfolds a value: what is shared inside may be endless when written out."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parts = 0

    def plain(self, value: Any, left: int) -> Any:
        self.parts += 1
        if self.parts > self.limits.steps:
            raise LimitExceeded("steps", self.limits.steps)
        if left < 0:
            raise LimitExceeded("nesting", self.limits.nesting)
        match value:
            case None | bool() | str() | Decimal():
                return value
            case list():
                return [self.plain(item, left - 1) for item in value]
            case Context():
                return {key: self.plain(item, left - 1) for key, item in value.items()}
            case Date() if 1 <= value.year <= 9999:
                return python.date(value.year, value.month, value.day)
            case Date() | Time() | DateTime() | DaysDuration() | MonthsDuration():
                return write_temporal(value)
        return feel_text(value, self.limits)


def moment_of(clock: python.datetime) -> DateTime:
    """A Python moment as date and time; nanoseconds are those of its microseconds."""
    converted = to_feel(clock)
    assert isinstance(converted, DateTime)
    return converted
