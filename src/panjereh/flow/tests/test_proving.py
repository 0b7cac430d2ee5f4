from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from panjereh.flow.graph import refusing_stages, unattended_loop
from panjereh.flow.model import Place, Source, Span, Stage, Way
from panjereh.flow.proving import not_yet_run, prove

ASK = Stage("ask", "ask", ways=(Way("done"),))
DONE = Stage("done", "end", ("closed",))
WHEN = Source("case.unmet = []", Place("process.yaml"))


def keys(service: Any, *stages: Stage, **changes: Any) -> list[str]:
    return [found.key for found in prove(service(*stages, **changes))]


def test_the_sample_is_sound(service: Any) -> None:
    assert prove(service()) == ()


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ((replace(ASK, ways=(Way("nowhere"),)), DONE), {"unknown_target", "no_end", "unreachable"}),
        ((ASK, DONE, replace(DONE, id="island")), {"unreachable"}),
        ((replace(ASK, ways=()), DONE), {"no_way_on", "unreachable"}),
        ((replace(ASK, ways=(Way("ask"),)), DONE), {"no_end", "unreachable"}),
        ((replace(ASK, ways=(Way("done", WHEN),)), DONE), {"no_otherwise"}),
        ((replace(ASK, ways=(Way("done"), Way("done"))), DONE), {"way_after_otherwise"}),
        ((replace(ASK, verb="dance"), DONE), {"unknown_verb", "begin_must_ask"}),
        ((Stage("go", "derive", ("risk",), ways=(Way("done"),)), DONE), {"begin_must_ask"}),
        ((replace(ASK, ways=(Way("no"),)), Stage("no", "end", ("refused",))), {"refusal_without_check"}),
        (
            (ASK, replace(DONE, id="done"), Stage("r", "review", ("o",), choices={"x": "gone"})),
            {"unknown_target", "no_end", "unreachable"},
        ),
    ],
)
def test_each_fault_of_a_process_is_found(
    service: Any, stages: tuple[Stage, ...], expected: set[str]
) -> None:
    assert set(keys(service, *stages)) == expected


def test_an_unknown_beginning_is_named(service: Any) -> None:
    assert keys(service, ASK, DONE, begin="start") == ["begin_unknown"]


def test_a_refusal_needs_numbered_conditions(service: Any) -> None:
    stages = (
        replace(ASK, ways=(Way("judge"),)),
        Stage("judge", "review", ("o",), choices={"refuse": "no"}),
        Stage("no", "end", ("refused",)),
    )
    assert keys(service, *stages) == []
    assert keys(service, *stages, conditions={}) == ["refusal_without_conditions"]


def test_a_loop_without_a_person_is_shown(service: Any) -> None:
    stages = (
        replace(ASK, ways=(Way("a"),)),
        Stage("a", "derive", ("risk",), ways=(Way("b", WHEN), Way("done"))),
        Stage("b", "fetch", ("unit",), ways=(Way("a"),)),
        DONE,
    )
    found = [f for f in prove(service(*stages)) if f.key == "unattended_loop"]
    assert len(found) == 1
    assert "a → b → a" in found[0].en


def test_a_loop_through_a_passed_limit_has_nobody_in_it(service: Any) -> None:
    stages = (
        replace(ASK, ways=(Way("done"),), late="again", limit=Span(days=1)),
        Stage("again", "fetch", ("unit",), ways=(Way("ask"),)),
        DONE,
    )
    assert keys(service, *stages) == ["unattended_loop"]


def test_a_loop_through_a_person_is_fine(service: Any) -> None:
    stages = (
        replace(ASK, ways=(Way("look"),)),
        Stage("look", "review", ("o",), choices={"again": "ask", "ok": "done"}),
        DONE,
    )
    assert keys(service, *stages) == []


def test_a_long_process_is_proved_without_exhausting_the_stack() -> None:
    chain = {f"s{n}": Stage(f"s{n}", "derive", ("t",), ways=(Way(f"s{n + 1}"),)) for n in range(5000)}
    chain["s5000"] = DONE
    assert unattended_loop(chain) == ()


def test_verbs_that_are_not_run_are_proved_and_refused(service: Any) -> None:
    stages = (
        replace(ASK, ways=(Way("sign"),)),
        Stage("sign", "sign", ("p",), ways=(Way("wait"),), declined="done", late="done", limit=Span(days=3)),
        Stage("wait", "wait", ("x",), ways=(Way("call"),)),
        Stage("call", "call", ("a/b",), ways=(Way("done"),)),
        DONE,
    )
    made = service(*stages)
    assert prove(made) == ()
    assert [f.key for f in not_yet_run(made)] == ["verb_not_yet_run"] * 3


def test_refusing_stages_are_those_with_no_other_end(service: Any) -> None:
    assert refusing_stages(service().stages) == {"refused"}
    stages = (
        Stage("tell", "ask", ways=(Way("no"),)),
        Stage("no", "end", ("refused",)),
        Stage("yes", "end", ("granted",)),
        Stage("look", "review", ("o",), choices={"a": "tell", "b": "yes"}),
    )
    assert refusing_stages({s.id: s for s in stages}) == {"tell", "no"}


def test_findings_speak_both_languages_and_say_where(service: Any) -> None:
    stage = replace(ASK, ways=(Way("nowhere"),), place=Place("process.yaml", 7, 3))
    found = next(f for f in prove(service(stage, DONE)) if f.key == "unknown_target")
    assert (found.place.file, found.place.line, found.place.column) == ("process.yaml", 7, 3)
    assert "nowhere" in found.get("fa")
    assert "Write the id of a stage: ask, done" in found.get("en")
