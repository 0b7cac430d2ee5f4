"""A case and its money: asking for the fee, going on when it is paid, giving back what is owed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from panjereh.cases.actions.fetching import fetch_pending
from panjereh.cases.actions.following import about_case, bill_of
from panjereh.cases.actions.journal import HeldCase, hold, lock_case, move
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.models import Case, CaseEvent
from panjereh.flow.paying import due_now
from panjereh.flow.state import Paid
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require
from panjereh.kernel.wall import as_machine
from panjereh.money import actions as money
from panjereh.money.queries import confirmed

MACHINE = "machine"


@transaction.atomic
def ask_for_fee(act: Act, ref: CaseRef, *, key: str, language: str) -> UUID:
    """The payment with which the applicant can pay what is due now. Raises NotAllowed, CaseMoved, PaymentMoved."""
    held = lock_case(ref)
    require(act, "pay", held.case)
    demand = _demand(held)
    with as_machine("pay:ask"):
        return money.ask_for_payment(demand, key=key, language=language)


def _demand(held: HeldCase) -> money.Demand:
    due, state, title = due_now(held.live.version, held.state), held.state, held.live.service.title
    if not due or (state.stage_due_on is not None and state.stage_due_on < clock.today()):
        raise CaseMoved(
            "این پرونده اکنون در انتظار پرداخت نیست.", "This case is not waiting for a payment now."
        )
    return money.Demand(
        source=bill_of(held.case.id, state),
        about=about_case(held.case.id),
        payer=held.case.principal,
        agency=held.case.agency,
        case_ref=held.case.ref,
        title={"fa": title.fa, "en": title.en},
        amount=due,
        until=state.stage_due_on,
        sample=held.case.is_sample,
    )


@transaction.atomic
def record_payment(act: Act, payment_id: UUID) -> None:
    """Let a case go on with a confirmed payment, once; where it no longer waits for it, the money goes back."""
    paid = confirmed(payment_id)
    if paid is None:
        return
    case = Case.objects.select_for_update().get(id=UUID(paid.source.split(":")[1]))
    if CaseEvent.objects.filter(
        case_id=case.id, kind="PaymentConfirmed", data__payment=str(payment_id)
    ).exists():
        return
    held = hold(case)
    try:
        if bill_of(case.id, held.state) != paid.source:
            raise CaseMoved("این پرونده از این مرحله گذشته است.", "This case has left that stage.")
        step = move(held, Paid(str(payment_id), paid.amount), by=act, ground="payment", party=MACHINE)
    except CaseMoved:
        money.return_payment(payment_id, why="late")
    else:
        fetch_pending(held, step)
