"""Random services and random walks: the promises that hold for all of them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from panjereh.flow.compiling import VersionUnsound, compile_version
from panjereh.flow.course import NotNow
from panjereh.flow.folding import fold, owed, replay
from panjereh.flow.graph import sound_edges
from panjereh.flow.model import EndAct, Fee, Place, Source, Span, Stage, Way
from panjereh.flow.paying import due_now
from panjereh.flow.review import choices
from panjereh.flow.rows import read_state, write_state
from panjereh.flow.spans import TEHRAN
from panjereh.flow.state import (
    Assign,
    Decide,
    Done,
    Event,
    Fetched,
    HandOn,
    Open,
    Paid,
    Read,
    Release,
    Say,
    State,
    Submit,
    Take,
    Tick,
    Withdraw,
)
from panjereh.flow.stepping import step

START = datetime(2026, 4, 4, 9, tzinfo=TEHRAN)
WHENS = (
    None,
    "case.unmet = []",
    "case.unmet != []",
    'known.unit.use = "shop"',
    "answers.area > 10",
    "answers.area > 10 and known.unit.owner > 3",
)
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def when(text: str | None) -> Source | None:
    return Source(text, Place("process.yaml")) if text else None


@st.composite
def processes(draw: Any) -> tuple[Stage, ...]:
    """A spine of stages that leads to an end, with random ways off it, forward and back.

    Many are unsound (a loop without a person, a refusal that nothing decides); the proof sorts them out.
    """
    count = draw(st.integers(2, 6))
    names = [f"s{n}" for n in range(count)]
    targets = st.sampled_from([*names, "yes", "no", "over"])
    stages = [Stage("s0", "ask", ways=(Way("s1"),), limit=Span(days=9), late="over")]
    for name, following in zip(names[1:], [*names[2:], "yes"], strict=True):
        verb = draw(
            st.sampled_from(["ask", "fetch", "derive", "check", "check", "assess", "pay", "review", "review"])
        )
        ways = (Way(draw(targets), when(draw(st.sampled_from(WHENS[1:])))), Way(following))
        what = {"fetch": ("unit",), "derive": ("risk",), "check": ("eligible",)}
        what |= {"assess": ("flat",), "pay": ("flat",)}
        if verb == "review":
            options = {f"c{n}": draw(targets) for n in range(draw(st.integers(1, 2)))}
            second = when(draw(st.sampled_from(WHENS)))
            options["on"] = following
            stages.append(
                Stage(name, verb, ("o",), choices=options, second=second, limit=Span(working_days=3))
            )
        else:
            or_else = draw(st.none() | targets) if verb == "fetch" else None
            silent = draw(st.none() | targets) if verb == "fetch" else None
            late = {"limit": Span(days=9), "late": "over"} if verb == "pay" else {}
            stage = Stage(name, verb, what.get(verb, ()), ways=ways, or_else=or_else, silent=silent, **late)
            stages.append(stage)
    do = (EndAct("register", "r"), EndAct("issue", "letter"), EndAct("tell", "letter"))
    ends = [Stage("yes", "end", ("granted",), do=do), Stage("no", "end", ("refused",), do=do[2:])]
    return (*stages, *ends, Stage("over", "end", ("lapsed",)))


def sound(service: Any, stages: tuple[Stage, ...]) -> Any:
    """The version of these stages without those that can't be reached, or None."""
    made = service(*stages, fee=Fee("flat", "law"))
    flat = "flat,F\nin,out\nanswers.area,fee\nnumber,number\n> 10,9\n-,7\n"
    tables = {**service().tables}
    tables["flat"] = replace(tables["fee"], id="flat", csv=flat, place=Place("rules/flat.csv"))
    tables.pop("fee")
    try:
        return compile_version(replace(made, tables=tables))
    except VersionUnsound as unsound:
        lost = {f.en.split("“")[1].split("”")[0] for f in unsound.findings if f.key == "unreachable"}
        kept = tuple(stage for stage in stages if stage.id not in lost)
        if not lost or any(f.key != "unreachable" for f in unsound.findings):
            return None
        return sound(service, kept)


def inputs(state: State, version: Any, draw: Any) -> Any:
    """Mostly what fits the state; sometimes anything."""
    fitting: list[Any] = [Tick(), Tick("head")]
    fitting += [Done(effect.key, "id") for effect in owed(version, state) if effect.verb != "fetch"]
    fitting += [
        Fetched(effect.what, draw(st.sampled_from(["found", "missing", "failed"])))
        for effect in owed(version, state)
        if effect.verb == "fetch"
    ]
    officer = draw(st.sampled_from(["o1", "o2", "o3"]))
    fitting += [Decide(officer, choice, (1,), ("size",)) for choice in choices(version, state)]
    fitting += [Decide(officer, choice) for choice in choices(version, state)]
    due = due_now(version, state)
    fitting += [Paid(f"p{state.seq}", due), Paid("p", due + 1)] if due else []
    other = draw(st.sampled_from(["o1", "o2", "o3"]))
    fitting += [Submit("d"), Take(officer), Release(officer), HandOn(officer, other), Assign("head", officer)]
    side = draw(st.sampled_from(["applicant", "agency"]))
    fitting += [Say(side, "d"), Read(side, draw(st.integers(0, 5)))]
    anything = [Open(), Submit("d"), Take("o9", over=True), Decide("o9", "x"), Withdraw(), Done("a:1:tell:b")]
    anything += [Paid(payment, 7) for payment in ("x", *state.payments)]
    return draw(st.sampled_from(anything if draw(st.integers(0, 19)) == 19 else fitting))


