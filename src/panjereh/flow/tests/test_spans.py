from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.flow.model import Span
from panjereh.flow.spans import add_months, after_pause, last_day, tehran_day

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def test_the_day_is_that_of_tehran() -> None:
    assert tehran_day(datetime(2026, 4, 4, 20, 29, tzinfo=UTC)) == date(2026, 4, 4)
    assert tehran_day(datetime(2026, 4, 4, 20, 30, tzinfo=UTC)) == date(2026, 4, 5)
    with pytest.raises(ValueError, match="time zone"):
        tehran_day(datetime(2026, 4, 4))


def test_spans_of_each_kind(calendar: Any) -> None:
    saturday = date(2026, 4, 4)
    assert last_day(saturday, Span(days=10), calendar) == date(2026, 4, 14)
    assert last_day(saturday, Span(working_days=5), calendar) == date(2026, 4, 11)
    assert last_day(date(2026, 1, 31), Span(months=1), calendar) == date(2026, 2, 28)
    assert last_day(date(2024, 2, 29), Span(months=60), calendar) == date(2029, 2, 28)


@given(DAYS, st.integers(0, 400))
def test_months_never_skip_one(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@given(DAYS, st.integers(1, 30), st.integers(0, 40), st.integers(0, 40))
def test_a_pause_leaves_what_was_left(start: date, limit: int, before: int, pause: int) -> None:
    class EveryDay:
        def add_working_days(self, start: date, n: int, /) -> date:
            return start + timedelta(days=n)

    due = start + timedelta(days=limit)
    paused, resumed = start + timedelta(days=before), start + timedelta(days=before + pause)
    for span in (Span(working_days=limit), Span(days=limit)):
        moved = after_pause(due, paused, resumed, span, EveryDay())
        assert moved == (due + timedelta(days=pause) if paused < due else due)
