"""The engine against a reference: the same promises, said once more in another way and much more simply.

Random people do lawful and unlawful things to a case of the sample service. The reference says of each
whether it counts, and where the case stands then; the engine has to agree, and its events to replay to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from panjereh.flow.course import NotNow
from panjereh.flow.folding import replay
from panjereh.flow.state import (
    Assign,
    Decide,
    Done,
    Event,
    Fetched,
    HandOn,
    Input,
    Open,
    Paid,
    Papers,
    Release,
    State,
    Submit,
    Take,
    Tick,
    Withdraw,
)
from panjereh.flow.stepping import step
from panjereh.flow.tests.conftest import make_papers
from panjereh.flow.tests.reference import (
    AREAS,
    CALENDAR,
    DAYS,
    KINDS,
    OFFICERS,
    RESULTS,
    START,
    VERSION,
    Reference,
)


def standing(state: State) -> dict[str, Any]:
    """What of the engine's state the reference speaks about."""
    return {
        "stage": state.stage,
        "status": state.status if state.seq else "",
        "path": list(state.path),
        "risk": state.facts.get("risk"),
        "met": set(state.met),
        "unmet": set(state.unmet),
        "fee": state.fee,
        "paid": state.paid,
        "payments": list(state.payments),
        "outcome": state.outcome,
        "holder": state.taken_by,
        "first": _opinion(state),
        "asked": state.asked_pages,
        "pending": list(state.pending),
        "due": state.due_on,
        "stage_due": state.stage_due_on,
        "overdue": state.overdue,
        "past_due": state.past_due,
        "reminded": state.reminded,
        "raised": state.raised_to is not None,
    }


def _opinion(state: State) -> tuple[str | None, str | None, tuple[int, ...]] | None:
    opinion = (state.first_officer, state.first_choice, tuple(state.first_conditions))
    return opinion if any(opinion) else None


