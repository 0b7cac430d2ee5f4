"""What stands after a dot: entries of contexts and properties of values, never attributes of objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from panjereh.rules.names import canonical_name
from panjereh.rules.run import Run
from panjereh.rules.temporal import (
    DAY_NANOSECONDS,
    NANOSECONDS,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
)
from panjereh.rules.values import Context, Range
from panjereh.rules.zones import offset_of, time_offset

MISSING: Final = object()  # no such entry, which is not the same as null


def entry(context: Mapping[str, Any], name: str) -> Any:
    """The entry of a name, also when its key is spelled with Arabic letters; MISSING where there is none."""
    value = context.get(name, MISSING)
    if value is not MISSING:
        return value
    for key in context:
        if not key.isascii() and canonical_name(key) == name:
            return context[key]
    return MISSING


def property_of(value: Any, name: str, run: Run, at: int) -> Any:
    """`value.name`; over a list, of each item. What isn't there is null and said so."""
    kind = type(value)
    if kind is list:
        run.check_list(len(value))
        return [property_of(item, name, run, at) for item in value]
    if value is None:
        return None
    if kind is Context:
        found = entry(value, name)
        if found is not MISSING:
            return found
        run.note("missing_entry", at, name)
        return None
    reader = _PROPERTIES.get(kind, {}).get(name)
    if reader is None:
        run.note("no_property", at, name)
        return None
    return reader(value)


def _number(value: int) -> Decimal:
    return Decimal(value)


def _quotient(value: int, unit: int) -> Decimal:
    """Whole units, cut towards zero, so that a negative duration has negative parts."""
    return Decimal(-(-value // unit) if value < 0 else value // unit)


def _seconds(duration: DaysDuration) -> int:
    return int(_quotient(duration.nanoseconds, NANOSECONDS))


def _part(value: int, whole: int, unit: int) -> Decimal:
    rest = -(-value % whole) if value < 0 else value % whole
    return _quotient(rest, unit)


def _offset(seconds: int | None) -> DaysDuration | None:
    return None if seconds is None else DaysDuration(seconds * NANOSECONDS)


def _zone_id(time: Time) -> str | None:
    return time.zone if isinstance(time.zone, str) else None


_DATE: dict[str, Callable[[Date], Any]] = {
    "year": lambda date: _number(date.year),
    "month": lambda date: _number(date.month),
    "day": lambda date: _number(date.day),
    "weekday": lambda date: _number(date.weekday()),
}
_TIME: dict[str, Callable[[Time], Any]] = {
    "hour": lambda time: _number(time.hour),
    "minute": lambda time: _number(time.minute),
    "second": lambda time: _number(time.second),
    "time offset": lambda time: _offset(time_offset(time)),
    "timezone": _zone_id,
}


def _of_date(reader: Callable[[Date], Any]) -> Callable[[DateTime], Any]:
    return lambda moment: reader(moment.date)


def _of_time(reader: Callable[[Time], Any]) -> Callable[[DateTime], Any]:
    return lambda moment: reader(moment.time)


_PROPERTIES: dict[type, dict[str, Callable[[Any], Any]]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: {
        **{name: _of_date(reader) for name, reader in _DATE.items()},
        **{name: _of_time(reader) for name, reader in _TIME.items()},
        "time offset": lambda moment: _offset(offset_of(moment)),
    },
    MonthsDuration: {
        "years": lambda duration: _quotient(duration.months, 12),
        "months": lambda duration: _part(duration.months, 12, 1),
    },
    DaysDuration: {
        "days": lambda duration: _quotient(duration.nanoseconds, DAY_NANOSECONDS),
        "hours": lambda duration: _part(_seconds(duration), 86_400, 3600),
        "minutes": lambda duration: _part(_seconds(duration), 3600, 60),
        "seconds": lambda duration: _part(_seconds(duration), 60, 1),
    },
    Range: {
        "start": lambda span: span.start,
        "end": lambda span: span.end,
        "start included": lambda span: span.start_included,
        "end included": lambda span: span.end_included,
    },
}

PROPERTY_NAMES = frozenset(name for properties in _PROPERTIES.values() for name in properties)
