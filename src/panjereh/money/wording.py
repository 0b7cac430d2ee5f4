"""States of payments as words for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from panjereh.money.queries import PaymentRow, RefundRow


def state_words(state: str, code: str) -> str:
    """How a payment stands, in a few words."""
    failed = {
        "P0010": _("Declined by the bank"),
        "P0020": _("Not paid in time"),
        "P0030": _("Cancelled at the bank"),
    }
    return {
        "created": _("Not at the bank yet"),
        "started": _("At the bank"),
        "submitted": _("Being verified"),
        "success": _("Paid"),
        "failed": failed.get(code, _("Not paid")),
        "cancelled": _("Closed by the agency"),
        "error": _("Not accepted"),
    }[state]


def kind_of(payment: PaymentRow) -> str:
    """The tint of a payment's tag."""
    return {"success": "ok", "failed": "no", "error": "no"}.get(payment.state, "")


def refund_words(refund: RefundRow) -> str:
    return {
        "submitted": _("On its way back to you"),
        "success": _("Paid back"),
        "error": _("The bank did not take it; the agency sends it another way"),
    }[refund.state]
