"""Offsets of named time zones, from the `tzdata` package alone so that every machine answers alike."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from panjereh.rules.temporal import DAY_NANOSECONDS, MIDNIGHT, NANOSECONDS, Date, DateTime, Time

# A time without a date has no rule for summer time: it takes the offset of this day.
_DAY_OF_BARE_TIMES = Date(2000, 1, 1)


@cache
def zone_ids() -> frozenset[str]:
    """All ids of the tz database."""
    text = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=700)
def _rules(zone_id: str) -> ZoneInfo:
    with resources.files("tzdata").joinpath("zoneinfo", *zone_id.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=zone_id)


def offset_of(moment: DateTime) -> int | None:
    """Seconds east of UTC at a local moment; None without a zone.

    Years that Python can't hold take the offset of the nearest year that it can.
    """
    zone = moment.time.zone
    if zone is None or isinstance(zone, int):
        return zone
    date, time = moment.date, moment.time
    year = min(max(date.year, 2), 9998)
    day = min(date.day, 28) if year != date.year else date.day
    local = datetime(year, date.month, day, time.hour, time.minute, time.second)
    offset = local.replace(tzinfo=_rules(zone)).utcoffset() or timedelta()
    return offset.days * 86_400 + offset.seconds


def time_offset(time: Time) -> int | None:
    """Seconds east of UTC of a time without a date."""
    return offset_of(DateTime(_DAY_OF_BARE_TIMES, time))


def instant(moment: DateTime) -> int | None:
    """Nanoseconds since 1970-01-01 UTC; None without a zone."""
    offset = offset_of(moment)
    return None if offset is None else moment.local_nanoseconds() - offset * NANOSECONDS


def midnight_of(date: Date) -> DateTime:
    return DateTime(date, MIDNIGHT)


def time_in_utc(time: Time) -> int | None:
    """Nanoseconds since midnight UTC, wrapped; None without a zone."""
    offset = time_offset(time)
    return None if offset is None else (time.nanoseconds() - offset * NANOSECONDS) % DAY_NANOSECONDS
