"""What the templates of money are given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from markupsafe import Markup

from panjereh.kernel import clock
from panjereh.kernel.amounts import amount_words, everyday_line
from panjereh.kernel.ui.writing import day, language, ltr, moment, money
from panjereh.money.domain import UNFINISHED
from panjereh.money.queries import Face, Receipt
from panjereh.money.wording import refund_words

Context = dict[str, Any]


def returned_page(payment_id: UUID, face: Face) -> Context:
    """How the payment stands, in words that say what happens next."""
    return {
        "payment_id": payment_id,
        "state": face.state,
        "waiting": face.state in UNFINISHED,
        "at_bank": face.state in ("created", "started"),
        "returning": face.returning,
        "why": _why(face),
    }


def _why(face: Face) -> str:
    return {
        "P0010": _("The bank declined the payment. No money was taken."),
        "P0020": _("The payment was not made in time. No money was taken."),
        "P0030": _("You cancelled at the bank. No money was taken."),
        "P0040": _("The agency closed this bill. No money was taken."),
        "P0050": _(
            "The bank did not take this amount. If money left your account, the bank sends it back by itself."
        ),
    }.get(face.code, "")


def receipt_page(receipt: Receipt) -> Context:
    """The receipt's lines, and what went back."""
    payment, written = receipt.payment, language()
    paid_at = payment.finished_at or payment.made_at
    return {
        "title": receipt.title[written],
        "sample": receipt.sample,
        "rows": [
            {"label": _("For"), "value": receipt.title[written]},
            {"label": _("Case"), "value": ltr(receipt.case_ref)},
            {"label": _("Amount"), "value": amount(payment.amount)},
            {"label": _("Paid on"), "value": moment(paid_at)},
            {"label": _("The bank's reference"), "value": ltr(payment.reference)},
            {"label": _("Payment number"), "value": ltr(payment.id)},
        ],
        "refunds": [
            {"label": money(refund.amount), "value": refund_words(refund) + _when(refund.finished_at)}
            for refund in payment.refunds
        ],
        "payment_id": payment.id,
        "sheet": Markup("{} · {}").format(ltr(receipt.case_ref), day(clock.today())),
        "here": "cases",
    }


def amount(rials: int) -> Markup:
    """An amount in digits, in words, and in the unit that people count in."""
    written = language()
    return Markup("<b>{}</b><small>{}</small><small>{}</small>").format(
        money(rials), amount_words(rials, written), everyday_line(rials, written)
    )


def _when(finished: Any) -> str:
    return f" · {day(finished)}" if finished else ""
