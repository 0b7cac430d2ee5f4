"""`+ - * / **` over numbers, strings, dates and durations; every other pair is null."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, DecimalException
from typing import Any

from panjereh.rules.run import Run
from panjereh.rules.temporal import (
    DAY_NANOSECONDS,
    MIDNIGHT_UTC,
    NANOSECONDS,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
)
from panjereh.rules.zones import instant, midnight_of, time_offset

# Beyond this no duration is meant: it is the whole calendar twice over.
_MAX_MONTHS = 12 * 2_000_000_000
_MAX_NANOSECONDS = 2_000_000_000 * 366 * DAY_NANOSECONDS


def add(left: Any, right: Any, run: Run) -> Any:
    """`left + right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _number(left.__add__, right)
    if type(left) is str and type(right) is str:
        run.check_string(len(left) + len(right))
        return left + right
    return _shift(left, right, 1)


def subtract(left: Any, right: Any, run: Run) -> Any:
    """`left - right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _number(left.__sub__, right)
    difference = _between(left, right)
    return _shift(left, right, -1) if difference is None else difference


def multiply(left: Any, right: Any, run: Run) -> Any:
    """`left * right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _number(left.__mul__, right)
    if type(left) is Decimal:
        left, right = right, left
    return _scale(left, right, Decimal.__mul__)


def divide(left: Any, right: Any, run: Run) -> Any:
    """`left / right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _number(left.__truediv__, right)
    if type(left) is type(right) and isinstance(left, DaysDuration | MonthsDuration):
        return _number(Decimal(_amount(left)).__truediv__, Decimal(_amount(right)))
    return _scale(left, right, Decimal.__truediv__)


def power(left: Any, right: Any, run: Run) -> Any:
    """`left ** right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return Decimal(1) if not left and not right else _number(left.__pow__, right)
    return None


def negate(value: Any) -> Any:
    """`-value`."""
    match value:
        case Decimal():
            return _number(value.__rsub__, Decimal(0))
        case DaysDuration(nanoseconds):
            return DaysDuration(-nanoseconds)
        case MonthsDuration(months):
            return MonthsDuration(-months)
    return None


OPERATIONS: dict[str, Callable[[Any, Any, Run], Any]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}


def _number(operation: Callable[[Decimal], Any], right: Decimal) -> Decimal | None:
    try:
        result: Decimal = operation(right)
    except DecimalException:
        return None
    return result


def _amount(duration: DaysDuration | MonthsDuration) -> int:
    return duration.nanoseconds if isinstance(duration, DaysDuration) else duration.months


def _scale(duration: Any, factor: Any, operation: Callable[[Decimal, Decimal], Decimal]) -> Any:
    if type(factor) is not Decimal or not isinstance(duration, DaysDuration | MonthsDuration):
        return None
    try:
        exact = operation(Decimal(_amount(duration)), factor)
    except DecimalException:
        return None
    if abs(exact) > _MAX_NANOSECONDS:
        return None
    if isinstance(duration, DaysDuration):
        return days_duration(int(exact.to_integral_value(ROUND_HALF_EVEN)))
    return months_duration(int(exact))


def days_duration(nanoseconds: int) -> DaysDuration | None:
    """A duration, or None when it is longer than the calendar."""
    return DaysDuration(nanoseconds) if abs(nanoseconds) <= _MAX_NANOSECONDS else None


def months_duration(months: int) -> MonthsDuration | None:
    """A duration, or None when it is longer than the calendar."""
    return MonthsDuration(months) if abs(months) <= _MAX_MONTHS else None


def _shift(left: Any, right: Any, sign: int) -> Any:
    """A date, time or duration plus or minus a duration."""
    if sign > 0 and isinstance(left, DaysDuration | MonthsDuration):
        left, right = (left, right) if type(left) is type(right) else (right, left)
    if type(right) is DaysDuration:
        return _plus_nanoseconds(left, sign * right.nanoseconds)
    if type(right) is MonthsDuration:
        return _plus_months(left, sign * right.months)
    return None


def _plus_nanoseconds(value: Any, nanoseconds: int) -> Any:
    match value:
        case DaysDuration():
            return days_duration(value.nanoseconds + nanoseconds)
        case Time():
            return Time.from_nanoseconds(value.nanoseconds() + nanoseconds, value.zone)
        case Date():
            return _valid(
                DateTime.from_local_nanoseconds(midnight_of(value).local_nanoseconds() + nanoseconds).date
            )
        case DateTime():
            moment = DateTime.from_local_nanoseconds(value.local_nanoseconds() + nanoseconds, value.time.zone)
            return moment if moment.date.is_valid() else None
    return None


def _plus_months(value: Any, months: int) -> Any:
    match value:
        case MonthsDuration():
            return months_duration(value.months + months)
        case Date():
            return _valid(value.plus_months(months))
        case DateTime():
            date = value.date.plus_months(months)
            return DateTime(date, value.time) if date.is_valid() else None
    return None


def _valid(date: Date) -> Date | None:
    return date if date.is_valid() else None


def _between(left: Any, right: Any) -> DaysDuration | None:
    """The time from `right` to `left`; null when one has a zone and the other none."""
    if type(left) is Time and type(right) is Time:
        return _time_between(left, right)
    if not (isinstance(left, Date | DateTime) and isinstance(right, Date | DateTime)):
        return None
    if type(left) is Date and type(right) is Date:
        return DaysDuration((left.ordinal() - right.ordinal()) * DAY_NANOSECONDS)
    start, end = _moment(right), _moment(left)
    start_utc, end_utc = instant(start), instant(end)
    if (start_utc is None) is not (end_utc is None):
        return None
    if start_utc is None or end_utc is None:
        return days_duration(end.local_nanoseconds() - start.local_nanoseconds())
    return days_duration(end_utc - start_utc)


def _time_between(left: Time, right: Time) -> DaysDuration | None:
    if (left.zone is None) is not (right.zone is None):
        return None
    if left.zone is None:
        return DaysDuration(left.nanoseconds() - right.nanoseconds())
    offsets = (time_offset(right) or 0) - (time_offset(left) or 0)
    return DaysDuration(left.nanoseconds() - right.nanoseconds() + offsets * NANOSECONDS)


def _moment(value: Date | DateTime) -> DateTime:
    """A date among moments with a zone is midnight UTC."""
    return DateTime(value, MIDNIGHT_UTC) if isinstance(value, Date) else value


__all__ = ["OPERATIONS", "add", "days_duration", "months_duration", "negate"]
