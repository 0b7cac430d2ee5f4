"""Time limits: the day in Tehran, and the last day of a span."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from itertools import count, takewhile
from typing import Protocol
from zoneinfo import ZoneInfo

from panjereh.flow.model import Span

TEHRAN = ZoneInfo("Asia/Tehran")

# A pause is counted day by day; ten years of working days bound the count.
_LONGEST_PAUSE = 2600


class Calendar(Protocol):
    """The working days of an agency."""

    def add_working_days(self, start: date, n: int, /) -> date:
        """The n-th working day after `start`, which itself is day 0."""
        ...


def tehran_day(moment: datetime) -> date:
    """The civil day in Tehran of an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(TEHRAN).date()


def last_day(start: date, span: Span, calendar: Calendar) -> date:
    """The last day on which something limited by `span` is in time; the day of `start` is day 0."""
    day = add_months(start, span.months) + timedelta(days=span.days)
    return calendar.add_working_days(day, span.working_days) if span.working_days else day


def add_months(day: date, months: int) -> date:
    """The same day of a later Gregorian month, or that month's last day."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def after_pause(due: date, paused_on: date, resumed_on: date, span: Span, calendar: Calendar) -> date:
    """The due day moved by the time that the applicant owed us; what was left is left again."""
    if paused_on >= due:
        return due
    if not span.working_days:
        return due + (resumed_on - paused_on)
    left = _working_days_between(paused_on, due, calendar)
    return max(due, calendar.add_working_days(resumed_on, left))


def _working_days_between(start: date, end: date, calendar: Calendar) -> int:
    days = takewhile(lambda n: calendar.add_working_days(start, n) <= end, count(1))
    return sum(1 for _, _ in zip(days, range(_LONGEST_PAUSE), strict=False))
