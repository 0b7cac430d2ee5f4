"""What officers do at a review: take, ask more, decide, agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from panjereh.flow.compiling import Version
from panjereh.flow.state import (
    Decide,
    Submit,
    Take,
)
from panjereh.flow.tests.test_stepping import START, at_review


def test_an_officer_takes_and_hands_over_a_task(version: Version, papers: Any, calendar: Any) -> None:
    case = at_review(version, papers(), calendar)
    case.happens(Take("o1"))
    assert case.state.taken_by == "o1"
    assert case.refused(Take("o1")) == "already_taken"
    assert case.refused(Take("o2")) == "taken_by_another"
    assert case.refused(Decide("o2", "grant")) == "taken_by_another"
    case.happens(Take("o2", over=True))
    assert case.last("TaskTaken").data == {"officer": "o2", "over": "o1"}
    case.happens(Take("o1", over=True))
    assert case.refused(Decide("o2", "grant")) == "taken_by_another"


def test_a_refusal_needs_conditions_that_apply(version: Version, papers: Any, calendar: Any) -> None:
    case = at_review(version, papers(kind="stall"), calendar)
    assert case.refused(Decide("o1", "burn")) == "unknown_choice"
    assert case.refused(Decide("o1", "refuse")) == "conditions_missing"
    assert case.refused(Decide("o1", "refuse", (9,))) == "conditions_unknown"
    assert case.refused(Decide("o1", "refuse", (2,))) == "conditions_unknown"
    assert case.refused(Decide("o1", "grant", (1,))) == "conditions_not_due"
    case.happens(Decide("o1", "refuse", (1,)))
    assert (case.state.outcome, case.state.unmet) == ("refused", (1,))


def test_asking_more_names_pages_and_moves_the_legal_limit(
    version: Version, papers: Any, calendar: Any
) -> None:
    case = at_review(version, papers(), calendar)
    due = case.state.due_on
    assert case.refused(Decide("o1", "ask_more")) == "pages_missing"
    assert case.refused(Decide("o1", "ask_more", pages=("x",))) == "pages_unknown"
    case.happens(Decide("o1", "ask_more", pages=("size",), note_digest="n"))
    assert (case.state.stage, case.state.status, case.state.asked_pages) == ("details", "running", ("size",))
    case.now += timedelta(days=7)
    case.happens(Submit("d2"))
    assert case.state.due_on == due + timedelta(days=7)  # type: ignore[operator]
    assert case.state.asked_pages == ()
    assert case.state.submitted_at == START
    # The register is asked again: the same stage, another visit, another key.
    assert case.effects == ["lookup:1:fetch:unit", "lookup:2:fetch:unit"]


def test_two_officers_have_to_agree_where_the_service_says_so(
    version: Version, papers: Any, calendar: Any
) -> None:
    case = at_review(version, papers(area=501), calendar)
    case.happens(Take("o1"))
    case.happens(Decide("o1", "grant"))
    assert (case.state.first_choice, case.state.first_officer) == ("grant", "o1")
    assert (case.state.taken_by, case.state.stage) == (None, "review")
    assert case.refused(Decide("o1", "grant")) == "second_officer_needed"
    assert case.refused(Take("o1")) == "second_officer_needed"
    case.happens(Decide("o2", "refuse", (1,)))
    assert (case.state.first_choice, case.state.first_officer) == ("refuse", "o2")
    assert case.last("FirstOpinionGiven").data["against"] == "o1"
    case.happens(Decide("o1", "refuse", (1,)))
    assert case.last("ReviewDecided").data["second_of"] == "o2"
    assert case.state.outcome == "refused"


def test_asking_more_needs_no_second_officer(version: Version, papers: Any, calendar: Any) -> None:
    case = at_review(version, papers(area=501), calendar)
    case.happens(Decide("o1", "ask_more", pages=("size",)))
    assert case.state.stage == "details"


def test_an_undecided_second_is_the_careful_one(version: Version, papers: Any, calendar: Any) -> None:
    case = at_review(version, replace(papers(), answers={"kind": "shop"}), calendar)
    case.happens(Decide("o1", "grant"))
    assert case.state.first_officer == "o1"
