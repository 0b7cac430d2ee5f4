"""The working calendar of an agency, from the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db import connection

from panjereh.catalogue.models import Agency, CalendarDay
from panjereh.kernel import clock
from panjereh.kernel.workdays import THURSDAY_AND_FRIDAY, DayRow, WorkingCalendar, build_calendar


def calendar_of(agency: str) -> WorkingCalendar:
    """The calendar that an agency works by, with all days announced so far."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [agency])
        state = cursor.fetchone()
    if state is None:
        raise Agency.DoesNotExist(agency)
    return _calendar(*state)


# A calendar changes only by announcements; how many days it has and when the last came is its version.
STATE = """
SELECT agency.definition->>'calendar', count(day.id), max(day.recorded_at)
FROM catalogue_agency agency LEFT JOIN catalogue_calendarday day ON day.calendar = agency.definition->>'calendar'
WHERE agency.id = %s GROUP BY 1
"""


@lru_cache(maxsize=64)
def _calendar(calendar: str, days: int, announced_at: datetime | None) -> WorkingCalendar:
    rows = CalendarDay.objects.filter(calendar=calendar).order_by("id")
    kept = rows.values_list("date", "kind", "name_fa", "name_en", "status", "source")
    return build_calendar(calendar, [DayRow(*day) for day in kept], [THURSDAY_AND_FRIDAY])


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
