"""Making dates, times and durations; the clock of the run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from panjereh.rules.builtins.convert import whole
from panjereh.rules.conversion import moment_of
from panjereh.rules.functions import Function
from panjereh.rules.run import Run
from panjereh.rules.temporal import (
    MAX_OFFSET,
    MIDNIGHT,
    MIDNIGHT_UTC,
    NANOSECONDS,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
)
from panjereh.rules.temporal_text import read_date, read_date_time, read_duration, read_time


def _date(value: Any) -> Date | None:
    match value:
        case str():
            return read_date(value)
        case DateTime():
            return value.date
        case Date():
            return value
    return None


def _date_of_parts(year: Any, month: Any, day: Any) -> Date | None:
    numbers = (whole(year), whole(month), whole(day))
    if numbers[0] is None or numbers[1] is None or numbers[2] is None:
        return None
    date = Date(numbers[0], numbers[1], numbers[2])
    return date if date.is_valid() else None


def _time(value: Any) -> Time | None:
    match value:
        case str():
            return read_time(value)
        case DateTime():
            return value.time
        case Date():
            return MIDNIGHT_UTC
        case Time():
            return value
    return None


def _time_of_parts(hour: Any, minute: Any, second: Any, offset: Any = None) -> Time | None:
    hours, minutes = whole(hour, 23), whole(minute, 59)
    if hours is None or minutes is None or type(second) is not Decimal or not 0 <= second < 60:
        return None
    if hours < 0 or minutes < 0 or not (offset is None or type(offset) is DaysDuration):
        return None
    zone = None if offset is None else int(offset.nanoseconds / NANOSECONDS)
    if zone is not None and abs(zone) > MAX_OFFSET:
        return None
    seconds = int(second)
    return Time(hours, minutes, seconds, int((second - seconds) * NANOSECONDS), zone)


def _date_and_time(value: Any) -> DateTime | None:
    match value:
        case str():
            return read_date_time(value)
        case DateTime():
            return value
        case Date():
            return DateTime(value, MIDNIGHT)
    return None


def _date_and_time_of_parts(date: Any, time: Any) -> DateTime | None:
    """The zone is the time's; one of the first argument is dropped."""
    if type(time) is not Time or not isinstance(date, Date | DateTime):
        return None
    return DateTime(date if isinstance(date, Date) else date.date, time)


def _duration(value: Any) -> DaysDuration | MonthsDuration | None:
    if isinstance(value, DaysDuration | MonthsDuration):
        return value
    return read_duration(value) if type(value) is str else None


def _months_between(start: Any, end: Any) -> MonthsDuration | None:
    """Whole months from one day to another, cut towards zero."""
    first, last = _day(start), _day(end)
    if first is None or last is None:
        return None
    if last.ordinal() < first.ordinal():
        return MonthsDuration(-_months(last, first))
    return MonthsDuration(_months(first, last))


def _day(value: Any) -> Date | None:
    return value.date if type(value) is DateTime else value if type(value) is Date else None


def _months(first: Date, last: Date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if last.day < first.day else months


def _now(run: Run) -> DateTime:
    return moment_of(run.clock)


def _today(run: Run) -> Date:
    return moment_of(run.clock).date


FUNCTIONS = [
    Function("date", ("from",), _date, pure=True),
    Function("date", ("year", "month", "day"), _date_of_parts, pure=True),
    Function("time", ("from",), _time, pure=True),
    Function("time", ("hour", "minute", "second", "offset"), _time_of_parts, optional=1, pure=True),
    Function("date and time", ("from",), _date_and_time, pure=True),
    Function("date and time", ("date", "time"), _date_and_time_of_parts, pure=True),
    Function("duration", ("from",), _duration, pure=True),
    Function("years and months duration", ("from", "to"), _months_between, pure=True),
    Function("now", (), _now, with_run=True),
    Function("today", (), _today, with_run=True),
]
