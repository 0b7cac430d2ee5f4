"""A draft goes over to another version, and a replay folds each event through the version it happened on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from panjereh.flow.compiling import compile_version
from panjereh.flow.course import NotNow
from panjereh.flow.folding import fold, replay
from panjereh.flow.model import Field, Page, Place, Source, Text
from panjereh.flow.questions import same_field, same_page
from panjereh.flow.spans import TEHRAN
from panjereh.flow.state import Open, Papers, Renew, State, Submit
from panjereh.flow.stepping import step

START = datetime(2026, 4, 4, 9, tzinfo=TEHRAN)
SIZE = Text("متراژ", "Floor area")


def walked(calendar: Any, *inputs: Any) -> tuple[State, list[Any]]:
    """The state and the history of inputs, each with its version."""
    state, history, now = State(), [], START
    for version, happened in inputs:
        made = step(version, state, happened, now, papers=Papers(), calendar=calendar)
        assert made.state == fold(version, state, made.events, now)
        history += [(event, now) for event in made.events]
        state, now = made.state, now + timedelta(days=1)
    return state, history


def renamed(service: Any, stage: str) -> Any:
    """The sample with another name for its first stage."""
    sample = service()
    stages = {stage: replace(sample.stages["details"], id=stage)}
    for name, former in sample.stages.items():
        if name != "details":
            choices = {key: stage if to == "details" else to for key, to in former.choices.items()}
            stages[name] = replace(former, choices=choices)
    return compile_version(replace(sample, begin=stage, stages=stages))


def test_a_draft_whose_stage_stays_goes_on_there(version: Any, service: Any, calendar: Any) -> None:
    newer = compile_version(service())
    state, history = walked(calendar, (version, Open()), (newer, Renew("one", "two")))
    assert (state.stage, state.status, state.path) == ("details", "draft", ("details",))
    assert [event.kind for event, _ in history] == ["CaseOpened", "StageEntered", "DraftMoved"]
    assert history[-1][0].data == {"before": "one", "now": "two"}
    assert replay(newer, history, earlier={"one": version}) == state


def test_a_draft_whose_stage_is_gone_begins_again(version: Any, service: Any, calendar: Any) -> None:
    newer = renamed(service, "about")
    state, history = walked(calendar, (version, Open()), (newer, Renew("one", "two")))
    assert (state.stage, state.status, state.path) == ("about", "draft", ("details", "about"))
    assert replay(newer, history, earlier={"one": version}) == state


def test_a_replay_goes_through_every_version(version: Any, service: Any, calendar: Any) -> None:
    second, third = renamed(service, "about"), renamed(service, "what")
    state, history = walked(
        calendar,
        (version, Open()),
        (second, Renew("one", "two")),
        (third, Renew("two", "three")),
        (third, Submit("d")),
    )
    assert state.submitted_at is not None
    assert replay(third, history, earlier={"one": version, "two": second}) == state
    with pytest.raises(KeyError):
        replay(third, history)  # the version that it was opened on is needed


def test_what_has_been_sent_stays_on_its_version(version: Any, calendar: Any) -> None:
    with pytest.raises(NotNow) as late:
        walked(calendar, (version, Open()), (version, Submit("d")), (version, Renew("one", "two")))
    assert late.value.key == "not_a_draft"


def test_a_draft_that_is_not_open_moves_nowhere(version: Any, calendar: Any) -> None:
    with pytest.raises(NotNow):
        walked(calendar, (version, Renew("one", "two")))


PAGE = Page("size", SIZE, (Field("area", "number"), Field("kind", "text", max=None)))


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, ask=Text("متراژ؟", "Area?")),
        replace(PAGE, hint=SIZE),
        replace(PAGE, fields=PAGE.fields[:1]),
        replace(PAGE, fields=(replace(PAGE.fields[0], required=False), PAGE.fields[1])),
        replace(PAGE, fields=(PAGE.fields[0], replace(PAGE.fields[1], choices={"a": SIZE}))),
        replace(PAGE, fields=PAGE.fields[::-1]),
    ],
)
def test_a_page_that_says_something_else_is_another_page(other: Page) -> None:
    assert not same_page(PAGE, other)


def test_when_a_page_is_asked_and_where_it_stands_makes_no_other_page() -> None:
    moved = replace(PAGE, when=Source("answers.x = 1", Place("form.yaml", 9, 9)))
    assert same_page(PAGE, moved)
    assert same_page(moved, replace(moved, when=Source("answers.x = 1", Place("form.yaml", 10, 9))))


def test_a_question_may_move_to_another_page_of_the_same_heading() -> None:
    field = PAGE.fields[0]
    assert same_field(PAGE, field, Page("other", SIZE, (field,)), field)
    assert not same_field(PAGE, field, Page("other", None, (field,)), field)
