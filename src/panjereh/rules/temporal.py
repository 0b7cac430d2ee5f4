"""Dates, times and durations of FEEL: own types, as Python's end at the year 9999 and at microseconds."""

from __future__ import annotations

from dataclasses import dataclass

NANOSECONDS = 1_000_000_000
DAY_SECONDS = 86_400
DAY_NANOSECONDS = DAY_SECONDS * NANOSECONDS
MAX_YEAR = 999_999_999
MAX_OFFSET = 18 * 3600

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether a proleptic Gregorian year has 366 days; year 0 exists."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the proleptic Gregorian calendar, years −999999999 to 999999999."""

    year: int
    month: int
    day: int

    def is_valid(self) -> bool:
        return (
            -MAX_YEAR <= self.year <= MAX_YEAR
            and 1 <= self.month <= 12
            and 1 <= self.day <= days_in_month(self.year, self.month)
        )

    def ordinal(self) -> int:
        """Days since 1970-01-01, which is 0 (the civil-days rule: years begin in March)."""
        year = self.year - (self.month <= 2)
        era, year_of_era = divmod(year, 400)
        day_of_year = (153 * ((self.month + 9) % 12) + 2) // 5 + self.day - 1
        day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
        return era * 146_097 + day_of_era - 719_468

    @staticmethod
    def from_ordinal(days: int) -> Date:
        era, day_of_era = divmod(days + 719_468, 146_097)
        year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
        day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
        shifted = (5 * day_of_year + 2) // 153
        month = shifted + 3 if shifted < 10 else shifted - 9
        return Date(year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1)

    def weekday(self) -> int:
        """1 is Monday, 7 Sunday."""
        return (self.ordinal() + 3) % 7 + 1

    def plus_months(self, months: int) -> Date:
        """The same day some months on, or the last of that month where it is shorter."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Date(year, month + 1, min(self.day, days_in_month(year, month + 1)))


Zone = int | str | None  # seconds east of UTC, the id of a zone, or none


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day with nanoseconds and an optional zone."""

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    zone: Zone = None

    def nanoseconds(self) -> int:
        """Since midnight, local."""
        return ((self.hour * 60 + self.minute) * 60 + self.second) * NANOSECONDS + self.nanosecond

    @staticmethod
    def from_nanoseconds(value: int, zone: Zone = None) -> Time:
        """Wraps round the clock."""
        seconds, nanosecond = divmod(value % DAY_NANOSECONDS, NANOSECONDS)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return Time(hour, minute, second, nanosecond, zone)


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and time; the zone is the time's."""

    date: Date
    time: Time

    def local_nanoseconds(self) -> int:
        """Since 1970-01-01 on the local clock."""
        return self.date.ordinal() * DAY_NANOSECONDS + self.time.nanoseconds()

    @staticmethod
    def from_local_nanoseconds(value: int, zone: Zone = None) -> DateTime:
        days, rest = divmod(value, DAY_NANOSECONDS)
        return DateTime(Date.from_ordinal(days), Time.from_nanoseconds(rest, zone))


@dataclass(frozen=True, slots=True)
class DaysDuration:
    """A days and time duration in nanoseconds."""

    nanoseconds: int


@dataclass(frozen=True, slots=True)
class MonthsDuration:
    """A years and months duration in months."""

    months: int


MIDNIGHT = Time(0, 0, 0)
MIDNIGHT_UTC = Time(0, 0, 0, 0, 0)
