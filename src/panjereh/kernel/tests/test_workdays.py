"""Working days against the vectors and a plain reference count."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel.faults import Refused
from panjereh.kernel.jalali import parse_jalali, weekday
from panjereh.kernel.workdays import (
    FRIDAY_ONLY,
    THURSDAY_AND_FRIDAY,
    DayRow,
    Weekend,
    WorkingCalendar,
    build_calendar,
    days_from_csv,
)

NATIONAL = Path(__file__).resolve().parents[4] / "samples" / "calendars" / "national.csv"
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def national_days() -> list[DayRow]:
    with NATIONAL.open(encoding="utf-8", newline="") as file:
        return days_from_csv(csv.DictReader(file))


def holiday(day: str, status: str = "official", name: str = "تعطیل") -> DayRow:
    return DayRow(date.fromisoformat(day), "holiday", name, "day off", status)


def calendar(days: Iterable[DayRow] = (), *weekends: Weekend) -> WorkingCalendar:
    return build_calendar("national", days, weekends or (THURSDAY_AND_FRIDAY,))


@pytest.mark.parametrize(
    ("received", "both_off", "friday_off"),
    [
        ("1405-09-01", "1405-09-15", "1405-09-12"),
        ("1405-03-12", "1405-03-26", "1405-03-25"),
        ("1405-12-25", "1406-01-18", "1406-01-16"),
    ],
)
def test_vectors(received: str, both_off: str, friday_off: str) -> None:
    start = parse_jalali(received)
    for weekend, due in ((THURSDAY_AND_FRIDAY, both_off), (FRIDAY_ONLY, friday_off)):
        found = calendar(national_days(), weekend)
        assert found.add_working_days(start, 10) == parse_jalali(due)
        assert found.count(start, 10)[-1].day == parse_jalali(due)
        assert found.working_days_between(start, parse_jalali(due)) == 10


def test_seed_has_the_days_of_1405() -> None:
    expected = (
        "01-01 01-02 01-03 01-04 01-12 01-13 01-25 03-06 03-14 03-15 04-03 04-04 05-13 05-21 05-22 05-30 "
        "06-08 08-22 10-02 10-16 11-04 11-22 12-10 12-19 12-20 12-29"
    )
    first, last = parse_jalali("1405-01-01"), parse_jalali("1405-12-29")
    found = {row.date for row in national_days() if first <= row.date <= last}
    assert found == {parse_jalali(f"1405-{day}") for day in expected.split()}
    winter = [row for row in national_days() if row.date > parse_jalali("1405-09-30")]
    late = [row for row in winter if row.status != "official"]
    assert late
    assert {row.status for row in late} == {"estimated"}


def test_count_explains_each_day() -> None:
    found = calendar([holiday("2026-11-24", "estimated", "نمونه")])
    start = date(2026, 11, 23)
    counted = found.count(start, 2, pauses=[(date(2026, 11, 25), date(2026, 11, 25))])
    assert [(day.day.day, day.number, day.reason) for day in counted] == [
        (23, 0, "start"),
        (24, None, "holiday"),
        (25, None, "paused"),
        (26, None, "weekend"),
        (27, None, "weekend"),
        (28, 1, "working"),
        (29, 2, "working"),
    ]
    assert (counted[1].fa, counted[1].en, counted[1].status) == ("نمونه", "day off", "estimated")
    assert (counted[3].fa, counted[4].en) == ("پنجشنبه", "Friday")


def test_no_days_are_due_at_once() -> None:
    assert calendar().add_working_days(date(2026, 11, 27), 0) == date(2026, 11, 27)
    assert calendar().working_days_between(date(2026, 11, 27), date(2026, 11, 1)) == 0


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=10), st.sets(st.integers(0, 6), max_size=6))
def test_count_agrees_with_a_plain_one(start: date, n: int, off: set[date], weekend: set[int]) -> None:
    found = calendar([holiday(day.isoformat()) for day in off], Weekend(frozenset(weekend)))
    due, left = start, n
    while left:
        due += timedelta(days=1)
        left -= due not in off and weekday(due) not in weekend
    assert found.add_working_days(start, n) == due
    counted = found.count(start, n)
    assert counted[-1].day == due
    assert [day.number for day in counted if day.number is not None] == list(range(n + 1))
    assert [(day.day - start).days for day in counted] == list(range(len(counted)))


@given(DAYS, st.integers(0, 30), st.integers(0, 30), st.sets(DAYS, max_size=10))
def test_limits_add_up(start: date, one: int, other: int, off: set[date]) -> None:
    found = calendar([holiday(day.isoformat()) for day in off])
    middle = found.add_working_days(start, one)
    assert found.add_working_days(middle, other) == found.add_working_days(start, one + other)


@given(DAYS, st.integers(1, 30), st.integers(0, 20), st.integers(0, 20))
def test_pause_never_makes_a_limit_shorter(start: date, n: int, after: int, length: int) -> None:
    found = calendar(national_days())
    first = start + timedelta(days=after)
    paused = found.add_working_days(start, n, pauses=[(first, first + timedelta(days=length))])
    assert paused >= found.add_working_days(start, n)


def test_later_rows_replace_and_revoke() -> None:
    monday = "2026-11-23"
    day = date.fromisoformat(monday)
    announced = [holiday(monday, "announced", "آلودگی هوا")]
    assert not calendar(announced).is_working_day(day)
    revoked = [*announced, holiday(monday, "revoked", "آلودگی هوا")]
    assert calendar(revoked).is_working_day(day)
    # Another reason for the same day stays.
    assert not calendar([*revoked, holiday(monday, "official", "عید")]).is_working_day(day)
    assert not calendar([*revoked, *announced]).is_working_day(day)


def test_surest_reason_gives_the_status() -> None:
    rows = [holiday("2026-11-23", "estimated", "الف"), holiday("2026-11-23", "official", "ب")]
    counted = calendar(rows).count(date(2026, 11, 22), 1)[1]
    assert (counted.status, counted.fa) == ("official", "الف، ب")


def test_weekend_day_can_be_made_a_working_one() -> None:
    thursday = date(2026, 11, 26)
    row = DayRow(thursday, "working", "جبران", "made up")
    assert calendar([row]).is_working_day(thursday)
    assert not calendar([row, holiday("2026-11-26")]).is_working_day(thursday)


def test_weekend_changes_from_a_date_on() -> None:
    new = Weekend(THURSDAY_AND_FRIDAY.days, date(2026, 1, 1))
    found = calendar([], new, FRIDAY_ONLY)
    assert found.is_working_day(date(2025, 12, 25))
    assert not found.is_working_day(date(2026, 1, 1))
    assert not found.is_working_day(date(2026, 1, 2))


def test_version_follows_what_the_calendar_says() -> None:
    rows = [holiday("2026-11-23"), holiday("2026-11-24")]
    base = calendar(rows)
    assert calendar(rows[::-1]).version == base.version
    assert calendar([*rows, holiday("2026-11-25", "revoked")]).version == base.version
    announced = [rows[0], holiday("2026-11-24", "announced")]
    others = [calendar(rows[:1]), calendar(rows, FRIDAY_ONLY), calendar(announced)]
    assert len({base.version, *(other.version for other in others)}) == 4
    assert build_calendar("x", rows, (), version="7").version == "7"
    assert len({base, calendar(rows)}) == 1


@pytest.mark.parametrize("n", [-1, 3661])
def test_limits_have_bounds(n: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        calendar().add_working_days(date(2026, 1, 1), n)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"date": "1405-01-01x"}, "calendar_date"),
        ({"date": ""}, "calendar_date"),
        ({"kind": "party"}, "calendar_kind"),
        ({"status": "maybe"}, "calendar_status"),
    ],
)
def test_rows_are_checked(change: dict[str, str], key: str) -> None:
    row = {"date": "2026-03-21", "kind": "holiday", "name_fa": "نوروز", "name_en": "Nowruz"}
    row["status"] = "official"
    assert days_from_csv([row])[0].source == ""
    with pytest.raises(Refused) as caught:
        days_from_csv([row | change])
    assert caught.value.fault.key == key


@pytest.mark.parametrize("days", [set(range(7)), {7}, {-1}])
def test_week_keeps_a_working_day(days: set[int]) -> None:
    with pytest.raises(Refused):
        Weekend(frozenset(days))
