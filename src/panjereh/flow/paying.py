"""What a case costs, what was paid for it, and what goes back.

`assess` says the amount of a table, `pay` asks for what of it isn't paid yet. Money that a case
took and may not keep is owed back: an event says so, and the caller carries it out.
"""

from __future__ import annotations

from panjereh.flow.compiling import Version
from panjereh.flow.course import Course
from panjereh.flow.model import Stage
from panjereh.flow.state import Paid, State


def due_of(state: State, table: str) -> int:
    """Rials still to be paid for a table: the last assessment less what was paid for it."""
    return max(0, state.fees.get(table, 0) - state.paid_for.get(table, 0))


def due_now(version: Version, state: State) -> int:
    """Rials that the case waits for at this moment; 0 when it doesn't wait for a payment."""
    stage = version.service.stages.get(state.stage)
    if stage is None or stage.verb != "pay" or state.status != "running":
        return 0
    return due_of(state, stage.what[0])


def nothing_due(course: Course, stage: Stage) -> bool:
    """On entering `pay`: give back what was paid too much; whether the case goes straight on."""
    table = stage.what[0]
    too_much = course.state.paid_for.get(table, 0) - course.state.fees.get(table, 0)
    if too_much > 0:
        course.record("RefundOwed", table=table, amount=too_much, why="reassessed")
    return due_of(course.state, table) == 0


def confirm(course: Course, paid: Paid) -> None:
    """Record that the amount that is due has been paid; anything else is refused."""
    if paid.payment in course.state.payments:
        raise course.refuse("already_paid")
    due = due_now(course.version, course.state)
    if not due:
        raise course.refuse("not_paying")
    if paid.amount != due:
        raise course.refuse("wrong_amount")
    course.record("PaymentConfirmed", payment=paid.payment, table=course.stage.what[0], amount=paid.amount)


def settle_end(course: Course, outcome: str) -> None:
    """At an end: everything goes back where the fee says so, else what is more than the fee."""
    fee = course.version.service.fee
    for table, paid in course.state.paid_for.items():
        returns = fee is not None and outcome in fee.refund
        keep = 0 if returns else min(paid, course.state.fees.get(table, 0))
        if paid > keep:
            why = outcome if returns else "reassessed"
            course.record("RefundOwed", table=table, amount=paid - keep, why=why)
