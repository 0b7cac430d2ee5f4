from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from panjereh.flow.compiling import Version, compile_version
from panjereh.flow.course import NotNow, VerbNotYetRun
from panjereh.flow.folding import owed, replay
from panjereh.flow.model import EndAct, Place, Source, Span, Stage, Way
from panjereh.flow.spans import TEHRAN
from panjereh.flow.state import (
    Decide,
    Done,
    Event,
    Fetched,
    Open,
    Papers,
    State,
    Step,
    Submit,
    Take,
    Tick,
    Withdraw,
)
from panjereh.flow.stepping import begin, step

START = datetime(2026, 4, 4, 9, tzinfo=TEHRAN)  # a Saturday


class Case:
    """A case under test: keeps its state, its events and the clock."""

    def __init__(self, version: Version, papers: Papers, calendar: Any) -> None:
        self.version, self.papers, self.calendar = version, papers, calendar
        self.now = START
        self.state = State()
        self.history: list[tuple[Event, datetime]] = []
        self.effects: list[str] = []
        self.take(begin(version, self.now, calendar=calendar))

    def take(self, made: Step) -> Step:
        self.state = made.state
        self.history += [(event, self.now) for event in made.events]
        self.effects += [effect.key for effect in made.effects]
        return made

    def happens(self, happened: Any) -> Step:
        return self.take(
            step(self.version, self.state, happened, self.now, papers=self.papers, calendar=self.calendar)
        )

    def refused(self, happened: Any) -> str:
        before = self.state
        with pytest.raises(NotNow) as refusal:
            self.happens(happened)
        assert refusal.value.state == before == self.state
        assert refusal.value.message("fa") != refusal.value.message("en")
        return refusal.value.key

    @property
    def kinds(self) -> list[str]:
        return [event.kind for event, _ in self.history]

    def last(self, kind: str) -> Event:
        return next(event for event, _ in reversed(self.history) if event.kind == kind)


@pytest.fixture
def case(version: Version, papers: Any, calendar: Any) -> Case:
    return Case(version, papers(), calendar)


def at_review(version: Version, papers: Papers, calendar: Any) -> Case:
    case = Case(version, papers, calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "missing"))
    assert case.state.stage == "review"
    return case


def test_a_case_opens_as_a_draft_that_the_applicant_may_still_leave(case: Case) -> None:
    assert (case.state.stage, case.state.status) == ("details", "draft")
    assert case.state.stage_due_on == date(2026, 5, 4)
    assert case.kinds == ["CaseOpened", "StageEntered"]
    case.happens(Withdraw())
    assert (case.state.status, case.state.outcome) == ("ended", "withdrawn")


def test_rules_decide_a_good_case_at_once_and_effects_come_one_by_one(case: Case) -> None:
    sent = case.happens(Submit("digest"))
    assert [(e.verb, e.what) for e in sent.effects] == [("fetch", "unit")]
    assert case.state.due_on == date(2026, 4, 25)
    decided = case.happens(Fetched("unit", "found", "x", "law", "t1"))
    assert case.state.path == ("details", "lookup", "risk", "judge", "price", "granted")
    assert (case.state.outcome, case.state.status, case.state.fee) == ("granted", "finishing", 2_000_000)
    assert case.state.facts == {"risk": "low", "points": 1}
    assert case.state.met == (1, 2)
    for verb, what in (("register", "shops"), ("issue", "licence"), ("tell", "letter")):
        assert [(e.verb, e.what) for e in decided.effects] == [(verb, what)]
        assert decided.effects == owed(case.version, case.state)
        decided = case.happens(Done(decided.effects[0].key, f"id-{verb}"))
    assert case.state.status == "ended"
    assert owed(case.version, case.state) == ()
    assert len(set(case.effects)) == len(case.effects) == 4


def test_replay_gives_the_same_state_without_papers(case: Case) -> None:
    case.happens(Submit("digest"))
    case.happens(Fetched("unit", "found"))
    assert replay(case.version, case.history) == case.state


def test_events_hold_no_answers(version: Version, papers: Any, calendar: Any) -> None:
    case = Case(version, papers(kind="a very secret word"), calendar)
    case.happens(Submit("digest"))
    case.happens(Fetched("unit", "found"))
    assert "secret" not in repr(case.history)
    assert "1345678911" not in repr(case.history)


def test_a_fact_may_be_a_decimal_and_stays_plain(version: Version, papers: Any, calendar: Any) -> None:
    case = Case(version, papers(area=50), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "found"))
    assert case.state.facts["points"] == "12.5"
    assert case.state.stage == "review"


def test_an_unmet_condition_refuses_with_its_number(version: Version, papers: Any, calendar: Any) -> None:
    case = Case(version, papers(area=0), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "found"))
    assert (case.state.outcome, case.state.unmet, case.state.met) == ("refused", (1,), (2,))


