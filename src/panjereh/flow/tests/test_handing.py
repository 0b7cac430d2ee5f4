"""Tasks that go from hand to hand and up, and what both sides write to each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from panjereh.flow.compiling import Version, compile_version
from panjereh.flow.model import Span
from panjereh.flow.spans import TEHRAN
from panjereh.flow.state import (
    Assign,
    Decide,
    HandOn,
    Open,
    Read,
    Release,
    Say,
    Take,
    Tick,
    Withdraw,
)
from panjereh.flow.tests.test_stepping import Case, at_review


@pytest.fixture
def case(version: Version, papers: Any, calendar: Any) -> Case:
    return Case(version, papers(), calendar)


@pytest.fixture
def review(version: Version, papers: Any, calendar: Any) -> Case:
    return at_review(version, papers(area=60), calendar)


def test_whoever_holds_a_task_puts_it_back_or_hands_it_on(review: Case) -> None:
    assert review.refused(Release("o1")) == "not_yours"
    review.happens(Take("o1"))
    assert review.refused(Release("o2")) == "not_yours"
    assert review.refused(HandOn("o2", "o3")) == "not_yours"
    assert review.refused(HandOn("o1", "o1")) == "theirs_already"
    review.happens(HandOn("o1", "o2"))
    assert review.state.taken_by == "o2"
    assert review.last("TaskHandedOn").data == {"officer": "o1", "to": "o2"}
    review.happens(Release("o2"))
    assert review.state.taken_by is None
    assert all(review.last(kind).seen_by == "agency" for kind in ("TaskHandedOn", "TaskReleased"))


def test_a_superior_assigns_whoever_holds_it(review: Case) -> None:
    review.happens(Assign("head", "o1"))
    assert review.refused(Assign("head", "o1")) == "theirs_already"
    review.happens(Assign("head", "o2"))
    assert review.state.taken_by == "o2"
    assert review.last("TaskAssigned").data == {"officer": "head", "to": "o2", "over": "o1"}
    review.happens(Decide("o2", "refuse", (1,)))
    assert review.refused(Assign("head", "o1")) == "ended"


def test_the_second_task_never_comes_back_to_the_first_pair_of_eyes(
    version: Version, papers: Any, calendar: Any
) -> None:
    case = at_review(version, papers(area=600), calendar)
    case.happens(Decide("o1", "refuse", (1,)))
    case.happens(Take("o2"))
    assert case.refused(HandOn("o2", "o1")) == "second_officer_needed"
    assert case.refused(Assign("head", "o1")) == "second_officer_needed"
    case.happens(HandOn("o2", "o3"))
    case.happens(Decide("o3", "refuse", (1,)))
    assert case.state.outcome == "refused"


def test_a_task_goes_up_once_when_its_limit_has_passed(review: Case) -> None:
    review.happens(Tick("head"))
    assert review.state.raised_to is None
    review.now += timedelta(days=30)
    assert [e.kind for e in review.happens(Tick("head")).events] == [
        "LimitPassed",
        "LimitPassed",
        "TaskEscalated",
    ]
    assert review.state.raised_to == "head"
    assert review.last("TaskEscalated").data == {"role": "officer", "to": "head"}
    assert review.happens(Tick("head")).events == ()


def test_a_task_goes_up_also_when_the_role_above_was_named_later(review: Case) -> None:
    review.now += timedelta(days=30)
    review.happens(Tick())
    assert (review.state.overdue, review.state.raised_to) == (True, None)
    assert [e.kind for e in review.happens(Tick("head")).events] == ["TaskEscalated"]


def test_the_applicant_is_reminded_once_before_the_limit(case: Case) -> None:
    limit = case.state.stage_due_on
    assert limit is not None
    assert case.happens(Tick()).events == ()
    reminded = []
    while case.now.astimezone(TEHRAN).date() < limit:
        case.now += timedelta(days=1)
        reminded += [(e.kind, case.now.date()) for e in case.happens(Tick()).events]
    assert [kind for kind, _ in reminded] == ["LimitNear"]
    assert case.calendar.add_working_days(reminded[0][1], 3) >= limit
    assert case.calendar.add_working_days(reminded[0][1] - timedelta(days=1), 3) < limit


def test_a_limit_that_is_near_from_the_first_day_reminds_on_the_second(
    service: Any, papers: Any, calendar: Any
) -> None:
    sample = service()
    stages = {**sample.stages, "details": replace(sample.stages["details"], limit=Span(days=2))}
    case = Case(compile_version(replace(sample, stages=stages)), papers(), calendar)
    assert case.happens(Tick()).events == ()
    case.now += timedelta(days=1)
    assert [e.kind for e in case.happens(Tick()).events] == ["LimitNear"]


def test_messages_move_nothing_and_say_who_is_awaited(review: Case) -> None:
    before = review.state
    review.happens(Say("agency", "d1"))
    assert (review.state.messages, review.state.reply_from, review.state.read_by_agency) == (
        1,
        "applicant",
        1,
    )
    assert (review.state.stage, review.state.status) == (before.stage, before.status)
    review.happens(Read("applicant", 9))
    assert review.state.read_by_applicant == 1
    assert review.happens(Read("applicant", 1)).events == ()
    review.happens(Say("applicant", "d2", reply=False))
    assert (review.state.messages, review.state.reply_from) == (2, None)
    assert review.last("MessageSent").data == {
        "side": "applicant",
        "number": 2,
        "digest": "d2",
        "reply": False,
    }


def test_a_conversation_is_open_from_the_submission_until_a_month_after_the_end(
    case: Case, version: Version, papers: Any, calendar: Any
) -> None:
    assert case.refused(Say("applicant", "d")) == "not_submitted"
    ended = at_review(version, papers(area=60), calendar)
    ended.happens(Say("agency", "d"))
    ended.happens(Withdraw())
    assert ended.state.reply_from is None
    ended.now += timedelta(days=30)
    ended.happens(Say("applicant", "d"))
    assert ended.state.reply_from is None, "nobody has to answer in a case that has ended"
    ended.now += timedelta(days=1)
    assert ended.refused(Say("applicant", "d")) == "conversation_over"
    assert ended.happens(Read("agency", 2)).events[0].kind == "MessageRead"


def test_a_conversation_takes_no_more_than_its_measure(review: Case) -> None:
    for number in range(200):
        review.happens(Say("applicant", f"d{number}"))
    assert review.refused(Say("applicant", "d")) == "conversation_full"


def test_nobody_talks_before_a_case_is_open(version: Version, papers: Any, calendar: Any) -> None:
    case = at_review(version, papers(area=60), calendar)
    assert case.refused(Open()) == "already_open"
    with pytest.raises(ValueError, match="side"):
        case.happens(Say("stranger", "d"))
