"""The due day as it is shown is the due day that the engine counts, whatever pauses and holidays lie between."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.architecture.page_rules import page_faults

from panjereh.cases.tests.test_applying import HOME, row, signed_in, to_review
from panjereh.flow.model import Span
from panjereh.flow.pauses import pauses_of
from panjereh.flow.spans import TEHRAN, after_pause, last_day
from panjereh.kernel.workdays import THURSDAY_AND_FRIDAY, DayRow, build_calendar

START = date(2026, 11, 22)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=TEHRAN)


@given(
    limit=st.integers(1, 40),
    holidays=st.sets(st.integers(0, 120), max_size=20),
    steps=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30)), max_size=4),
)
def test_the_count_that_is_shown_ends_on_the_day_that_is_due(
    limit: int, holidays: set[int], steps: list[tuple[int, int]]
) -> None:
    days = [DayRow(START + timedelta(days=n), "holiday", f"h{n}", f"h{n}") for n in sorted(holidays)]
    calendar = build_calendar("c", days, [THURSDAY_AND_FRIDAY])
    span = Span(working_days=limit)
    history = [("StageEntered", moment(START)), ("ApplicationSubmitted", moment(START))]
    due, today = last_day(START, span, calendar), START
    for until_asked, until_answered in steps:
        asked = today + timedelta(days=until_asked)
        answered = asked + timedelta(days=until_answered)
        due = after_pause(due, asked, answered, span, calendar)
        history += [("StageEntered", moment(asked, 8)), ("ApplicationSubmitted", moment(answered, 8))]
        today = answered
    pauses, _ = pauses_of(history)
    counted = calendar.count(START, limit, pauses=pauses)
    assert counted[-1].day == due
    assert counted[-1].number == limit
    assert [one.number for one in counted if one.number] == list(range(1, limit + 1))


def test_a_pause_begins_after_the_question_and_takes_in_the_answer() -> None:
    history = [
        ("CaseOpened", moment(START)),
        ("StageEntered", moment(START)),
        ("ApplicationSubmitted", moment(START + timedelta(days=1))),
        ("StageEntered", moment(START + timedelta(days=3))),
        ("ApplicationSubmitted", moment(START + timedelta(days=5))),
    ]
    pause = (START + timedelta(days=4), START + timedelta(days=5))
    assert pauses_of(history) == ((pause,), START + timedelta(days=3))
    assert pauses_of(history[:2]) == ((), None)


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_applicant_sees_the_count(language: str) -> None:
    client, ref = to_review()
    html = client.get(f"/{language}/cases/{ref}/").content.decode()
    assert page_faults(html, language) == []
    words = {
        "fa": ("دریافت شد: روز صفر", "آخر هفته", "قانون مدیریت"),
        "en": ("day 0", "Weekend", "Management Law"),
    }
    for said in words[language]:
        assert said in html
    assert ("روز کاری ۱۰" if language == "fa" else "Working day 10") in html


@pytest.mark.usefixtures("country")
def test_while_it_is_the_applicants_turn_the_count_stands_still() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    officer.post(f"/en/desk/{ref}/take/")
    officer.post(f"/en/desk/{ref}/decide/", {"choice": "ask_more", "pages": ["home"], "note": "x"})
    assert "the count stands still until you answer" in client.get(f"/en/cases/{ref}/").content.decode()
    client.post(f"/en/cases/{ref}/questions/home/", HOME["home"])
    client.post(f"/en/cases/{ref}/check/")
    assert row(ref).stage == "review"
    assert "the count stands still" not in client.get(f"/en/cases/{ref}/").content.decode()