def test_a_condition_that_does_not_apply_is_left_out(version: Version, papers: Any, calendar: Any) -> None:
    case = Case(version, papers(kind="stall"), calendar)
    case.papers = replace(case.papers, known={"unit": {"use": "flat"}})
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "found"))
    assert case.last("ConditionsChecked").data["skipped"] == [2]
    assert case.state.outcome == "granted"


def test_a_table_without_an_answer_holds_the_case(version: Version, papers: Any, calendar: Any) -> None:
    case = Case(version, replace(papers(), answers={"kind": "shop"}), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "found"))
    assert (case.state.status, case.state.stage) == ("held", "risk")
    assert case.state.reason == "table_undecided:risk"
    assert case.refused(Submit("d")) == "not_asked"


def test_an_officer_leads_a_held_case_on(version: Version, papers: Any, calendar: Any) -> None:
    case = Case(version, replace(papers(), answers={"kind": "shop"}), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "found"))
    assert case.refused(Decide("o1", "granted")) == "unknown_choice"
    case.happens(Decide("o1", "judge"))
    assert (case.state.status, case.state.reason) == ("held", "condition_undecided:1")
    assert case.refused(Decide("o1", "refused")) == "conditions_missing"
    case.happens(Decide("o1", "refused", (1,)))
    assert (case.state.outcome, case.state.unmet) == ("refused", (1,))
    assert case.last("StageEntered").data["by"] == "held:refused"


def test_a_silent_register_leads_to_or_else(case: Case) -> None:
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "failed"))
    assert (case.state.stage, case.state.lacking) == ("review", ())
    assert case.last("StageEntered").data["by"] == "or_else"


def test_a_silent_register_without_or_else_holds(service: Any, papers: Any, calendar: Any) -> None:
    sample = service()
    stages = {**sample.stages, "lookup": replace(sample.stages["lookup"], or_else=None)}
    case = Case(compile_version(replace(sample, stages=stages)), papers(), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "failed"))
    assert (case.state.status, case.state.reason) == ("held", "register_silent:unit")
    case.happens(Decide("o1", "risk"))
    assert case.state.stage == "granted"


def test_a_silent_register_can_be_asked_again(service: Any, papers: Any, calendar: Any) -> None:
    sample = service()
    stages = {**sample.stages, "lookup": replace(sample.stages["lookup"], or_else=None)}
    case = Case(compile_version(replace(sample, stages=stages)), papers(), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "failed"))
    case.happens(Decide("o1", "lookup"))
    assert (case.state.status, case.state.stage, len(case.state.pending)) == ("running", "lookup", 1)
    case.happens(Fetched("unit", "found"))
    assert case.state.stage == "granted"


@pytest.mark.parametrize(
    ("result", "or_else", "stage", "by"),
    [("failed", "lapsed", "review", "silent"), ("failed", None, "review", "silent"),
     ("missing", "lapsed", "lapsed", "or_else")],
)  # fmt: skip
def test_silence_has_a_way_of_its_own(
    service: Any, papers: Any, calendar: Any, result: str, or_else: str | None, stage: str, by: str
) -> None:
    sample = service()
    stages = {
        **sample.stages, "lookup": replace(sample.stages["lookup"], or_else=or_else, silent="review"),
    }  # fmt: skip
    case = Case(compile_version(replace(sample, stages=stages)), replace(papers(), known={}), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", result))
    assert (case.state.stage, case.last("StageEntered").data["by"]) == (stage, by)


def test_a_register_without_the_record_and_no_or_else_is_a_null(
    service: Any, papers: Any, calendar: Any
) -> None:
    sample = service()
    stages = {**sample.stages, "lookup": replace(sample.stages["lookup"], or_else=None)}
    case = Case(compile_version(replace(sample, stages=stages)), replace(papers(), known={}), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "missing"))
    assert case.state.outcome == "refused"
    assert case.state.unmet == (2,)


def test_found_without_the_record_in_the_papers_is_a_mistake_of_the_caller(case: Case) -> None:
    case.papers = replace(case.papers, known={})
    case.happens(Submit("d"))
    with pytest.raises(ValueError, match="unit"):
        case.happens(Fetched("unit", "found"))
    with pytest.raises(ValueError, match="perhaps"):
        case.happens(Fetched("unit", "perhaps"))


def test_wrong_late_and_double_inputs_change_nothing(case: Case) -> None:
    assert case.refused(Open()) == "already_open"
    assert case.refused(Take("o1")) == "not_in_review"
    assert case.refused(Decide("o1", "grant")) == "not_in_review"
    assert case.refused(Fetched("unit", "found")) == "not_fetching"
    assert case.refused(Done("granted:1:issue:licence")) == "effect_not_owed"
    case.happens(Submit("d"))
    assert case.refused(Submit("d")) == "not_asked"
    case.happens(Fetched("unit", "found"))
    assert case.refused(Fetched("unit", "found")) == "ended"
    assert case.refused(Withdraw()) == "decided"
    assert case.refused(Done("granted:1:issue:licence")) == "effect_not_owed"
    case.happens(Done("granted:1:register:shops"))
    assert case.refused(Done("granted:1:register:shops")) == "effect_not_owed"


