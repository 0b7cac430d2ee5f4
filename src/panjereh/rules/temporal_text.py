"""Reading and writing dates, times and durations as ISO 8601 text with FEEL's zone ids (`@Europe/Paris`)."""

from __future__ import annotations

import re

from panjereh.rules.temporal import (
    DAY_NANOSECONDS,
    MAX_OFFSET,
    MIDNIGHT,
    NANOSECONDS,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
    Zone,
)
from panjereh.rules.zones import zone_ids

Temporal = Date | Time | DateTime | DaysDuration | MonthsDuration

_DATE = re.compile(r"(-?)([1-9][0-9]{4,8}|[0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,50}))?(.*)")
_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_DAYS = re.compile(
    r"(-?)P(?:([0-9]{1,18})D)?"
    r"(T(?:([0-9]{1,18})H)?(?:([0-9]{1,18})M)?(?:([0-9]{1,18})(?:\.([0-9]{0,50}))?S)?)?"
)
_MONTHS = re.compile(r"(-?)P(?:([0-9]{1,18})Y)?(?:([0-9]{1,18})M)?")


def read_date(text: str) -> Date | None:
    """`[-]YYYY-MM-DD`, up to nine digits of year; None for anything else."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    sign, year, month, day = found.groups()
    date = Date(int(year) * (-1 if sign else 1), int(month), int(day))
    return date if date.is_valid() else None


def read_time(text: str) -> Time | None:
    """`HH:MM:SS[.fraction][Z|±HH:MM[:SS]|@zone id]`; 24:00:00 is no time of day."""
    time = _clock(text)
    return time if time is not None and time.hour < 24 else None


def _clock(text: str) -> Time | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = (int(part) for part in found.group(1, 2, 3))
    nanosecond = _fraction(found.group(4))
    known, zone = _zone(found.group(5))
    if not known or minute > 59 or second > 59:
        return None
    if hour > 23 and (hour, minute, second, nanosecond) != (24, 0, 0, 0):
        return None
    return Time(hour, minute, second, nanosecond, zone)


def _fraction(digits: str | None) -> int:
    return int((digits or "").ljust(9, "0")[:9])


def _zone(text: str) -> tuple[bool, Zone]:
    if not text:
        return True, None
    if text == "Z":
        return True, 0
    if text[0] == "@":
        return text[1:] in zone_ids(), text[1:]
    found = _OFFSET.fullmatch(text)
    if found is None:
        return False, None
    hours, minutes, seconds = (int(part or 0) for part in found.group(2, 3, 4))
    offset = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or offset > MAX_OFFSET:
        return False, None
    return True, -offset if found.group(1) == "-" else offset


def read_date_time(text: str) -> DateTime | None:
    """A date, `T` and a time; a bare date is its midnight, `T24:00:00` the next day's."""
    day_text, mark, clock_text = text.partition("T")
    date = read_date(day_text)
    if date is None:
        return None
    if not mark:
        return DateTime(date, MIDNIGHT)
    time = _clock(clock_text)
    if time is None or time.hour < 24:
        return None if time is None else DateTime(date, time)
    next_day = Date.from_ordinal(date.ordinal() + 1)
    return DateTime(next_day, Time(0, 0, 0, 0, time.zone)) if next_day.is_valid() else None


def read_duration(text: str) -> DaysDuration | MonthsDuration | None:
    """`PnDTnHnMn.nS` or `PnYnM`, with a sign; never both kinds in one."""
    if not text or text[-1] in "PT":
        return None
    if found := _MONTHS.fullmatch(text):
        sign, years, months = found.groups()
        count = int(years or 0) * 12 + int(months or 0)
        return MonthsDuration(-count if sign else count)
    found = _DAYS.fullmatch(text)
    if found is None:
        return None
    sign, days, _, hours, minutes, seconds, fraction = found.groups()
    whole = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    nanoseconds = whole * NANOSECONDS + _fraction(fraction)
    return DaysDuration(-nanoseconds if sign else nanoseconds)


def read_temporal(text: str) -> Temporal | None:
    """The value of `@"..."`: its shape tells the kind."""
    if text.lstrip("-")[:1] == "P":
        return read_duration(text)
    if "T" in text.partition("@")[0]:
        return read_date_time(text)
    return read_date(text) or read_time(text)


def write_temporal(value: Temporal) -> str:
    """The canonical text; durations are normalised (`PT49H` is `P2DT1H`)."""
    match value:
        case Date():
            return _write_date(value)
        case Time():
            return _write_time(value)
        case DateTime():
            return f"{_write_date(value.date)}T{_write_time(value.time)}"
        case MonthsDuration():
            return _write_months(value.months)
        case DaysDuration():
            return _write_days(value.nanoseconds)


def _write_date(date: Date) -> str:
    sign = "-" if date.year < 0 else ""
    return f"{sign}{abs(date.year):04d}-{date.month:02d}-{date.day:02d}"


def _write_time(time: Time) -> str:
    clock = f"{time.hour:02d}:{time.minute:02d}:{time.second:02d}{_write_fraction(time.nanosecond)}"
    zone = time.zone
    if zone is None:
        return clock
    if isinstance(zone, str):
        return f"{clock}@{zone}"
    return clock + write_offset(zone)


def write_offset(offset: int) -> str:
    """`Z`, `+03:30` or `-02:45:55`."""
    if offset == 0:
        return "Z"
    minutes, seconds = divmod(abs(offset), 60)
    hours, minutes = divmod(minutes, 60)
    rest = f":{seconds:02d}" if seconds else ""
    return f"{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}{rest}"


def _write_fraction(nanosecond: int) -> str:
    return f".{nanosecond:09d}".rstrip("0") if nanosecond else ""


def _write_months(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest or not years else "")
    return f"{'-' if months < 0 else ''}P{text}"


def _write_days(nanoseconds: int) -> str:
    days, rest = divmod(abs(nanoseconds), DAY_NANOSECONDS)
    seconds, nanosecond = divmod(rest, NANOSECONDS)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or nanosecond:
        clock += f"{seconds}{_write_fraction(nanosecond)}S"
    if not days and not clock:
        return "PT0S"
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{'-' if nanoseconds < 0 else ''}P{text}"


__all__ = [
    "Temporal",
    "read_date",
    "read_date_time",
    "read_duration",
    "read_temporal",
    "read_time",
    "write_offset",
    "write_temporal",
]
