"""The stages that need nobody: derive, check, assess; and the ways from stage to stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from panjereh.flow.course import Course, VerbNotYetRun
from panjereh.flow.facts import NotAFact, write_fact
from panjereh.flow.graph import NOT_YET_RUN
from panjereh.flow.model import Exemption, Stage
from panjereh.flow.opinions import ask_opinions
from panjereh.flow.paying import nothing_due, settle_end
from panjereh.flow.scope import scope_of
from panjereh.rules import LimitExceeded, from_feel


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a case goes next, and by which way (`Edge.by`)."""

    stage: str
    by: str


def go(course: Course, target: str, by: str, *, pages: tuple[str, ...] = ()) -> None:
    """Enter a stage and run on until a person, a register, an effect or the end is needed."""
    goal: Goal | None = Goal(target, by)
    for _ in range(len(course.version.service.stages) + 1):
        if goal is None or not _enter(course, goal, pages):
            return
        stage = course.stage
        if stage.verb not in _WORK:
            return
        goal = choose_way(course) if _WORK[stage.verb](course, stage) else None
    course.hold(f"no_progress:{course.state.stage}")


def go_on(course: Course) -> None:
    """Leave the present stage by the first way whose `when` is true."""
    goal = choose_way(course)
    if goal is not None:
        go(course, goal.stage, goal.by)


def choose_way(course: Course) -> Goal | None:
    """The next stage, or None when the case has been held: a rule never guesses."""
    here = course.state.stage
    for number, way in enumerate(course.stage.ways, start=1):
        truth = course.truth(way.when)
        if truth is None:
            course.hold(f"undecided_way:{here}")
            return None
        if truth:
            return Goal(way.go, f"way:{number}")
    course.hold(f"no_way:{here}")
    return None


def _enter(course: Course, goal: Goal, pages: tuple[str, ...]) -> bool:
    stage = course.version.service.stages[goal.stage]
    if stage.verb in NOT_YET_RUN:
        raise VerbNotYetRun(stage)
    if stage.verb == "end" and stage.what == ("refused",) and not course.state.unmet:
        course.hold(f"refusal_without_condition:{stage.id}")
        return False
    asked = list(pages) if pages and stage.verb == "ask" else None
    course.record("StageEntered", stage=stage.id, by=goal.by, due_on=course.due(stage.limit), pages=asked)
    if stage.verb == "together":
        ask_opinions(course)
    if stage.verb == "end":
        course.record("CaseEnded", end=stage.what[0])
        settle_end(course, stage.what[0])
    return True


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table says, as plain values, and the numbers of the rules that it rests on."""

    value: Any
    rules: list[int]


def _run_table(course: Course, table: str) -> Decision | None:
    """The result of a table, or None when the case has been held."""
    if course.effort.spent:
        course.hold(f"table_failed:{table}")
        return None
    scope = scope_of(course.version, course.state, course.papers, course.now)
    try:
        result = course.version.tables[table].evaluate(scope, clock=course.now)
        plain = from_feel(result.value)
    except LimitExceeded:
        course.hold(f"table_failed:{table}")
        return None
    if result.error is not None:
        course.hold(f"table_failed:{table}")
        return None
    if plain is None:
        course.hold(f"table_undecided:{table}")
        return None
    return Decision(plain, list(result.matched))


def _derive(course: Course, stage: Stage) -> bool:
    table = stage.what[0]
    result = _run_table(course, table)
    if result is None:
        return False
    names = [column.name for column in course.version.tables[table].outputs]
    values = result.value if len(names) > 1 else {names[0]: result.value}
    try:
        facts = {name: write_fact(values[name], course.version.fact_types[name]) for name in names}
    except NotAFact:
        course.hold(f"table_undecided:{table}")
        return False
    course.record("FactsDerived", table=table, rules=result.rules, facts=facts)
    return True


def _check(course: Course, stage: Stage) -> bool:
    table = stage.what[0]
    verdicts: dict[int, bool] = {}
    applying: list[int] = []
    for number in course.version.checked[table]:
        applies = course.truth(course.version.service.conditions[number].applies_when)
        if applies is None:
            course.hold(f"condition_undecided:{number}")
            return False
        if applies:
            applying.append(number)
    result = _run_table(course, table) if applying else None
    if applying and result is None:
        return False
    for number in applying:
        verdict = _verdict(number, result.value if result else ())
        if verdict is None:
            course.hold(f"condition_undecided:{number}")
            return False
        verdicts[number] = verdict
    skipped = [number for number in course.version.checked[table] if number not in verdicts]
    met = [number for number, verdict in verdicts.items() if verdict]
    unmet = [number for number, verdict in verdicts.items() if not verdict]
    rules = result.rules if result else []
    course.record("ConditionsChecked", table=table, rules=rules, met=met, unmet=unmet, skipped=skipped)
    return True


def _verdict(number: int, rows: Iterable[Any]) -> bool | None:
    """All rows about a condition together: one false decides, one null leaves it open."""
    said = [row["met"] for row in rows if row["condition"] == number]
    if any(verdict is False for verdict in said):
        return False
    return True if said and all(verdict is True for verdict in said) else None


def _assess(course: Course, stage: Stage) -> bool:
    table = stage.what[0]
    result = _run_table(course, table)
    if result is None:
        return False
    amount = _rials(result.value)
    if amount is None:
        course.hold(f"table_undecided:{table}")
        return False
    fee = course.version.service.fee
    exempt = _exemption(course, fee.exempt if fee else ())
    if exempt is None:
        return False
    number, share = exempt
    course.record(
        "FeeAssessed",
        table=table,
        rules=result.rules,
        full=amount,
        exemption=number or None,
        amount=amount * (100 - share) // 100,
    )
    return True


def _rials(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    return (
        int(amount) if amount.is_finite() and amount >= 0 and amount == amount.to_integral_value() else None
    )


def _exemption(course: Course, exemptions: tuple[Exemption, ...]) -> tuple[int, int] | None:
    """Number (from 1; 0: none) and per cent of the greatest exemption that holds; None: held."""
    best = (0, 0)
    for number, exemption in enumerate(exemptions, start=1):
        truth = course.truth(exemption.when)
        if truth is None:
            course.hold(f"exemption_undecided:{number}")
            return None
        if truth and exemption.share > best[1]:
            best = (number, exemption.share)
    return best


# False: the case has been held, or waits.
_WORK = {"derive": _derive, "check": _check, "assess": _assess, "pay": nothing_due}
