"""After the decision: appeals that reopen or leave a case, and measures on what was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from panjereh.flow.appeal import about, appeal_until, decision_kind, refused_without_a_person
from panjereh.flow.compiling import Version, compile_version
from panjereh.flow.course import NotNow
from panjereh.flow.folding import owed, replay
from panjereh.flow.measures import possible
from panjereh.flow.model import Ground, Measures, Outcome, Span, Text
from panjereh.flow.rows import read_state, write_state
from panjereh.flow.scope import scope_of
from panjereh.flow.state import (
    AgreeToMeasure,
    Decide,
    Done,
    DropAppeal,
    DropMeasure,
    Event,
    Input,
    LodgeAppeal,
    Measure,
    Open,
    Overturn,
    State,
    Submit,
    Take,
    Uphold,
    Withdraw,
)
from panjereh.flow.stepping import step

SAMPLE = Text("نمونه", "Sample")


class Case:
    """A case that is driven input by input; after each, replaying its events gives its state."""

    def __init__(self, version: Version, now: datetime, papers: Any, calendar: Any) -> None:
        self.version, self.now, self.papers, self.calendar = version, now, papers, calendar
        self.state = State()
        self.history: list[tuple[Event, datetime]] = []

    def does(self, *inputs: Input) -> Case:
        for happened in inputs:
            made = step(
                self.version, self.state, happened, self.now, papers=self.papers, calendar=self.calendar
            )
            self.state = made.state
            self.history += [(event, self.now) for event in made.events]
            assert replay(self.version, self.history) == self.state
            assert read_state(write_state(self.state)) == self.state
        return self

    def finished(self) -> Case:
        while effects := owed(self.version, self.state):
            self.does(Done(effects[0].key, "id"))
        return self

    def refuses(self, happened: Input) -> str:
        before = self.state
        with pytest.raises(NotNow) as caught:
            self.does(happened)
        assert self.state == before
        assert caught.value.message("fa")
        assert caught.value.message("en")
        return caught.value.key

    def kinds(self) -> list[str]:
        return [event.kind for event, _ in self.history]


@pytest.fixture
def appealable(service: Callable[..., Any]) -> Version:
    grounds = {
        1: Ground(1, SAMPLE, "law", ("suspend", "revoke")),
        2: Ground(2, SAMPLE, "law", ("revoke",)),
    }
    measures = Measures("officer", grounds, ("revoke",))
    return compile_version(
        service(
            appeal="guilds/appeal",
            appeal_within=Span(working_days=20),
            appeal_overturned="review",
            outcome=Outcome("licence", "shops", Span(months=12), measures=measures),
        )
    )


@pytest.fixture
def case(appealable: Version, papers: Any, calendar: Any, now: datetime) -> Callable[..., Case]:
    def make(**answers: Any) -> Case:
        return Case(appealable, now, papers(**answers), calendar).does(Open(), Submit("d"))

    return make


@pytest.fixture
def refused(case: Callable[..., Case]) -> Case:
    """Refused by an officer, on condition 1."""
    made = case(area=100)
    fetch(made)
    return made.does(Take("o1"), Decide("o1", "refuse", (1,))).finished()


@pytest.fixture
def granted(case: Callable[..., Case]) -> Case:
    made = case(area=100)
    fetch(made)
    return made.does(Decide("o1", "grant")).finished()


def fetch(made: Case) -> None:
    from panjereh.flow.state import Fetched

    made.does(Fetched("unit", "found"))


def test_a_refusal_can_be_appealed_until_the_last_working_day(refused: Case) -> None:
    until = appeal_until(refused.version, refused.state, refused.calendar)
    assert until is not None
    assert decision_kind(refused.state) == "refused"
    last = datetime.combine(until, refused.now.timetz())
    lodged = LodgeAppeal("A", refused.state.decision)
    refused.now = last + timedelta(days=1)
    assert refused.refuses(lodged) == "appeal_late"
    refused.now = last
    assert refused.does(lodged).state.appeal == "A"


def test_an_overturned_case_goes_on_where_its_version_says(refused: Case) -> None:
    before = refused.state
    refused.does(LodgeAppeal("A", before.decision))
    refused.now += timedelta(days=9)
    refused.does(Overturn("A", "overturned", "digest"))
    state = refused.state
    assert (state.stage, state.status, state.outcome, state.unmet) == ("review", "running", None, ())
    assert (state.appeal, state.appealed, state.past_due) == (None, (before.decision,), False)
    assert state.due_on is not None
    assert before.due_on is not None
    assert state.due_on > before.due_on
    assert refused.kinds()[-2:] == ["DecisionOverturned", "StageEntered"]
    refused.does(Decide("o2", "grant")).finished()
    assert (refused.state.outcome, refused.state.status, refused.state.given) == ("granted", "ended", "valid")


def test_effects_of_a_second_refusal_are_owed_again_under_another_name(refused: Case) -> None:
    refused.does(LodgeAppeal("A", refused.state.decision), Overturn("A", "e"))
    first = {event.data["key"] for event, _ in refused.history if event.kind == "PersonTold"}
    refused.does(Decide("o2", "refuse", (2,)))
    assert {effect.key for effect in owed(refused.version, refused.state)}.isdisjoint(first)
    refused.finished()
    assert refused.state.unmet == (2,)
    refused.does(LodgeAppeal("B", refused.state.decision))
    assert refused.state.appeal == "B"


def test_an_upheld_decision_stays_and_is_not_appealed_again(refused: Case) -> None:
    decision = refused.state.decision
    refused.does(LodgeAppeal("A", decision), Uphold("A", "upheld"))
    assert (refused.state.status, refused.state.outcome, refused.state.unmet) == ("ended", "refused", (1,))
    assert refused.refuses(LodgeAppeal("B", decision)) == "appeal_decided"
    assert refused.refuses(Overturn("A", "e")) == "appeal_not_heard"


def test_one_appeal_at_a_time_and_a_dropped_one_leaves_room(refused: Case) -> None:
    decision = refused.state.decision
    refused.does(LodgeAppeal("A", decision))
    assert refused.refuses(LodgeAppeal("B", decision)) == "appeal_heard"
    assert refused.refuses(DropAppeal("B")) == "appeal_not_heard"
    refused.does(DropAppeal("A"), LodgeAppeal("B", decision))
    assert refused.refuses(Overturn("A", "e")) == "appeal_not_heard"


def test_only_a_decision_is_appealed(case: Callable[..., Case], granted: Case) -> None:
    assert case(area=100).refuses(LodgeAppeal("A", 1)) == "nothing_to_appeal"
    assert granted.refuses(LodgeAppeal("A", 0)) == "nothing_to_appeal"
    withdrawn = case(area=100).does(Withdraw())
    assert withdrawn.refuses(LodgeAppeal("A", 0)) == "nothing_to_appeal"


def test_whoever_decided_is_barred_from_the_appeal(
    refused: Case, papers: Any, calendar: Any, service: Callable[..., Any]
) -> None:
    assert refused.state.deciders == ("o1",)
    public = about(refused.version.service, refused.state, "1405-7")
    hearing = compile_version(replace(service(), about="case"))
    appeal = Case(hearing, refused.now, papers(area=100), calendar)
    appeal.does(Open(public, refused.state.deciders), Submit("d"))
    fetch(appeal)
    scope = scope_of(hearing, appeal.state, appeal.papers, appeal.now)["case"]["about"]
    assert (scope["kind"], scope["unmet"], scope["service"]) == ("refused", [1], "guilds/shop")
    assert scope["decided_on"] == refused.now.date()
    assert appeal.refuses(Take("o1")) == "own_decision"
    assert appeal.refuses(Decide("o1", "grant")) == "own_decision"
    assert appeal.does(Take("o2")).state.taken_by == "o2"


def test_two_officers_revoke_and_each_effect_is_owed_once(granted: Case) -> None:
    granted.does(Measure("o1", "revoke", (2, 1), "d"))
    assert (granted.state.given, granted.state.status) == ("valid", "ended")
    assert granted.refuses(AgreeToMeasure("o1")) == "second_officer_needed"
    assert granted.refuses(Measure("o2", "suspend", (1,))) == "measure_proposed"
    granted.does(AgreeToMeasure("o2"))
    keys = granted.state.pending
    assert [key.split(":")[2] for key in keys] == ["restate", "mark", "notify"]
    assert granted.refuses(Measure("o3", "suspend", (1,))) == "measure_under_way"
    granted.finished()
    assert (granted.state.given, granted.state.grounds) == ("revoked", (1, 2))
    assert granted.state.deciders == ("o1", "o2")
    assert possible(granted.version, granted.state) == ()
    assert granted.refuses(Measure("o3", "suspend", (1,))) == "measure_not_possible"
    assert granted.refuses(Measure("o3", "reinstate")) == "measure_not_possible"


def test_a_proposal_can_be_dropped(granted: Case) -> None:
    assert granted.refuses(AgreeToMeasure("o2")) == "nothing_proposed"
    granted.does(Measure("o1", "revoke", (1,)), DropMeasure("o2"))
    assert granted.state.proposal == {}
    assert granted.refuses(DropMeasure("o2")) == "nothing_proposed"


def test_one_officer_suspends_and_lifts_it(granted: Case) -> None:
    granted.does(Measure("o1", "suspend", (1,))).finished()
    assert decision_kind(granted.state) == "suspended"
    assert possible(granted.version, granted.state) == ("reinstate", "revoke")
    granted.does(Measure("o1", "reinstate")).finished()
    assert (granted.state.given, granted.state.grounds, decision_kind(granted.state)) == ("valid", (), None)
    assert granted.refuses(LodgeAppeal("A", granted.state.decision)) == "nothing_to_appeal"


@pytest.mark.parametrize(
    ("measure", "grounds", "key"),
    [
        ("suspend", (), "grounds_missing"),
        ("suspend", (2,), "grounds_unknown"),
        ("suspend", (9,), "grounds_unknown"),
        ("revoke", (), "grounds_missing"),
        ("reinstate", (), "measure_not_possible"),
    ],
)
def test_measures_need_a_ground_that_allows_them(
    granted: Case, measure: str, grounds: tuple[int, ...], key: str
) -> None:
    assert granted.refuses(Measure("o1", measure, grounds)) == key


def test_nothing_is_measured_where_nothing_was_given(refused: Case, version: Version, granted: Case) -> None:
    assert refused.refuses(Measure("o1", "suspend", (1,))) == "nothing_given"
    granted.version = version
    assert granted.refuses(Measure("o1", "suspend", (1,))) == "nothing_given"


def test_while_an_appeal_is_heard_a_measure_can_only_be_lifted(granted: Case) -> None:
    granted.does(Measure("o1", "suspend", (1,))).finished()
    granted.does(LodgeAppeal("A", granted.state.decision))
    assert granted.refuses(Measure("o1", "revoke", (1,))) == "appeal_first"
    granted.does(Measure("o1", "reinstate"))
    granted.does(Overturn("A", "e"))
    assert (granted.state.given, granted.state.appeal) == ("valid", None)
    assert granted.kinds().count("OutcomeReinstated") == 1
    granted.finished()
    assert granted.state.status == "ended"


def test_an_overturned_revocation_gives_back_what_stood_before(granted: Case) -> None:
    granted.does(Measure("o1", "suspend", (1,))).finished()
    suspension = granted.state.decision
    granted.does(Measure("o1", "revoke", (1, 2)), AgreeToMeasure("o2")).finished()
    granted.does(LodgeAppeal("A", granted.state.decision), Overturn("A", "e")).finished()
    assert (granted.state.given, granted.state.grounds) == ("suspended", (1,))
    assert granted.state.decision == suspension
    granted.does(LodgeAppeal("B", suspension), Overturn("B", "e")).finished()
    assert granted.state.given == "valid"
    assert granted.state.outcome == "granted"


def test_an_appeal_against_what_is_no_more_is_refused(granted: Case) -> None:
    granted.does(Measure("o1", "suspend", (1,))).finished()
    suspension = granted.state.decision
    granted.does(Measure("o1", "revoke", (1,)), AgreeToMeasure("o2")).finished()
    assert granted.refuses(LodgeAppeal("A", suspension)) == "decision_changed"


def test_a_check_after_an_appeal_would_refuse_again(service: Callable[..., Any]) -> None:
    assert refused_without_a_person(service(), "judge")
    assert not refused_without_a_person(service(), "review")
