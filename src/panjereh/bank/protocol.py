"""The merchant's side of the protocol: request, verify, inquiry, refund. Codes as gateways in Iran use them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from panjereh.bank.store import Payment, Store

NOW, BEFORE = 100, 101
BAD_REQUEST, UNKNOWN_MERCHANT, OTHER_AMOUNT, NOT_PAID, UNKNOWN_AUTHORITY = -9, -10, -50, -51, -54
MERCHANT = re.compile(r"[A-Za-z0-9-]{36}")
REFUND = re.compile(r"[A-Za-z0-9-]{1,64}")
LARGEST_AMOUNT = 10**15
_STANDING = {
    "open": "IN_BANK", "pending": "IN_BANK", "paid": "PAID", "failed": "FAILED", "reversed": "REVERSED"
}  # fmt: skip

Said = Mapping[str, Any]
Answer = tuple[int, dict[str, Any]]  # code, data


class Protocol:
    """Answers one merchant's questions from the store."""

    def __init__(self, store: Store, merchant: str) -> None:
        self.store = store
        self.merchant = merchant

    def answer(self, what: str, said: Said) -> dict[str, Any]:
        """The answer to one question as JSON."""
        ask = _PARTS[what]
        code: int
        data: dict[str, Any] = {}
        merchant = said.get("merchant_id")
        if not isinstance(merchant, str) or not MERCHANT.fullmatch(merchant):
            code = BAD_REQUEST
        elif merchant != self.merchant:
            code = UNKNOWN_MERCHANT
        else:
            code, data = ask(self, said)
        self.store.note(what, str(said.get("authority") or data.get("authority", ""))[:64], code)
        if code in (NOW, BEFORE):
            return {"data": {"code": code, "message": "Success", **data}, "errors": []}
        return {"data": [], "errors": {"code": code, "message": "Refused"}}

    def _request(self, said: Said) -> Answer:
        amount, callback = said.get("amount"), said.get("callback_url")
        metadata = said.get("metadata")
        about: Said = metadata if isinstance(metadata, dict) else {}
        if (
            not _whole(amount)
            or said.get("currency") != "IRR"
            or not isinstance(callback, str)
            or urlsplit(callback).scheme not in ("http", "https")
        ):
            return BAD_REQUEST, {}
        authority = self.store.open(
            merchant=self.merchant,
            amount=amount,
            description=str(said.get("description", ""))[:500],
            callback=callback,
            order_id=str(about.get("order_id", ""))[:64],
            language="en" if about.get("language") == "en" else "fa",
        )
        return NOW, {"authority": authority}

    def _verify(self, said: Said) -> Answer:
        payment = self._found(said)
        if payment is None:
            return UNKNOWN_AUTHORITY, {}
        if payment.state != "paid":
            return NOT_PAID, {}
        if said.get("amount") != payment.amount or payment.taken != payment.amount:
            return OTHER_AMOUNT, {}
        new, reference = self.store.verify(payment.authority)
        return NOW if new else BEFORE, {"ref_id": reference, "amount": payment.taken}

    def _inquiry(self, said: Said) -> Answer:
        payment = self._found(said)
        if payment is None:
            return UNKNOWN_AUTHORITY, {}
        standing = "VERIFIED" if payment.verified_at is not None else _STANDING[payment.state]
        return NOW, {"status": standing, "reason": payment.reason}

    def _refund(self, said: Said) -> Answer:
        payment, refund, amount = self._found(said), said.get("refund_id"), said.get("amount")
        if payment is None:
            return UNKNOWN_AUTHORITY, {}
        if not isinstance(refund, str) or not REFUND.fullmatch(refund) or not _whole(amount):
            return BAD_REQUEST, {}
        code, reference = self.store.refund(refund, payment.authority, amount)
        return code, {"ref_id": reference} if reference else {}

    def _found(self, said: Said) -> Payment | None:
        authority = said.get("authority")
        return self.store.find(authority) if isinstance(authority, str) else None


def _whole(amount: Any) -> TypeGuard[int]:
    return type(amount) is int and 0 < amount <= LARGEST_AMOUNT


_PARTS: Mapping[str, Callable[[Protocol, Said], Answer]] = {
    "request": Protocol._request,
    "verify": Protocol._verify,
    "inquiry": Protocol._inquiry,
    "refund": Protocol._refund,
}
