"""What the page of a case shows of its fee: how much, why, until when, and what was tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panjereh.cases.actions.following import about_case, bill_of
from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.queries import TimelineRow
from panjereh.catalogue.presenting import decree_words, law_words
from panjereh.catalogue.queries import parameters_in_force
from panjereh.flow.paying import due_now
from panjereh.flow.scope import scope_of
from panjereh.kernel import clock
from panjereh.kernel.amounts import amount_words, everyday_line
from panjereh.kernel.request import ActRequest
from panjereh.kernel.ui.writing import day, digits, language, ltr, moment, money
from panjereh.money.queries import PaymentRow, payments_about
from panjereh.money.wording import kind_of, refund_words, state_words
from panjereh.rules import LimitExceeded, Rule

Context = dict[str, Any]


def payment_part(held: HeldCase, rows: Sequence[TimelineRow]) -> Context | None:
    """The fee and its payments; None where the case has neither."""
    assessed = _assessed(rows)
    if assessed is None:
        return None
    tried = payments_about(about_case(held.case.id)) if _may_have_paid(held) else []
    return {
        "due": _due(held, tried),
        "calculation": calculation(held, assessed),
        "tried": [_tried(payment) for payment in tried],
    }


def _assessed(rows: Sequence[TimelineRow]) -> Mapping[str, Any] | None:
    return next((row.data for row in reversed(rows) if row.kind == "FeeAssessed"), None)


def _may_have_paid(held: HeldCase) -> bool:
    stages = held.live.service.stages
    return any(stages[name].verb == "pay" for name in held.state.path if name in stages)


def _due(held: HeldCase, tried: Sequence[PaymentRow]) -> Context | None:
    """What is to be paid now; with a payment under way it is that one which goes on."""
    due = due_now(held.live.version, held.state)
    if not due:
        return None
    written = language()
    paid = held.state.paid
    last = _last(held, tried)
    return {
        "amount": money(due),
        "words": amount_words(due, written),
        "everyday": everyday_line(due, written),
        "until": day(held.state.stage_due_on) if held.state.stage_due_on else "",
        "already": money(paid) if paid else "",
        "verifying": last is not None and (last.state == "submitted" or last.counted),
        "try": last.state if last else "",
        "key": str(uuid4()),
    }


def _last(held: HeldCase, tried: Sequence[PaymentRow]) -> PaymentRow | None:
    """The latest payment of the bill that is open now."""
    return next((p for p in reversed(tried) if p.source == bill_of(held.case.id, held.state)), None)


def try_now(held: HeldCase) -> str:
    """How the latest payment stands, where one is due: it may fail without the case moving."""
    if not due_now(held.live.version, held.state):
        return ""
    last = _last(held, payments_about(about_case(held.case.id)))
    return last.state if last else ""


def calculation(held: HeldCase, assessed: Mapping[str, Any]) -> list[Context]:
    """The lines of the assessment: rules, exemption, sum; then, no addends, the amounts of law behind them."""
    table = held.live.version.tables[assessed["table"]]
    amounts = _amounts(held, assessed)
    lines = [_rule_line(table.rules[number - 1], amounts.get(number)) for number in assessed["rules"]]
    full, amount = assessed["full"], assessed["amount"]
    if assessed.get("exemption"):
        lines.append({"label": _("Full fee"), "value": money(full)})
        lines.append(_exemption_line(held, assessed["exemption"], full - amount))
    fee = held.live.service.fee
    law = law_words(held.live.service, fee.law, get_language() or "fa") if fee else ""
    lines.append({"label": _("Fee"), "value": money(amount), "source": law})
    return lines + _parameter_lines(held, table.names)


def _amounts(held: HeldCase, assessed: Mapping[str, Any]) -> dict[int, int]:
    """What each row of the table gave; empty where the papers have changed since the assessment."""
    version = held.live.version
    scope = scope_of(version, held.state, held.papers, clock.now())
    try:
        result = version.tables[assessed["table"]].evaluate(scope, clock=clock.now(), trace=True)
    except LimitExceeded:
        return {}
    if list(result.matched) != assessed["rules"] or result.value != assessed["full"] or result.trace is None:
        return {}
    rows = {rule.number: rule.results[0] for rule in result.trace.rules if rule.hit}
    return {number: int(amount) for number, amount in rows.items() if amount is not None}


def _rule_line(rule: Rule, amount: int | None) -> Context:
    """One row of the table that holds: its note, what it gave, its article."""
    written = get_language() or "fa"
    said = rule.notes.get(written) or _("Row %(number)s of the fee table") % {"number": digits(rule.number)}
    return {
        "label": said,
        "value": money(amount) if amount is not None else _("As calculated then"),
        "source": decree_words(rule.ref, written),
    }


def _parameter_lines(held: HeldCase, names: frozenset[str]) -> list[Context]:
    """The amounts of law that the table reads, with the day since which they are in force."""
    uses = [use for use in held.live.service.uses.values() if use.name in names]
    return [
        {
            "label": _("Worked out from the amount in force since %(day)s") % {"day": day(found.since)},
            "value": money(int(found.value)) if found.value == int(found.value) else digits(found.value),
            "source": decree_words(found.law, get_language() or "fa"),
        }
        for found in parameters_in_force(uses, held.days())
    ]


def _exemption_line(held: HeldCase, number: int, less: int) -> Context:
    fee = held.live.service.fee
    assert fee is not None
    exemption = fee.exempt[number - 1]
    return {
        "label": _("Exemption of %(share)s per cent") % {"share": digits(exemption.share)},
        "value": money(-less),
        "source": law_words(held.live.service, exemption.law, get_language() or "fa"),
    }


def _tried(payment: PaymentRow) -> Context:
    return {
        "id": payment.id,
        "amount": money(payment.amount),
        "when": moment(payment.finished_at or payment.made_at),
        "state": state_words(payment.state, payment.code),
        "kind": kind_of(payment),
        "reference": ltr(payment.reference) if payment.reference else "",
        "receipt": payment.state == "success",
        "refunds": [f"{money(refund.amount)}: {refund_words(refund)}" for refund in payment.refunds],
    }


def let_form_reach_bank(request: ActRequest, part: Context | None) -> None:
    """A page with the button to pay may send its form on to the bank's page; no other page may."""
    if part is not None and part["due"] is not None and settings.GATEWAY is not None:
        request.form_action = settings.GATEWAY.page_origin
