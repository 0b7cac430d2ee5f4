"""What a bank can do to an example's case: pay, decline, stay silent, come late, take a wrong amount."""

from __future__ import annotations

from panjereh.catalogue.examples.trial import Trial
from panjereh.flow.course import NotNow
from panjereh.flow.paying import due_now
from panjereh.flow.state import Paid


def pay(trial: Trial, how: str) -> str | None:
    """One try to pay; gives the key of what is wrong with the step, raises NotNow where nothing is due."""
    trial.payments += 1
    payment = f"payment-{trial.payments}"
    due = due_now(trial.version, trial.state)
    if how == "late":
        return _late(trial, payment, due)
    if how == "success" or not due:
        trial.happens(Paid(payment, due))
    elif how == "wrong_amount":
        return _refused(trial, Paid(payment, due - 1))
    return None


def refund_of(trial: Trial) -> int:
    """Rials that go back to the payer in all."""
    owed = (int(event.data["amount"]) for event, _ in trial.history if event.kind == "RefundOwed")
    return trial.late + sum(owed)


def _late(trial: Trial, payment: str, due: int) -> str | None:
    """The bank confirms what the case has stopped waiting for."""
    stages = trial.version.service.stages.values()
    asked = [stage.what[0] for stage in stages if stage.verb == "pay"]
    if due or not asked:
        return "example_not_late"
    amount = trial.state.fees.get(asked[0], 0)
    trial.late += amount
    return _refused(trial, Paid(payment, amount))


def _refused(trial: Trial, paid: Paid) -> str | None:
    """A payment that must not move the case."""
    try:
        trial.happens(paid)
    except NotNow:
        return None
    return "example_payment_taken"
