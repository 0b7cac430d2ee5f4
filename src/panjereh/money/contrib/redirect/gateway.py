"""The provider's words, put into ours."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from panjereh.money.contrib.redirect.wire import ask
from panjereh.money.port import UNPAID, Order, Outcome, ProviderRefused, ProviderSilent

VERIFIED_NOW, VERIFIED_BEFORE = 100, 101
OTHER_AMOUNT, NOT_PAID = -50, -51
_AUTHORITY = re.compile(r"[A-Za-z0-9]{8,64}")
_REFERENCE = re.compile(r"[A-Za-z0-9-]{1,64}")
_STANDING = {"PAID": "paid", "VERIFIED": "paid", "IN_BANK": "still_open", "REVERSED": "declined"}
_REASONS = {"canceled": "abandoned", "cancelled": "abandoned"}


@dataclass(frozen=True, slots=True)
class RedirectGateway:
    """One merchant at one provider."""

    name: str
    api: str
    start: str
    merchant: str

    def request(self, order: Order) -> str:
        """Announce a payment in rials; returns its authority."""
        code, data = self._ask(
            "request.json",
            amount=order.amount,
            currency="IRR",
            description=order.description,
            callback_url=order.return_to,
            metadata={"order_id": order.payment, "language": order.language},
        )
        authority = data.get("authority")
        if code != VERIFIED_NOW:
            raise ProviderRefused(str(code))
        if not isinstance(authority, str) or not _AUTHORITY.fullmatch(authority):
            raise ProviderSilent("no authority")
        return authority

    def page(self, authority: str, language: str) -> str:
        return f"{self.start}{authority}"

    def verify(self, authority: str, amount: int) -> Outcome:
        """100: verified now. 101: verified before, which is success too."""
        code, data = self._ask("verify.json", authority=authority, amount=amount)
        if code in (VERIFIED_NOW, VERIFIED_BEFORE):
            taken = data.get("amount", amount)
            if taken != amount:
                return Outcome("wrong_amount", provider_code=str(code))
            return Outcome("paid", _reference(data), str(code))
        if code == OTHER_AMOUNT:
            return Outcome("wrong_amount", provider_code=str(code))
        if code == NOT_PAID:
            return Outcome(UNPAID, provider_code=str(code))
        raise ProviderRefused(str(code))

    def inquire(self, authority: str) -> Outcome:
        """How it stands there; of a failed one the reason, where the provider says it."""
        code, data = self._ask("inquiry.json", authority=authority)
        status = data.get("status")
        if code != VERIFIED_NOW or not isinstance(status, str):
            raise ProviderRefused(str(code))
        if status == "FAILED":
            return Outcome(
                _REASONS.get(str(data.get("reason", "")).lower(), "declined"), provider_code=status
            )
        if status not in _STANDING:
            raise ProviderRefused(status[:20])
        return Outcome(_STANDING[status], provider_code=status)

    def refund(self, refund: str, authority: str, amount: int) -> str:
        """Send money back; the provider knows the errand by our id and does it once."""
        code, data = self._ask(
            "refund.json", authority=authority, amount=amount, currency="IRR", refund_id=refund
        )
        if code not in (VERIFIED_NOW, VERIFIED_BEFORE):
            raise ProviderRefused(str(code))
        return _reference(data)

    def answers(self) -> bool:
        parts = urlsplit(self.api)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname or "", port), timeout=2).close()
        except OSError:
            return False
        return True

    def _ask(self, what: str, **said: Any) -> tuple[int, Mapping[str, Any]]:
        """The code and the data of an answer; a refusal carries its code in `errors`."""
        answer = ask(self.api + what, {"merchant_id": self.merchant, **said})
        data, errors = answer.get("data"), answer.get("errors")
        for part in (data, errors):
            if isinstance(part, dict) and type(part.get("code")) is int:
                return part["code"], part
        raise ProviderSilent("no code")


def _reference(data: Mapping[str, Any]) -> str:
    reference = str(data.get("ref_id", ""))
    return reference if _REFERENCE.fullmatch(reference) else ""


def configured() -> RedirectGateway | None:
    """The gateway of the settings, if there is one."""
    given = settings.GATEWAY
    return None if given is None else _made(given.api, given.page, given.merchant)


@lru_cache(maxsize=8)
def _made(api: str, page: str, merchant: str) -> RedirectGateway:
    return RedirectGateway("redirect", api, page, merchant)
