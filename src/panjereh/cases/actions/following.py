"""What a step of a case means for its money. Called by the journal, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from panjereh.flow.model import Stage
from panjereh.flow.state import Event, State
from panjereh.kernel.wall import as_machine
from panjereh.money.actions import close_bill, owe_back


def about_case(case_id: UUID) -> str:
    """What all bills of a case have in common."""
    return f"case:{case_id}"


def bill_of(case_id: UUID, state: State) -> str:
    """The source of the bill of the present visit to the present stage."""
    return f"{about_case(case_id)}:{state.stage}:{state.path.count(state.stage)}"


def follow_money(
    case_id: UUID, stages: Mapping[str, Stage], before: State, after: State, events: Sequence[Event]
) -> None:
    """Give back what the step owes, and close the bill that nobody waits for any more."""
    owed = [
        (before.seq + number, event.data)
        for number, event in enumerate(events, start=1)
        if event.kind == "RefundOwed"
    ]
    left = _left_unpaid(stages, before, after, events)
    if not owed and not left:
        return
    with as_machine("case:money"):
        if left:
            close_bill(bill_of(case_id, before))
        for seq, data in owed:
            owe_back(
                about_case(case_id), data["amount"], why=data["why"], source=f"{about_case(case_id)}:{seq}"
            )


def _left_unpaid(stages: Mapping[str, Stage], before: State, after: State, events: Sequence[Event]) -> bool:
    stage = stages.get(before.stage)
    if stage is None or stage.verb != "pay" or before.status != "running":
        return False
    gone = after.status != "running" or after.path != before.path
    return gone and not any(event.kind == "PaymentConfirmed" for event in events)
