"""Background work of cases. Every job may run twice: what it does is found done the second time."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from panjereh.cases import actions
from panjereh.cases.actions.files import addresses_held, forget_unheld
from panjereh.kernel.act import machine_act
from panjereh.kernel.files.store import sweep
from panjereh.kernel.outbox import handler
from panjereh.kernel.wall import acting


@handler("cases.effects")
def effects(case: str) -> None:
    """Carry out what a case owes, one effect a transaction, in order."""
    more = True
    while more:
        with acting(machine_act("job:cases.effects")) as act:
            more = actions.carry_out(act, UUID(case))


@handler("cases.fetch")
def fetch(case: str, known: str, attempt: int) -> None:
    """Ask a register again that was silent."""
    with acting(machine_act("job:cases.fetch")) as act:
        actions.retry_fetch(act, UUID(case), known, attempt)


@handler("cases.appeal_over")
def appeal_over(case: str) -> None:
    """Tell the original case that its appeal ended without a decision."""
    with acting(machine_act("job:cases.appeal_over")) as act:
        actions.close_appeal(act, UUID(case))


@handler("cases.paid")
def paid(payment: str, source: str, amount: int) -> None:
    """Let a case go on whose fee has been paid."""
    with acting(machine_act("job:cases.paid")) as act:
        actions.record_payment(act, UUID(payment))


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.limits", queueing_lock="cases.limits", pass_context=False)
def limits(timestamp: int) -> None:
    """Look for limits that have passed."""
    more = True
    while more:
        with acting(machine_act("job:cases.limits")) as act:
            more = actions.look_at_limits(act)


@app.periodic(cron="40 2 * * *")
@app.task(name="cases.sweep_files", queueing_lock="cases.sweep_files", pass_context=False)
def sweep_files(timestamp: int) -> None:
    """Once a night: rows that no answer names, then files that no row names; both a day old."""
    with acting(machine_act("job:cases.sweep_files")) as act:
        forget_unheld(act)
    with acting(machine_act("job:cases.sweep_files")):
        sweep(addresses_held)
