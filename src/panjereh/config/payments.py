"""How this installation reaches its provider of payments, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
VARIABLES = ("PANJEREH_PAY_URL", "PANJEREH_PAY_PAGE", "PANJEREH_PAY_MERCHANT")


@dataclass(frozen=True, slots=True)
class Gateway:
    """One provider: where its interface is, where payers are sent, and who we are there."""

    api: str  # ends with a slash
    page: str  # ends with a slash; the authority follows
    merchant: str

    @property
    def page_origin(self) -> str:
        """What a page's `form-action` has to allow."""
        parts = urlsplit(self.page)
        return f"{parts.scheme}://{parts.netloc}"


def gateway_settings(variables: Mapping[str, str]) -> Gateway | None:
    """The gateway, or None where none is named. Raises ImproperlyConfigured."""
    given = {name: variables.get(name, "").strip() for name in VARIABLES}
    if not any(given.values()):
        return None
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise ImproperlyConfigured(
            f"Payments need all of {', '.join(VARIABLES)}; {', '.join(missing)} is missing."
        )
    for name in VARIABLES[:2]:
        _require_address(name, given[name])
    api, page, merchant = given.values()
    return Gateway(_slashed(api), _slashed(page), merchant)


def _require_address(name: str, address: str) -> None:
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"{name} is {address!r}; write an https address without a query (http only for this machine itself)."
        )


def _slashed(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"