def test_nothing_happens_before_a_case_is_open(version: Version, papers: Any, calendar: Any) -> None:
    for happened in (Submit("d"), Take("o"), Decide("o", "grant"), Fetched("unit", "found"), Withdraw()):
        with pytest.raises(NotNow) as refusal:
            step(version, State(), happened, START, papers=papers(), calendar=calendar)
        assert refusal.value.key == "not_open"
    ticked = step(version, State(), Tick(), START, papers=papers(), calendar=calendar)
    assert ticked.events == ()


def test_a_limit_passes_once(version: Version, papers: Any, calendar: Any) -> None:
    case = at_review(version, papers(), calendar)
    assert case.state.stage_due_on == date(2026, 4, 18)
    case.now = datetime(2026, 4, 18, 23, 59, tzinfo=TEHRAN)
    assert case.happens(Tick()).events == ()
    case.now = datetime(2026, 4, 19, 0, 1, tzinfo=TEHRAN)
    assert [e.kind for e in case.happens(Tick()).events] == ["LimitPassed"]
    assert case.state.overdue
    assert not case.state.past_due
    assert case.happens(Tick()).events == ()
    case.now += timedelta(days=30)
    assert [e.data["limit"] for e in case.happens(Tick()).events] == ["service"]
    assert case.state.past_due
    assert case.happens(Tick()).events == ()


def test_a_late_applicant_goes_the_late_way(case: Case) -> None:
    case.now += timedelta(days=31)
    case.happens(Tick())
    assert (case.state.outcome, case.state.status) == ("lapsed", "ended")
    assert case.last("StageEntered").data["by"] == "late"


def test_fees_are_halved_for_the_exempt(version: Version, papers: Any, calendar: Any) -> None:
    case = Case(version, replace(papers(), applicant={"assurance": 3}), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "found"))
    assert case.last("FeeAssessed").data["full"] == 2_000_000
    assert case.state.fee == 1_000_000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"parameters": {}}, "table_undecided:fee"),
        ({"applicant": {}}, "exemption_undecided:1"),
    ],
)
def test_a_fee_that_is_not_certain_holds(
    version: Version, papers: Any, calendar: Any, change: dict[str, Any], reason: str
) -> None:
    sample = papers()
    kept = {**change, "parameters": {"base": None}} if "parameters" in change else change
    case = Case(version, replace(sample, **kept), calendar)
    case.happens(Submit("d"))
    case.happens(Fetched("unit", "found"))
    assert (case.state.status, case.state.reason) == ("held", reason)


def test_a_way_that_is_neither_true_nor_false_holds(service: Any, papers: Any, calendar: Any) -> None:
    stages = (
        Stage(
            "ask", "ask", ways=(Way("done", Source("answers.area > 1", Place("process.yaml"))), Way("done"))
        ),
        Stage("done", "end", ("closed",)),
    )
    case = Case(compile_version(service(*stages)), replace(papers(), answers={}), calendar)
    case.happens(Submit("d"))
    assert (case.state.status, case.state.reason) == ("held", "undecided_way:ask")
    case.happens(Decide("o1", "done"))
    assert case.state.status == "ended"


def test_a_refusal_by_the_machine_without_a_condition_holds(service: Any, papers: Any, calendar: Any) -> None:
    stages = (
        Stage("ask", "ask", ways=(Way("judge"),)),
        Stage("judge", "check", ("eligible",), ways=(Way("no"),)),
        Stage("no", "end", ("refused",)),
    )
    case = Case(compile_version(service(*stages)), papers(), calendar)
    case.happens(Submit("d"))
    assert (case.state.status, case.state.reason) == ("held", "refusal_without_condition:no")
    case.happens(Decide("o1", "no", (2,)))
    assert case.state.unmet == (2,)


def test_a_verb_that_is_not_run_yet_stops_before_anything_is_written(
    service: Any, papers: Any, calendar: Any
) -> None:
    stages = (
        Stage("ask", "ask", ways=(Way("sign"),)),
        Stage("sign", "sign", ("p",), ways=(Way("done"),), limit=Span(days=10), late="done"),
        Stage("done", "end", ("closed",), do=(EndAct("tell", "letter"),)),
    )
    case = Case(compile_version(service(*stages)), papers(), calendar)
    before = case.state
    with pytest.raises(VerbNotYetRun, match="sign"):
        case.happens(Submit("d"))
    assert case.state == before
