"""`together`: several agencies are asked at once; what each says, and what time does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.flow.compiling import Version, VersionUnsound, compile_version
from panjereh.flow.course import NotNow
from panjereh.flow.folding import replay
from panjereh.flow.model import Span, Stage, Text
from panjereh.flow.rows import read_state, write_state
from panjereh.flow.spans import TEHRAN
from panjereh.flow.state import Event, GiveOpinion, Input, Open, Papers, State, Submit, Tick, Withdraw
from panjereh.flow.stepping import step
from panjereh.flow.tests.conftest import WeekdaysOnly, make_service, ways

START = datetime(2026, 4, 4, 9, tzinfo=TEHRAN)
YES, NO = Text("بله", "Yes"), Text("نه", "No")
DETAILS = Stage("details", "ask", (), ways=ways((None, "both")))
CLOSED = Stage("closed", "end", ("closed",))
LAPSED = Stage("lapsed", "end", ("lapsed",))


def opinion(name: str, days: int) -> Stage:
    return Stage(
        name, "opinion", ("adviser",), limit=Span(days=days), labels={"yes": YES, "no": NO}, agency=name
    )


def version(join: str = "all") -> Version:
    both = Stage(
        "both",
        "together",
        ("left", "right"),
        join=join,
        ways=ways(('case.opinions.left = "no" or case.opinions.right = "no"', "lapsed"), (None, "closed")),
    )
    stages = (DETAILS, both, opinion("left", 3), opinion("right", 9), CLOSED, LAPSED)
    return compile_version(make_service(*stages))


class Walk:
    def __init__(self, join: str = "all") -> None:
        self.version, self.state, self.now = version(join), State(), START
        self.history: list[tuple[Event, datetime]] = []
        self.do(Open())
        self.do(Submit("digest"))

    def do(self, happened: Input) -> None:
        made = step(self.version, self.state, happened, self.now, papers=Papers(), calendar=WeekdaysOnly())
        self.state = made.state
        self.history += [(event, self.now) for event in made.events]

    def after(self, days: int) -> None:
        for _ in range(days):
            self.now += timedelta(days=1)
            self.do(Tick())


def test_all_are_asked_at_once_and_the_nearest_limit_is_that_of_the_stage() -> None:
    walk = Walk()
    assert set(walk.state.opinions) == {"left", "right"}
    assert walk.state.stage_due_on == (START + timedelta(days=3)).date()
    walk.do(GiveOpinion("o1", "left", "yes"))
    assert walk.state.stage == "both"
    assert walk.state.stage_due_on == (START + timedelta(days=9)).date()
    walk.do(GiveOpinion("o2", "right", "yes"))
    assert walk.state.outcome == "closed"


def test_silence_is_an_answer_of_its_own() -> None:
    walk = Walk()
    walk.after(4)
    assert walk.state.opinions["left"]["choice"] == "silent"
    assert walk.state.stage == "both"
    with pytest.raises(NotNow):
        walk.do(GiveOpinion("o1", "left", "yes"))
    walk.after(6)
    assert walk.state.outcome == "closed"


def test_where_any_is_enough_the_first_opinion_decides_and_silence_does_not() -> None:
    walk = Walk("any")
    walk.after(4)
    assert walk.state.stage == "both"
    walk.do(GiveOpinion("o2", "right", "no"))
    assert walk.state.outcome == "lapsed"


@given(st.permutations(["left", "right"]), st.lists(st.sampled_from(["yes", "no"]), min_size=2, max_size=2))
def test_the_order_of_opinions_changes_nothing(order: list[str], said: list[str]) -> None:
    walk = Walk()
    for name in order:
        walk.do(GiveOpinion("o1", name, dict(zip(("left", "right"), said, strict=True))[name]))
    assert walk.state.outcome == ("lapsed" if "no" in said else "closed")
    assert replay(walk.version, walk.history) == walk.state
    assert read_state(write_state(walk.state)) == walk.state


@pytest.mark.parametrize(
    "wrong",
    [GiveOpinion("o", "left", "maybe"), GiveOpinion("o", "both", "yes"), GiveOpinion("o", "x", "yes")],
)
def test_what_was_not_asked_is_not_taken(wrong: GiveOpinion) -> None:
    walk = Walk()
    with pytest.raises(NotNow):
        walk.do(wrong)


def test_nothing_is_taken_from_whoever_was_asked_once_the_case_was_withdrawn() -> None:
    walk = Walk()
    walk.do(Withdraw())
    with pytest.raises(NotNow):
        walk.do(GiveOpinion("o1", "left", "yes"))


def test_only_a_together_names_opinions_and_it_names_nothing_else() -> None:
    alone = replace(DETAILS, ways=ways((None, "left")))
    with pytest.raises(VersionUnsound) as caught:
        compile_version(make_service(alone, opinion("left", 3), CLOSED))
    assert "opinion_alone" in {finding.key for finding in caught.value.findings}
    wrong = Stage("both", "together", ("closed",), ways=ways((None, "closed")))
    with pytest.raises(VersionUnsound) as caught:
        compile_version(make_service(DETAILS, wrong, CLOSED))
    assert "together_branch" in {finding.key for finding in caught.value.findings}