class Life(RuleBasedStateMachine):
    """A case, and everything that people, registers and time can do to it."""

    @initialize(
        known_use=st.sampled_from(["shop", "shop", "home"]), opened=st.sampled_from([True] * 9 + [False])
    )
    def begin(self, known_use: str, opened: bool) -> None:
        self.state, self.reference = State(), Reference()
        self.now = START
        self.history: list[tuple[Event, datetime]] = []
        self.answers: dict[str, Any] = {"area": 40, "kind": "shop"}
        self.known_use = known_use
        self.found: str | None = None
        if opened:
            self.open()

    def happens(self, given: Input, counts: bool) -> None:
        made, refused = None, None
        try:
            made = step(VERSION, self.state, given, self.now, papers=self.papers(), calendar=CALENDAR)
        except NotNow as not_now:
            refused = not_now
        assert counts == (refused is None), (
            f"{given} must {'' if counts else 'not '}count: {refused or made.events}"
        )
        if refused:
            assert refused.message("fa") != refused.message("en")
            return
        self.history += [(_plain(event), self.now) for event in made.events]
        self.state = made.state

    def papers(self) -> Papers:
        known = {"unit": {"use": self.found, "owner": "a"} if self.found else None}
        return replace(make_papers(**self.answers), known=known)

    def seen(self) -> Reference:
        reference = self.reference
        reference.today = self.now.date()
        reference.area, reference.kind = self.answers["area"], self.answers["kind"]
        reference.use = self.found
        return reference

    @precondition(lambda self: self.reference.status in ("draft", "running", "held", "finishing"))
    @rule(data=st.data())
    def goes_on(self, data: st.DataObject) -> None:
        """Somebody does what the case waits for."""
        reference = self.reference
        self.time_passes(data.draw(DAYS))
        if reference.status == "ended":
            return
        if reference.status == "finishing":
            self.done(reference.pending[0])
        elif reference.officers_turn:
            self.decide_lawfully(data)
        elif reference.stage == "details":
            self.answer(data.draw(AREAS), data.draw(KINDS))
            self.submit()
        elif reference.stage == "pay":
            self.pay(f"p{len(self.history)}", reference.due_rials)
        else:
            self.register_answers(data.draw(RESULTS))

    # Hypothesis chooses evenly among rules: what fits shall come more often than what doesn't.
    goes_on_still = goes_on
    goes_on_again = goes_on

    @rule()
    def open(self) -> None:
        self.happens(Open(), self.seen().open())

    def answer(self, area: int | None, kind: str) -> None:
        """Answers change only while the applicant is asked, as the room that keeps them sees to."""
        self.answers = {"area": area, "kind": kind}

    @rule()
    def submit(self) -> None:
        self.happens(Submit("d"), self.seen().submit())

    @rule(result=st.sampled_from(["found", "missing", "failed"]))
    def register_answers(self, result: str) -> None:
        fetching = self.reference.stage == "lookup" and self.reference.status == "running"
        if fetching:
            self.found = self.known_use if result == "found" else None
        self.happens(Fetched("unit", result if fetching else "missing"), self.seen().fetched(result))

    @rule(officer=st.sampled_from(OFFICERS), over=st.booleans())
    def take(self, officer: str, over: bool) -> None:
        self.happens(Take(officer, over), self.seen().take(officer, over))

    @rule(officer=st.sampled_from(OFFICERS), to=st.sampled_from(OFFICERS))
    def hand_on(self, officer: str, to: str) -> None:
        self.happens(HandOn(officer, to), self.seen().hand_on(officer, to))

    @rule(officer=st.sampled_from(OFFICERS), to=st.sampled_from(["", *OFFICERS]))
    def put_back_or_assign(self, officer: str, to: str) -> None:
        if to:
            self.happens(Assign("head", to), self.seen().assign(to))
        else:
            self.happens(Release(officer), self.seen().release(officer))

    @rule(payment=st.sampled_from(["p", "p1"]), amount=st.sampled_from([0, 1, 2_000_000, 3_000_000]))
    def pay(self, payment: str, amount: int) -> None:
        """What the bank confirms: often the wrong amount, doubled, or when nothing is waited for."""
        self.happens(Paid(payment, amount), self.seen().pay(payment, amount))

    @rule(
        officer=st.sampled_from(OFFICERS),
        choice=st.sampled_from(["grant", "ask_more", "refuse", "judge", "price", "refused", "pay", "x"]),
        numbers=st.lists(st.sampled_from([1, 2, 3]), max_size=2),
        pages=st.sampled_from([(), ("size",), ("size", "place"), ("lease",)]),
    )
    def decide(self, officer: str, choice: str, numbers: Iterable[int], pages: tuple[str, ...]) -> None:
        named = tuple(numbers)
        counts = self.seen().decide(officer, choice, named, pages)
        self.happens(Decide(officer, choice, named, pages), counts)

    def decide_lawfully(self, data: st.DataObject) -> None:
        """By whoever holds the task; where two have to agree, the second mostly does."""
        reference = self.seen()
        choice = data.draw(st.sampled_from(sorted(reference.options)))
        numbers = data.draw(st.sets(st.sampled_from(sorted(reference.applying)), min_size=1))
        officer = reference.holder or data.draw(st.sampled_from(OFFICERS))
        if reference.first and data.draw(st.integers(0, 3)):
            officer = data.draw(st.sampled_from(OFFICERS))  # the first one tries to agree with themself, too
            _, choice, numbers = reference.first
            if reference.holder not in (None, officer):
                self.take(officer, over=True)
        refuses = reference.options[choice] == "refused"
        self.decide(officer, choice, numbers if refuses else (), ("size",))

    @rule(rarely=st.integers(0, 5))
    def withdraw(self, rarely: int) -> None:
        if not rarely or self.reference.status == "finishing":
            self.happens(Withdraw(), self.seen().withdraw())

    @rule(key=st.sampled_from(["granted:1:tell:letter", "refused:1:tell:letter", "granted:1:register:shops"]))
    def done(self, key: str) -> None:
        self.happens(Done(key, "id"), self.seen().done(key))

    @rule(days=st.sampled_from([0, 1, 3, 10, 12, 30, 31]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.happens(Tick(up="chief"), self.seen().tick())

    @invariant()
    def engine_and_reference_agree(self) -> None:
        if hasattr(self, "state"):
            found = standing(self.state)
            wanted = {name: getattr(self.reference, name) for name in found}
            assert found == wanted

    def teardown(self) -> None:
        if hasattr(self, "state"):
            assert replay(VERSION, self.history) == self.state


def _plain(event: Event) -> Event:
    return Event(event.kind, event.stage, json.loads(json.dumps(dict(event.data))), event.seen_by)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=400, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
