from __future__ import annotations

import datetime as python

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.rules.temporal import (
    DAY_NANOSECONDS,
    MAX_YEAR,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
    days_in_month,
)
from panjereh.rules.temporal_text import (
    read_date,
    read_date_time,
    read_duration,
    read_temporal,
    read_time,
    write_temporal,
)
from panjereh.rules.zones import instant, offset_of, time_offset

years = st.integers(-MAX_YEAR, MAX_YEAR)


@st.composite
def dates(draw: st.DrawFn) -> Date:
    year, month = draw(years), draw(st.integers(1, 12))
    return Date(year, month, draw(st.integers(1, days_in_month(year, month))))


zones = (
    st.none()
    | st.integers(-18 * 3600, 18 * 3600)
    | st.sampled_from(["Asia/Tehran", "Europe/Paris", "Etc/UTC"])
)
times = st.builds(
    Time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 10**9 - 1), zones
)


@given(st.dates())
def test_days_are_counted_as_python_counts_them(day: python.date) -> None:
    date = Date(day.year, day.month, day.day)
    assert date.ordinal() == day.toordinal() - python.date(1970, 1, 1).toordinal()
    assert date.weekday() == day.isoweekday()


@given(dates())
def test_a_day_comes_back_from_its_number(date: Date) -> None:
    assert Date.from_ordinal(date.ordinal()) == date
    assert Date.from_ordinal(date.ordinal() + 1).ordinal() == date.ordinal() + 1


@given(dates())
def test_a_date_comes_back_from_its_text(date: Date) -> None:
    assert read_date(write_temporal(date)) == date


@given(times)
def test_a_time_comes_back_from_its_text(time: Time) -> None:
    assert read_time(write_temporal(time)) == time
    assert Time.from_nanoseconds(time.nanoseconds(), time.zone) == time


@given(dates(), times)
def test_a_moment_comes_back_from_its_text_and_its_nanoseconds(date: Date, time: Time) -> None:
    moment = DateTime(date, time)
    assert read_date_time(write_temporal(moment)) == moment
    assert read_temporal(write_temporal(moment)) == moment
    assert DateTime.from_local_nanoseconds(moment.local_nanoseconds(), time.zone) == moment


@given(st.integers(-(10**18), 10**18))
def test_durations_come_back_from_their_text(amount: int) -> None:
    assert read_duration(write_temporal(DaysDuration(amount))) == DaysDuration(amount)
    assert read_duration(write_temporal(MonthsDuration(amount))) == MonthsDuration(amount)


@given(dates(), st.integers(-10_000, 10_000))
def test_months_clip_to_the_end_of_the_month(date: Date, months: int) -> None:
    moved = date.plus_months(months)
    assert (moved.year * 12 + moved.month) - (date.year * 12 + date.month) == months
    assert moved.day == min(date.day, days_in_month(moved.year, moved.month))


@pytest.mark.parametrize(
    "text",
    [
        "2012-12-25T",
        "+2012-12-02",
        "998-12-31",
        "01211-12-31",
        "2017-02-29",
        "2017-13-01",
        "9999999999-12-25",
        "7:00:00",
        "23:59:60",
        "24:00:00",
        "13:20:00+02:00@Europe/Paris",
        "13:20:00@xyz/abc",
        "13:20:00@../../etc/passwd",
        "13:20:00+19:00",
        "P",
        "PT",
        "P1DT",
        "P1Y2D",
        "1D",
        "",
    ],
)
def test_text_of_another_shape_is_no_value(text: str) -> None:
    assert read_temporal(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("PT49H", "P2DT1H"),
        ("PT0S", "PT0S"),
        ("P0D", "PT0S"),
        ("P0Y", "P0M"),
        ("P26M", "P2Y2M"),
        ("-PT90.50S", "-PT1M30.5S"),
        ("2020-01-01T24:00:00", "2020-01-02T00:00:00"),
        ("10:00:00+00:00", "10:00:00Z"),
        ("10:00:00+02:45:55", "10:00:00+02:45:55"),
        ("11:22:33.123456789", "11:22:33.123456789"),
        ("10:00:00@Asia/Tehran", "10:00:00@Asia/Tehran"),
    ],
)
def test_text_is_written_canonically(text: str, canonical: str) -> None:
    value = read_temporal(text)
    assert value is not None
    assert write_temporal(value) == canonical


def test_tehran_has_no_summer_time_since_2022() -> None:
    def offset(text: str) -> int | None:
        moment = read_date_time(f"{text}@Asia/Tehran")
        assert moment is not None
        return offset_of(moment)

    assert offset("2021-07-01T12:00:00") == 4 * 3600 + 1800
    assert offset("2026-07-01T12:00:00") == 3 * 3600 + 1800
    assert offset("99999-07-01T12:00:00") == 3 * 3600 + 1800
    assert time_offset(Time(12, 0, 0, 0, "Asia/Tehran")) == 3 * 3600 + 1800


def test_an_instant_needs_a_zone() -> None:
    assert instant(DateTime(Date(1970, 1, 2), Time(0, 0, 0))) is None
    assert instant(DateTime(Date(1970, 1, 2), Time(1, 0, 0, 0, 3600))) == DAY_NANOSECONDS
