"""Who may see what was paid."""

from __future__ import annotations

from panjereh.kernel.act import Act
from panjereh.kernel.rights import allow
from panjereh.money.models import Payment


@allow("money.own_payment", "see", Payment)
def own_payment(act: Act, payment: Payment) -> bool:
    """Whoever paid sees the payment and its receipt."""
    return act.principal is not None and payment.payer == act.principal
