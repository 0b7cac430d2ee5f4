"""Working days: counted from data, for holidays and weekends are decided by law, moon and announcement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from panjereh.kernel.faults import Refused, refuse
from panjereh.kernel.jalali import WEEKDAYS_EN, WEEKDAYS_FA, weekday

THURSDAY, FRIDAY = 5, 6
KINDS = ("holiday", "working")
STATUSES = ("official", "estimated", "announced", "revoked")
LONGEST = 3660


@dataclass(frozen=True, slots=True)
class DayRow:
    """One line of a calendar: `holiday` takes a day off, `working` makes a weekend day a working one.

    Rows stand in the order in which they became known; a later one with the same date and Persian name
    replaces the earlier, and the status `revoked` takes it back.
    """

    date: date
    kind: str
    name_fa: str
    name_en: str
    status: str = "official"
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise _unknown("kind", "نوع روز", self.kind, KINDS)
        if self.status not in STATUSES:
            raise _unknown("status", "وضعیت روز", self.status, STATUSES)


def _unknown(column: str, name_fa: str, found: str, known: tuple[str, ...]) -> Refused:
    return refuse(
        f"calendar_{column}",
        f"{name_fa} «{found}» شناخته نیست. یکی از این‌ها را بنویسید: {'، '.join(known)}",
        f"The {column} “{found}” is not known. Write one of: {', '.join(known)}",
    )


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekdays off (Saturday 0 … Friday 6) from a date on."""

    days: frozenset[int]
    valid_from: date = date.min

    def __post_init__(self) -> None:
        if not self.days <= set(range(7)) or len(self.days) == 7:
            raise refuse(
                "calendar_weekend",
                "روزهای تعطیل هفته باید از ۰ (شنبه) تا ۶ (جمعه) باشند و دست‌کم یک روز کاری بماند",
                "Days off must be from 0 (Saturday) to 6 (Friday), and one working day must remain",
            )


THURSDAY_AND_FRIDAY = Weekend(frozenset({THURSDAY, FRIDAY}))
FRIDAY_ONLY = Weekend(frozenset({FRIDAY}))


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: its working-day number, or why it doesn't count.

    reason  start · working · weekend · holiday · paused
    """

    day: date
    number: int | None
    reason: str
    fa: str
    en: str
    status: str = "official"


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """A calendar as of one version; a deadline stores the version that it was counted with."""

    id: str
    weekend: tuple[Weekend, ...]
    holidays: Mapping[date, tuple[DayRow, ...]] = field(hash=False)
    version: str
    working: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Tell whether the offices of this calendar are open on `day`."""
        return day not in self.holidays and (day in self.working or not self._is_weekend(day))

    def _is_weekend(self, day: date) -> bool:
        in_force = [rule for rule in self.weekend if rule.valid_from <= day]
        return bool(in_force) and weekday(day) in in_force[-1].days

    def add_working_days(self, start: date, n: int, *, pauses: Iterable[tuple[date, date]] = ()) -> date:
        """Return the last day of a limit of `n` working days; the day of receipt is day 0.

        `pauses` are spans (first and last day) in which the count stands still.
        """
        last = start
        for counted in self._walk(start, n, tuple(pauses)):
            last = counted.day
        return last

    def count(
        self, start: date, n: int, *, pauses: Iterable[tuple[date, date]] = ()
    ) -> tuple[CountedDay, ...]:
        """Return the count day by day, from the day of receipt to the last counted day."""
        return tuple(self._walk(start, n, tuple(pauses)))

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`; 0 when it has passed."""
        days = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + timedelta(days=i)) for i in days)

    def _walk(self, start: date, n: int, pauses: tuple[tuple[date, date], ...]) -> Iterator[CountedDay]:
        if not 0 <= n <= LONGEST:
            raise ValueError(f"a limit has 0 to {LONGEST} working days, not {n}")
        yield CountedDay(start, 0, "start", "روز دریافت", "day of receipt")
        day, number = start, 0
        while number < n:
            day += timedelta(days=1)
            counted = self._judge(day, number + 1, pauses)
            number = number if counted.number is None else counted.number
            yield counted

    def _judge(self, day: date, number: int, pauses: tuple[tuple[date, date], ...]) -> CountedDay:
        if any(first <= day <= last for first, last in pauses):
            return CountedDay(day, None, "paused", "شمارش ایستاده است", "the count is paused")
        rows = self.holidays.get(day)
        if rows:
            # A day off is only as sure as its surest reason.
            status = min((row.status for row in rows), key=("official", "announced", "estimated").index)
            names = "، ".join(row.name_fa for row in rows), ", ".join(row.name_en for row in rows)
            return CountedDay(day, None, "holiday", *names, status)
        if self.is_working_day(day):
            return CountedDay(day, number, "working", "روز کاری", "working day")
        name = WEEKDAYS_FA[weekday(day)], WEEKDAYS_EN[weekday(day)]
        return CountedDay(day, None, "weekend", *name)


def build_calendar(
    calendar_id: str, days: Iterable[DayRow], weekends: Iterable[Weekend], *, version: str = ""
) -> WorkingCalendar:
    """Build a calendar from its rows.

    Without a version given, it is the digest of what the calendar says, so equal calendars have equal
    versions and any change of a day makes a new one.
    """
    latest = {(row.date, row.name_fa): row for row in days}
    valid = sorted(
        (row for row in latest.values() if row.status != "revoked"), key=lambda row: (row.date, row.name_fa)
    )
    holidays: dict[date, tuple[DayRow, ...]] = {}
    for row in valid:
        if row.kind == "holiday":
            holidays[row.date] = (*holidays.get(row.date, ()), row)
    working = frozenset(row.date for row in valid if row.kind == "working")
    weeks = tuple(sorted(weekends, key=lambda rule: rule.valid_from))
    return WorkingCalendar(
        calendar_id, weeks, MappingProxyType(holidays), version or _digest(valid, weeks), working
    )


def _digest(days: list[DayRow], weekends: tuple[Weekend, ...]) -> str:
    lines = [f"{rule.valid_from} {sorted(rule.days)}" for rule in weekends]
    lines += [f"{row.date} {row.kind} {row.status} {row.name_fa}" for row in days]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def days_from_csv(rows: Iterable[Mapping[str, str]]) -> list[DayRow]:
    """Read rows with the columns date (ISO), kind, name_fa, name_en, status, source."""
    days = []
    for number, row in enumerate(rows, start=2):
        try:
            day = date.fromisoformat(row["date"].strip())
        except (KeyError, ValueError) as error:
            raise refuse(
                "calendar_date",
                f"تاریخ سطر {number} را به شکل 2026-03-21 بنویسید",
                f"Write the date of line {number} as 2026-03-21",
            ) from error
        columns = ("kind", "name_fa", "name_en", "status", "source")
        days.append(DayRow(day, *((row.get(column) or "").strip() for column in columns)))
    return days
