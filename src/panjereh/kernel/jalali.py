"""The Jalali calendar and the day in Tehran.

Stored are Gregorian dates and UTC moments; Jalali dates exist in forms and on display only. The span is
1206 to 1498, where the 33-year rule agrees with the astronomical calendar in every year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from panjereh.kernel.faults import Refused, refuse
from panjereh.kernel.text_fa import digits_ascii, digits_fa

TEHRAN = ZoneInfo("Asia/Tehran")
FIRST_YEAR, LAST_YEAR = 1206, 1498
LEAP_REMAINDERS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})

MONTHS_FA = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
MONTHS_EN = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
GREGORIAN_FA = (
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
)
GREGORIAN_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS_FA = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
WEEKDAYS_EN = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

_PATTERN = re.compile(r"([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Jalali:
    """A day of the Jalali calendar; an impossible one raises Refused with the sentence to show."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise _wrong_year(self.year)
        if not 1 <= self.month <= 12:
            raise refuse(
                "jalali_month",
                f"ماه باید از ۱ تا ۱۲ باشد، نه {digits_fa(self.month)}",
                f"The month must be from 1 to 12, not {self.month}",
            )
        last = days_in_month(self.year, self.month)
        if not 1 <= self.day <= last:
            name_fa, name_en = MONTHS_FA[self.month - 1], MONTHS_EN[self.month - 1]
            raise refuse(
                "jalali_day",
                digits_fa(f"{name_fa} {self.year} {last} روز دارد. روز را از 1 تا {last} بنویسید"),
                f"{name_en} {self.year} has {last} days. Write a day from 1 to {last}",
            )

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def to_date(self) -> date:
        """Return the Gregorian date."""
        return JalaliDate(self.year, self.month, self.day).to_gregorian()  # type: ignore[no-untyped-call]

    def add_months(self, months: int) -> Jalali:
        """Return the day `months` later (or earlier); the 31st becomes the last day of a shorter month."""
        year, month0 = divmod(self.year * 12 + self.month - 1 + months, 12)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _wrong_year(year)
        return Jalali(year, month0 + 1, min(self.day, days_in_month(year, month0 + 1)))


def _wrong_year(year: int) -> Refused:
    if 0 <= year < 100:
        return refuse(
            "jalali_short_year",
            "سال را با چهار رقم بنویسید، مانند ۱۳۷۰",
            "Write the year with four digits, such as 1370",
        )
    return refuse(
        "jalali_year",
        f"سال شمسی باید از {digits_fa(FIRST_YEAR)} تا {digits_fa(LAST_YEAR)} باشد، مانند ۱۴۰۵",
        f"The Persian year must be from {FIRST_YEAR} to {LAST_YEAR}, such as 1405",
    )


def is_leap(year: int) -> bool:
    """Tell whether a Jalali year from 1206 to 1498 has 366 days."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _wrong_year(year)
    return year % 33 in LEAP_REMAINDERS


def days_in_month(year: int, month: int) -> int:
    """Return 31 for months 1–6, 30 for 7–11, and 29 or 30 for Esfand."""
    if month <= 6:
        return 31
    return 30 if month <= 11 or is_leap(year) else 29


def to_jalali(day: date) -> Jalali:
    """Return the Jalali day of a Gregorian date; raises Refused outside 1206–1498."""
    if isinstance(day, datetime):
        raise TypeError("a moment has no day of its own: use tehran_day() first")
    try:
        found = JalaliDate(day)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError) as error:
        raise _wrong_year(day.year - 621) from error
    return Jalali(found.year, found.month, found.day)


def parse_jalali(text: str) -> date:
    """Return the Gregorian date of a Jalali one such as `1370-02-01`, `۱۳۷۰/۲/۱` or `1370.2.1`."""
    found = _PATTERN.fullmatch(digits_ascii(text))
    if not found:
        raise refuse(
            "jalali_form",
            "تاریخ را به شکل سال-ماه-روز بنویسید، مانند ۱۳۷۰-۰۲-۰۱",
            "Write the date as year-month-day, such as 1370-02-01",
        )
    if len(found[1]) < 4:
        raise _wrong_year(int(found[1]) % 100)
    return Jalali(*(int(part) for part in found.groups())).to_date()


def add_months(day: date, months: int) -> date:
    """Return the date `months` Jalali months later, clamped: 1405-06-31 + 1 is 1405-07-30."""
    return to_jalali(day).add_months(months).to_date()


def weekday(day: date) -> int:
    """Return the day of the Persian week: Saturday 0 to Friday 6."""
    return (day.weekday() + 2) % 7


def weekday_name(day: date, language: str) -> str:
    """Return the name of the weekday in `language`."""
    return (WEEKDAYS_EN if language == "en" else WEEKDAYS_FA)[weekday(day)]


def long_date(day: date, language: str) -> str:
    """Return the date in words: «۵ آذر ۱۴۰۵» in Persian, «26 November 2026» in English."""
    return gregorian_date(day, "en") if language == "en" else jalali_date(day, "fa")


def jalali_date(day: date, language: str) -> str:
    """Return the Jalali date in words: «۵ آذر ۱۴۰۵» or «5 Azar 1405»."""
    found = to_jalali(day)
    if language == "en":
        return f"{found.day} {MONTHS_EN[found.month - 1]} {found.year}"
    return digits_fa(f"{found.day} {MONTHS_FA[found.month - 1]} {found.year}")


def gregorian_date(day: date, language: str) -> str:
    """Return the Gregorian date in words: «۲۶ نوامبر ۲۰۲۶» or «26 November 2026»."""
    if language == "en":
        return f"{day.day} {GREGORIAN_EN[day.month - 1]} {day.year}"
    return digits_fa(f"{day.day} {GREGORIAN_FA[day.month - 1]} {day.year}")


def short_date(day: date, language: str) -> str:
    """Return the date in digits: «۱۴۰۵/۰۹/۰۵» in Persian, «2026-11-26» in English."""
    return day.isoformat() if language == "en" else digits_fa(str(to_jalali(day)).replace("-", "/"))


def tehran_day(moment: datetime) -> date:
    """Return the civil day in Tehran of an aware moment; that is the day a deadline counts from."""
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone")
    return moment.astimezone(TEHRAN).date()


def end_of_day(day: date) -> datetime:
    """Return the moment at which a day ends in Tehran (the first one that is no longer in it)."""
    return datetime.combine(day + timedelta(days=1), time(), TEHRAN)
