"""The calendar against its vectors, an independent rule, and an independent library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel.faults import Refused
from panjereh.kernel.jalali import (
    FIRST_YEAR,
    LAST_YEAR,
    Jalali,
    add_months,
    days_in_month,
    end_of_day,
    gregorian_date,
    is_leap,
    jalali_date,
    long_date,
    parse_jalali,
    short_date,
    tehran_day,
    to_jalali,
    weekday,
    weekday_name,
)

DAYS = st.dates(Jalali(FIRST_YEAR, 1, 1).to_date(), Jalali(LAST_YEAR, 12, 29).to_date())


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ("1399-12-30", "2021-03-20"),
        ("1403-12-30", "2025-03-20"),
        ("1408-12-30", "2030-03-20"),
        ("1405-01-01", "2026-03-21"),
        ("1405-09-01", "2026-11-22"),
        ("1357-11-22", "1979-02-11"),
        ("1300-01-01", "1921-03-21"),
        ("1406-01-01", "2027-03-21"),
        ("1407-01-01", "2028-03-20"),
        ("1408-01-01", "2029-03-20"),
        ("1409-01-01", "2030-03-21"),
    ],
)
def test_vectors(jalali: str, gregorian: str) -> None:
    day = date.fromisoformat(gregorian)
    assert parse_jalali(jalali) == day
    assert str(to_jalali(day)) == jalali


def test_leap_years_near_us() -> None:
    leap = [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432]
    assert [year for year in range(1370, 1436) if is_leap(year)] == leap
    assert [year for year in range(1433, 1442) if is_leap(year)] == [1436, 1441]


def test_every_new_year_agrees_with_own_rule_and_with_jdatetime() -> None:
    day = date(2025, 3, 21)
    for year in range(1404, LAST_YEAR + 1):
        assert Jalali(year, 1, 1).to_date() == day
        day += timedelta(days=366 if is_leap(year) else 365)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert jdatetime.date(year, 1, 1).togregorian() == Jalali(year, 1, 1).to_date()
        assert jdatetime.date(year, 1, 1).isleap() == is_leap(year)


@given(DAYS)
def test_day_goes_there_and_back(day: date) -> None:
    found = to_jalali(day)
    assert found.to_date() == day
    other = jdatetime.date.fromgregorian(date=day)
    assert (found.year, found.month, found.day) == (other.year, other.month, other.day)
    assert weekday(day) == other.weekday()
    assert parse_jalali(short_date(day, "fa")) == day


@given(DAYS, DAYS)
def test_order_is_the_same_in_both_calendars(one: date, other: date) -> None:
    assert (one < other) == (to_jalali(one) < to_jalali(other))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("1405-06-31", 1, "1405-07-30"),
        ("1405-06-31", 6, "1405-12-29"),
        ("1403-06-31", 6, "1403-12-30"),
        ("1403-12-30", 12, "1404-12-29"),
        ("1405-01-31", -1, "1404-12-29"),
        ("1405-09-01", 60, "1410-09-01"),
        ("1405-01-15", -13, "1403-12-15"),
        ("1405-05-05", 0, "1405-05-05"),
    ],
)
def test_months_are_added_with_clamping(start: str, months: int, end: str) -> None:
    assert add_months(parse_jalali(start), months) == parse_jalali(end)


@given(st.integers(1300, 1400), st.integers(1, 12), st.integers(1, 31), st.integers(-600, 600))
def test_adding_months_never_skips_a_month(year: int, month: int, day: int, months: int) -> None:
    start = Jalali(year, month, min(day, days_in_month(year, month)))
    end = start.add_months(months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or end.day == days_in_month(end.year, end.month) < start.day


@pytest.mark.parametrize("text", ["۱۳۷۰/۲/۱", "1370.02.1", " ۱۳۷۰ - ۰۲ - ۰۱ ", "١٣٧٠-٠٢-٠١"])
def test_many_ways_to_write_one_day(text: str) -> None:
    assert parse_jalali(text) == date(1991, 4, 21)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1404-12-30", "jalali_day"),
        ("1405-07-31", "jalali_day"),
        ("1405-01-00", "jalali_day"),
        ("1405-13-01", "jalali_month"),
        ("1405-00-01", "jalali_month"),
        ("70-02-01", "jalali_short_year"),
        ("070-02-01", "jalali_short_year"),
        ("1991-04-21", "jalali_year"),
        ("1205-01-01", "jalali_year"),
        ("1405-01", "jalali_form"),
        ("", "jalali_form"),
        ("دیروز", "jalali_form"),
        ("1405-01-²", "jalali_form"),
        ("1405-01-01-01", "jalali_form"),
    ],
)
def test_impossible_days_are_refused_in_both_languages(text: str, key: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_jalali(text)
    fault = caught.value.fault
    assert fault.key == key
    assert fault.get("fa") == fault.fa != fault.en == fault.get("en")


def test_refusal_names_the_last_day() -> None:
    with pytest.raises(Refused) as caught:
        Jalali(1404, 12, 30)
    assert caught.value.fault.fa == "اسفند ۱۴۰۴ ۲۹ روز دارد. روز را از ۱ تا ۲۹ بنویسید"
    assert caught.value.fault.en == "Esfand 1404 has 29 days. Write a day from 1 to 29"


@pytest.mark.parametrize("day", [date.min, date(1600, 1, 1), date(2300, 1, 1), date.max])
def test_days_outside_the_proven_span_are_refused(day: date) -> None:
    with pytest.raises(Refused):
        to_jalali(day)


def test_moment_is_no_day() -> None:
    with pytest.raises(TypeError):
        to_jalali(datetime(2026, 11, 26, tzinfo=UTC))
    with pytest.raises(ValueError, match="time zone"):
        tehran_day(datetime(2026, 11, 26))


def test_days_are_shown_in_words() -> None:
    day = parse_jalali("1405-09-05")
    assert long_date(day, "fa") == "۵ آذر ۱۴۰۵"
    assert long_date(day, "en") == "26 November 2026"
    assert jalali_date(day, "en") == "5 Azar 1405"
    assert gregorian_date(day, "fa") == "۲۶ نوامبر ۲۰۲۶"
    assert short_date(day, "fa") == "۱۴۰۵/۰۹/۰۵"
    assert short_date(day, "en") == "2026-11-26"
    assert (weekday_name(day, "fa"), weekday_name(day, "en")) == ("پنجشنبه", "Thursday")
    assert weekday_name(parse_jalali("1405-09-01"), "fa") == "یکشنبه"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T20:29:59+00:00", "2026-11-22"),
        ("2026-11-22T20:30:00+00:00", "2026-11-23"),
        # In the summers before 1402 Tehran was at +04:30.
        ("2021-07-01T19:29:59+00:00", "2021-07-01"),
        ("2021-07-01T19:30:00+00:00", "2021-07-02"),
        ("2026-07-01T19:30:00+00:00", "2026-07-01"),
    ],
)
def test_day_turns_at_midnight_in_tehran(moment: str, day: str) -> None:
    assert tehran_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)))
def test_day_ends_where_the_next_begins(day: date) -> None:
    # Some summer-time changes skipped midnight itself, so moments are compared in UTC.
    end = end_of_day(day).astimezone(UTC)
    assert tehran_day(end) == day + timedelta(days=1)
    assert tehran_day(end - timedelta(microseconds=1)) == day
