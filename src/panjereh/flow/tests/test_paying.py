from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from panjereh.flow.compiling import Version, compile_version
from panjereh.flow.course import NotNow
from panjereh.flow.folding import replay
from panjereh.flow.model import Exemption, Fee, Place, Source, Span, Stage, Way
from panjereh.flow.paying import due_now
from panjereh.flow.proving import not_yet_run, prove
from panjereh.flow.rows import read_state, write_state
from panjereh.flow.spans import TEHRAN
from panjereh.flow.state import Decide, Paid, State, Submit, Tick, Withdraw
from panjereh.flow.stepping import begin, step

START = datetime(2026, 4, 4, 9, tzinfo=TEHRAN)
FEE = 2_000_000

ASK = Stage("ask", "ask", ways=(Way("size"),))
SIZE = Stage("size", "derive", ("risk",), ways=(Way("price"),))
PRICE = Stage("price", "assess", ("fee",), ways=(Way("pay"),))
PAY = Stage("pay", "pay", ("fee",), ways=(Way("look"),), limit=Span(days=10), late="lapsed")
LOOK = Stage("look", "review", ("o",), choices={"grant": "granted", "again": "ask", "refuse": "refused"})
ENDS = tuple(Stage(end, "end", (end,)) for end in ("granted", "refused", "lapsed"))
STAGES = (ASK, SIZE, PRICE, PAY, LOOK, *ENDS)


class Case:
    """A case that pays."""

    def __init__(self, version: Version, papers: Any, calendar: Any) -> None:
        self.version, self.papers, self.calendar, self.now = version, papers, calendar, START
        self.history: list[Any] = []
        self.state = State()
        self.take(begin(version, START, calendar=calendar))

    def take(self, made: Any) -> None:
        self.state = made.state
        self.history += [(event, self.now) for event in made.events]

    def happens(self, *inputs: Any) -> Case:
        for happened in inputs:
            self.take(
                step(self.version, self.state, happened, self.now, papers=self.papers, calendar=self.calendar)
            )
        return self

    def refused(self, happened: Any) -> str:
        before = self.state
        with pytest.raises(NotNow) as refusal:
            self.happens(happened)
        assert self.state == before
        assert refusal.value.message("fa") != refusal.value.message("en")
        return refusal.value.key

    def refunds(self) -> list[tuple[int, str]]:
        owed = [event.data for event, _ in self.history if event.kind == "RefundOwed"]
        return [(data["amount"], data["why"]) for data in owed]


@pytest.fixture
def case(service: Any, papers: Any, calendar: Any) -> Case:
    return Case(compile_version(service(*STAGES)), papers(), calendar)


def test_a_case_waits_for_exactly_its_fee_and_goes_on_once(case: Case) -> None:
    case.happens(Submit("d"))
    assert (case.state.stage, case.state.fee, due_now(case.version, case.state)) == ("pay", FEE, FEE)
    assert case.refused(Paid("p1", FEE - 1)) == "wrong_amount"
    assert case.refused(Paid("p1", FEE * 10)) == "wrong_amount"
    case.happens(Paid("p1", FEE))
    assert (case.state.stage, case.state.paid, due_now(case.version, case.state)) == ("look", FEE, 0)
    assert case.refused(Paid("p1", FEE)) == "already_paid"
    assert case.refused(Paid("p2", FEE)) == "not_paying"
    assert case.state.payments == ("p1",)
    assert read_state(write_state(case.state)) == case.state == replay(case.version, case.history)


def test_nothing_due_goes_straight_on(service: Any, papers: Any, calendar: Any) -> None:
    always = Exemption(Source("true", Place("service.yaml")), 100, "law")
    made = service(*STAGES, fee=Fee("fee", "law", (always,)))
    case = Case(compile_version(made), papers(), calendar).happens(Submit("d"))
    assert case.state.path[-3:] == ("price", "pay", "look")


def test_a_new_assessment_asks_for_the_difference_only(case: Case, papers: Any) -> None:
    case.happens(Submit("d"), Paid("p1", FEE), Decide("o1", "again", pages=("size",)))
    case.papers = papers(area=100)
    case.happens(Submit("e"))
    assert (case.state.fee, due_now(case.version, case.state)) == (3_000_000, 1_000_000)
    case.happens(Paid("p2", 1_000_000), Decide("o1", "again", pages=("size",)))
    case.papers = papers()
    case.happens(Submit("f"))
    assert case.state.stage == "look"
    assert case.refunds() == [(1_000_000, "reassessed")]
    assert (case.state.paid, case.state.paid_for) == (FEE, {"fee": FEE})


@pytest.mark.parametrize(
    ("last", "owed"),
    [
        (Withdraw(), [(FEE, "withdrawn")]),
        (Decide("o1", "refuse", (1,)), [(FEE, "refused")]),
        (Decide("o1", "grant"), []),
    ],
)
def test_what_was_paid_goes_back_unless_it_was_granted(case: Case, last: Any, owed: list[Any]) -> None:
    case.happens(Submit("d"), Paid("p1", FEE), last)
    assert case.refunds() == owed
    assert case.state.paid == FEE - sum(amount for amount, _ in owed)


def test_an_agency_may_keep_a_fee_for_its_work(service: Any, papers: Any, calendar: Any) -> None:
    made = service(*STAGES, fee=Fee("fee", "law", refund=()))
    case = Case(compile_version(made), papers(), calendar)
    case.happens(Submit("d"), Paid("p1", FEE), Decide("o1", "refuse", (1,)))
    assert (case.refunds(), case.state.paid) == ([], FEE)


def test_time_to_pay_passes(case: Case) -> None:
    case.happens(Submit("d"))
    case.now += timedelta(days=10)
    case.happens(Tick())
    assert case.state.stage == "pay"
    case.now += timedelta(days=1)
    case.happens(Tick())
    assert (case.state.outcome, case.state.status) == ("lapsed", "ended")
    assert case.refused(Paid("p1", FEE)) == "ended"
    assert case.refunds() == []


def test_rules_can_read_what_was_paid(service: Any, papers: Any, calendar: Any) -> None:
    ways = (Way("look", Source("case.paid = case.fee", Place("process.yaml"))), Way("lapsed"))
    case = Case(
        compile_version(service(ASK, SIZE, PRICE, replace(PAY, ways=ways), LOOK, *ENDS)), papers(), calendar
    )
    assert case.happens(Submit("d"), Paid("p1", FEE)).state.stage == "look"


def test_a_payment_is_proved(service: Any) -> None:
    assert prove(service(*STAGES)) == not_yet_run(service(*STAGES)) == ()
    unassessed = (replace(ASK, ways=(Way("pay"),)), PAY, LOOK, *ENDS)
    assert [f.key for f in prove(service(*unassessed))] == ["pay_without_assess"]
    assert [f.key for f in prove(service(*STAGES, fee=None))] == ["pay_other_table"]
    loop = replace(PAY, ways=(Way("size", Source("case.paid > 0", Place("process.yaml"))), Way("look")))
    assert [f.key for f in prove(service(ASK, SIZE, PRICE, loop, LOOK, *ENDS))] == ["unattended_loop"]