@RELAXED
@given(data=st.data())
def test_a_walk_is_its_events_and_nothing_happens_twice(
    service: Any, papers: Any, calendar: Any, data: st.DataObject
) -> None:
    version = sound(service, data.draw(processes()))
    assume(version is not None)
    state, now, history, promised = State(), START, [], Counter[str]()
    for _ in range(data.draw(st.integers(8, 25))):
        happened = Open() if not state.seq else inputs(state, version, data.draw)
        area = data.draw(st.sampled_from([0, 5, 40, 600, None]))
        given_papers = papers(area=area)
        now += timedelta(days=data.draw(st.integers(0, 3)))
        try:
            made = step(version, state, happened, now, papers=given_papers, calendar=calendar)
        except NotNow:
            continue
        assert made.state == fold(version, state, made.events, now)
        assert made.state.seq == state.seq + len(made.events)
        assert len(made.events) <= 5 * len(version.service.stages) + 5
        promised.update(effect.key for effect in made.effects)
        _keeps_its_promises(state, made.state)
        history += [(Event(e.kind, e.stage, json.loads(json.dumps(dict(e.data)))), now) for e in made.events]
        state = made.state
        someone = state.status in ("draft", "held") or version.service.stages[state.stage].verb in (
            "ask",
            "review",
            "pay",
        )
        assert state.status == "ended" or someone or owed(version, state)
    assert replay(version, history) == state
    assert read_state(json.loads(json.dumps(write_state(state)))) == state
    assert all(count == 1 for count in promised.values())
    _money_adds_up(version, state, history)
    assert sum(event.kind == "CaseEnded" for event, _ in history) <= 1
    assert sum(event.kind == "CaseOpened" for event, _ in history) == 1
    raised = Counter(
        len([e for e, _ in history[:n] if e.kind == "StageEntered"])
        for n, (event, _) in enumerate(history)
        if event.kind == "TaskEscalated"
    )
    assert all(count == 1 for count in raised.values())
    done = Counter(event.data["key"] for event, _ in history if "key" in event.data)
    assert all(count == 1 for count in done.values())


def _money_adds_up(version: Any, state: State, history: list[tuple[Event, datetime]]) -> None:
    """Each payment counts once; what is held is what came less what went back, and never below nothing."""
    came = [event for event, _ in history if event.kind == "PaymentConfirmed"]
    back = [event.data["amount"] for event, _ in history if event.kind == "RefundOwed"]
    assert all(amount > 0 for amount in back)
    assert state.paid == sum(event.data["amount"] for event in came) - sum(back) >= 0
    assert state.paid == sum(state.paid_for.values())
    assert len({event.data["payment"] for event in came}) == len(came)
    if state.status in ("finishing", "ended"):
        assert state.paid == (state.paid if state.outcome == "granted" else 0)
        assert state.paid <= state.fees.get("flat", 0)


def _keeps_its_promises(before: State, after: State) -> None:
    """Whoever gave the first opinion never holds the task; talk moves nothing; what was read stays read."""
    assert after.first_officer is None or after.taken_by != after.first_officer
    if after.messages != before.messages:
        assert (after.stage, after.status, after.taken_by) == (before.stage, before.status, before.taken_by)
    for seen in ("read_by_applicant", "read_by_agency"):
        assert getattr(before, seen) <= getattr(after, seen) <= after.messages


@RELAXED
@given(data=st.data())
def test_a_willing_applicant_and_officer_bring_every_case_to_an_end(
    service: Any, papers: Any, calendar: Any, data: st.DataObject
) -> None:
    version = sound(service, data.draw(processes()))
    assume(version is not None)
    given_papers = papers(area=data.draw(st.sampled_from([0, 5, 40, 600])))
    state = step(version, State(), Open(), START, papers=given_papers, calendar=calendar).state
    nearer = _nearest_end(version)
    for turn in range(60):
        if state.status == "ended":
            return
        happened = _willing(version, state, nearer, turn)
        state = step(version, state, happened, START, papers=given_papers, calendar=calendar).state
    # Only rules that send the same answers round for ever remain, and these pass a person each time.
    assert any(version.service.stages[name].verb in ("ask", "review") for name in state.path[-10:])


def _nearest_end(version: Any) -> dict[str, int]:
    stages = version.service.stages
    far = {name: 0 if stage.verb == "end" else 999 for name, stage in stages.items()}
    for _ in stages:
        for edge in sound_edges(stages):
            far[edge.start] = min(far[edge.start], far[edge.target] + 1)
    return far


def _willing(version: Any, state: State, nearer: dict[str, int], turn: int) -> Any:
    todo = owed(version, state)
    if todo:
        return Fetched(todo[0].what, "found") if todo[0].verb == "fetch" else Done(todo[0].key)
    options = choices(version, state)
    if options:
        choice = min(options, key=lambda name: (nearer[options[name]], name))
        target = options[choice]
        refusing = target in version.refusing
        asks = version.service.stages[target].verb == "ask"
        officer = "o2" if state.first_officer == "o1" else "o1"
        return Decide(officer, choice, (1,) if refusing and not asks else (), ("size",) if asks else ())
    due = due_now(version, state)
    return Paid(f"p{turn}", due) if due else Submit(f"d{turn}")
