"""What officers do: take a task, give an opinion, ask more, decide; and go on where a case is held."""

from __future__ import annotations

from collections.abc import Mapping

from panjereh.flow.compiling import Version
from panjereh.flow.course import Course
from panjereh.flow.machine import go
from panjereh.flow.model import Stage
from panjereh.flow.state import Decide, State, Take


def choices(version: Version, state: State) -> Mapping[str, str]:
    """What an officer can choose at this state: choice -> next stage; empty when it's nobody's turn.

    Where a case is held, the stages that its present stage can lead to are the choices; a register that
    stayed silent can be asked again.
    """
    stage = version.service.stages.get(state.stage)
    if stage is None or state.status not in ("running", "held"):
        return {}
    if stage.verb == "review":
        return stage.choices
    if state.status != "held":
        return {}
    again = [stage.id] if stage.verb == "fetch" else []
    targets = again + [way.go for way in stage.ways] + [t for t in (stage.or_else, stage.silent) if t]
    return {target: target for target in targets}


def asks_more(version: Version, target: str) -> bool:
    """Whether a choice that leads to this stage asks the applicant again."""
    return version.service.stages[target].verb == "ask"


def pages_of(version: Version, stage: Stage) -> tuple[str, ...]:
    """The pages of an `ask` stage."""
    return stage.what or tuple(page.id for page in version.service.pages)


def take(course: Course, taking: Take) -> None:
    require_officers_turn(course)
    require_unbarred(course, taking.officer)
    holder = course.state.taken_by
    if holder == taking.officer:
        raise course.refuse("already_taken")
    if holder is not None and not taking.over:
        raise course.refuse("taken_by_another")
    require_other_eyes(course, taking.officer)
    course.record("TaskTaken", officer=taking.officer, over=holder)


def decide(course: Course, decision: Decide) -> None:
    require_officers_turn(course)
    require_unbarred(course, decision.officer)
    options = choices(course.version, course.state)
    if decision.choice not in options:
        raise course.refuse("unknown_choice")
    if course.state.taken_by not in (None, decision.officer):
        raise course.refuse("taken_by_another")
    target = options[decision.choice]
    if asks_more(course.version, target):
        _ask_more(course, decision, target)
        return
    _require_conditions(course, decision, target)
    if not _awaits_second(course, decision):
        _decided(course, decision, target)


def require_unbarred(course: Course, officer: str) -> None:
    """Nobody hears an appeal against a decision of their own."""
    if officer in course.state.barred:
        raise course.refuse("own_decision")


def require_other_eyes(course: Course, officer: str) -> None:
    """Whoever has given the first opinion can't be the second pair of eyes."""
    if course.state.first_officer == officer:
        raise course.refuse("second_officer_needed")


def require_officers_turn(course: Course) -> None:
    held = course.state.status == "held"
    if not held and (course.state.status != "running" or course.stage.verb != "review"):
        raise course.refuse("not_in_review")


def _ask_more(course: Course, decision: Decide, target: str) -> None:
    asked = pages_of(course.version, course.version.service.stages[target])
    if not decision.pages:
        raise course.refuse("pages_missing")
    if not set(decision.pages) <= set(asked):
        raise course.refuse("pages_unknown")
    by = _by(course, decision)
    course.record(
        "MoreAsked",
        officer=decision.officer,
        choice=decision.choice,
        pages=list(decision.pages),
        note_digest=decision.note_digest or None,
    )
    go(course, target, by, pages=decision.pages)


def _require_conditions(course: Course, decision: Decide, target: str) -> None:
    if target not in course.version.refusing:
        if decision.conditions:
            raise course.refuse("conditions_not_due")
        return
    if not decision.conditions:
        raise course.refuse("conditions_missing")
    known = course.version.service.conditions
    for number in decision.conditions:
        if number not in known or course.truth(known[number].applies_when) is False:
            raise course.refuse("conditions_unknown")


def _awaits_second(course: Course, decision: Decide) -> bool:
    """Record a first opinion where two officers have to agree; a differing second one is a new first one."""
    state = course.state
    require_other_eyes(course, decision.officer)
    if state.first_officer is None:
        second = course.stage.second
        # Neither true nor false: the careful side is to ask a second officer.
        if state.status == "held" or second is None or course.truth(second) is False:
            return False
    elif (state.first_choice, state.first_conditions) == (decision.choice, _numbers(decision)):
        return False
    course.record(
        "FirstOpinionGiven",
        officer=decision.officer,
        choice=decision.choice,
        conditions=list(_numbers(decision)),
        note_digest=decision.note_digest or None,
        against=state.first_officer,
    )
    return True


def _numbers(decision: Decide) -> tuple[int, ...]:
    return tuple(sorted(set(decision.conditions)))


def _decided(course: Course, decision: Decide, target: str) -> None:
    by = _by(course, decision)
    course.record(
        "ReviewDecided",
        officer=decision.officer,
        choice=decision.choice,
        to=target,
        conditions=list(_numbers(decision)),
        second_of=course.state.first_officer,
        held=course.state.reason if course.state.status == "held" else None,
        note_digest=decision.note_digest or None,
    )
    go(course, target, by)


def _by(course: Course, decision: Decide) -> str:
    """The name of the way: where the case is held, the officer went on and no rule did."""
    return f"held:{decision.choice}" if course.state.status == "held" else f"choice:{decision.choice}"
