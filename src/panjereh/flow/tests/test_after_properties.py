"""Random walks after a decision, lawful and unlawful steps alike: what holds for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panjereh.flow.compiling import compile_version
from panjereh.flow.course import NotNow
from panjereh.flow.folding import owed, replay
from panjereh.flow.model import Ground, Measures, Outcome, Span, Text
from panjereh.flow.rows import read_state, write_state
from panjereh.flow.state import (
    AgreeToMeasure,
    Decide,
    Done,
    DropAppeal,
    DropMeasure,
    Event,
    Fetched,
    Input,
    LodgeAppeal,
    Measure,
    Open,
    Overturn,
    State,
    Submit,
    Uphold,
)
from panjereh.flow.stepping import step

SAMPLE = Text("نمونه", "Sample")
OFFICERS, APPEALS = st.sampled_from(["o1", "o2", "o3"]), st.sampled_from(["A", "B", "C"])
RELAXED = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def next_input(state: State, draw: Any) -> Input:
    """What may come now, and what may not; effects that are owed are done most of the time."""
    options: list[Input] = [
        LodgeAppeal(draw(APPEALS), draw(st.sampled_from([state.decision, 0, 5]))),
        DropAppeal(draw(APPEALS)),
        Uphold(draw(APPEALS), "e"),
        Overturn(state.appeal or draw(APPEALS), "e"),
        Measure(draw(OFFICERS), draw(st.sampled_from(["suspend", "reinstate", "revoke"])), (1,)),
        Measure(draw(OFFICERS), "reinstate"),
        AgreeToMeasure(draw(OFFICERS)),
        DropMeasure(draw(OFFICERS)),
        Decide(draw(OFFICERS), "grant"),
        Decide(draw(OFFICERS), "refuse", (1,)),
    ]
    chosen: Input = draw(st.sampled_from(options))
    return chosen


@RELAXED
@given(data=st.data())
def test_what_stands_follows_from_the_events_and_nothing_is_owed_twice(
    service: Callable[..., Any], papers: Any, calendar: Any, now: datetime, data: st.DataObject
) -> None:
    measures = Measures("officer", {1: Ground(1, SAMPLE, "law", ("suspend", "revoke"))}, ("revoke",))
    version = compile_version(
        service(
            appeal="guilds/appeal",
            appeal_within=Span(working_days=20),
            appeal_overturned="review",
            outcome=Outcome("licence", "shops", None, measures=measures),
        )
    )
    state, history, promised = State(), list[tuple[Event, datetime]](), Counter[str]()
    first: list[Input] = [Open(), Submit("d"), Fetched("unit", "found")]
    first += [Decide("o1", "refuse", (1,)) if data.draw(st.booleans()) else Decide("o1", "grant")]
    for number in range(40):
        effects = owed(version, state)
        happened: Input
        if number < len(first):
            happened = first[number]
        elif effects and data.draw(st.integers(0, 4)):
            happened = Done(effects[0].key, "id")
        else:
            happened = next_input(state, data.draw)
        now += timedelta(hours=data.draw(st.integers(0, 30)))
        try:
            made = step(version, state, happened, now, papers=papers(area=100), calendar=calendar)
        except NotNow:
            continue
        promised.update(effect.key for effect in made.effects)
        history += [(event, now) for event in made.events]
        before, state = state, made.state
        assert replay(version, history) == state == read_state(write_state(state))
        assert_sound(before, state, happened)
    assert [key for key, times in promised.items() if times > 1] == []


def assert_sound(before: State, state: State, happened: Input) -> None:
    """Nobody agrees with themself; what is revoked comes back by an appeal alone; an appeal is heard once."""
    assert (state.given is None) == (state.outcome != "granted")
    assert len(set(state.appealed) - {0}) == len([number for number in state.appealed if number])
    if before.given == "revoked" != state.given:
        assert isinstance(happened, Overturn)
    if before.given != "revoked" == state.given:
        assert isinstance(happened, AgreeToMeasure)
        assert happened.officer != before.proposal["officer"]
    if before.outcome == "refused" and state.outcome is None:
        assert isinstance(happened, Overturn)
        assert happened.appeal == before.appeal
