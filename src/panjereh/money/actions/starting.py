"""The hand-over: the provider gives an authority, and the payer goes to its page."""

from __future__ import annotations

import time
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.outside import require_no_transaction
from panjereh.kernel.wall import acting
from panjereh.money.actions.journal import happen, lock_payment
from panjereh.money.domain import LEASE, PaymentMoved
from panjereh.money.models import Bill, Payment
from panjereh.money.port import NoProvider, Order, Provider, ProviderRefused, ProviderSilent, provider

PATIENCE = 6.0  # seconds in which a second click waits for what the first one is getting
_ACT = "pay:start"


def start(payment_id: UUID) -> str:
    """The address of the provider's page for this payment. Speaks to the provider outside of transactions.

    Clicked twice, both get the same page. Raises PaymentMoved.
    """
    require_no_transaction()
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            gateway, order, authority = _claim(payment_id)
        except PaymentMoved as moved:
            if moved.key != "handing_over" or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
            continue
        if authority is None:
            authority = _request(payment_id, gateway, order)
        return gateway.page(authority, order.language)


def _claim(payment_id: UUID) -> tuple[Provider, Order, str | None]:
    """The order, and its authority when there is one already; else the caller alone may ask for it now."""
    with acting(machine_act(_ACT)):
        found = lock_payment(payment_id)
        if found is None:
            raise PaymentMoved("closed")
        bill, payment = found
        try:
            gateway = provider(payment.provider)
        except NoProvider:
            raise PaymentMoved("not_set_up") from None
        order = _order(bill, payment)
        if payment.private == "redirected":
            return gateway, order, payment.authority
        now = clock.now()
        if payment.private == "requesting" and payment.busy_until and payment.busy_until > now:
            raise PaymentMoved("handing_over")
        if not happen(payment, "asks", by="payer"):
            raise PaymentMoved(_why(payment))
        Payment.objects.filter(id=payment.id).update(busy_until=now + LEASE)
        return gateway, order, None


def _why(payment: Payment) -> str:
    if payment.state == "submitted":
        return "being_verified"
    return "paid" if payment.state == "success" else "closed"


def _order(bill: Bill, payment: Payment) -> Order:
    with translation.override(payment.language):
        back = settings.PUBLIC_URL + reverse("money:returned", args=[payment.id])
    title = bill.title[payment.language]
    return Order(str(payment.id), payment.amount, f"{title} · {bill.case_ref}", back, payment.language)


def _request(payment_id: UUID, gateway: Provider, order: Order) -> str:
    """Ask for the authority, and keep what came of it before anybody is sent away."""
    require_no_transaction()
    happening, authority, why = "given", "", ""
    try:
        authority = gateway.request(order)
    except ProviderSilent:
        happening = "unreachable"
    except ProviderRefused as refused:
        happening, why = "not_given", str(refused)
    with acting(machine_act(_ACT)):
        found = lock_payment(payment_id)
        assert found is not None
        _, payment = found
        if happening == "given":
            payment.authority, payment.started_at = authority, clock.now()
        # Closed meanwhile: an authority that nobody was shown takes no money.
        done = happen(payment, happening, by="provider", authority=authority, provider_code=why)
    if happening != "given" or not done:
        keys = {"unreachable": "provider_silent", "not_given": "provider_refused"}
        raise PaymentMoved(keys.get(happening, "closed"))
    return authority
