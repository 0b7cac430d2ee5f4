"""The working calendar of an agency, from the database."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from panjereh.catalogue.models import Agency, CalendarDay
from panjereh.kernel import clock
from panjereh.kernel.workdays import THURSDAY_AND_FRIDAY, DayRow, WorkingCalendar, build_calendar


def calendar_of(agency: str) -> WorkingCalendar:
    """The calendar that an agency works by, with all days announced so far."""
    definition = Agency.objects.values_list("definition", flat=True).get(id=agency)
    rows = CalendarDay.objects.filter(calendar=definition["calendar"]).order_by("id")
    days = tuple(rows.values_list("date", "kind", "name_fa", "name_en", "status", "source"))
    return _build(definition["calendar"], days)


@lru_cache(maxsize=64)
def _build(calendar: str, days: tuple[tuple[Any, ...], ...]) -> WorkingCalendar:
    return build_calendar(calendar, [DayRow(*day) for day in days], [THURSDAY_AND_FRIDAY])


def announce_days(calendar: str, days: Iterable[DayRow]) -> None:
    """Keep the days of a calendar as announced; one that is there already is brought up to date."""
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(
                calendar=calendar,
                date=day.date,
                kind=day.kind,
                name_fa=day.name_fa,
                name_en=day.name_en,
                status=day.status,
                source=day.source,
                recorded_at=clock.now(),
            )
            for day in days
        ],
        update_conflicts=True,
        unique_fields=["calendar", "date", "name_fa"],
        update_fields=["kind", "name_en", "status", "source", "recorded_at"],
    )
