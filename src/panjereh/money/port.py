"""What money asks of a provider of payments, whatever it speaks. Adapters live in `contrib`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

UNPAID = "unpaid"  # of `verify`: there is nothing to verify; `inquire` says more


class ProviderSilent(Exception):
    """No answer, or none that can be read: what happened there is unknown."""


class ProviderRefused(Exception):
    """The provider says no, with a code of its own: nothing happened there."""


class NoProvider(Exception):
    """This installation has no provider of payments."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: whole rials, and where the payer is sent back to."""

    payment: str
    amount: int
    description: str
    return_to: str
    language: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the provider knows of a payment.

    kind  paid · declined · abandoned · still_open · wrong_amount (names of `domain.HAPPENINGS`), or `UNPAID`
    """

    kind: str
    reference: str = ""
    provider_code: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One line of a provider's own list."""

    authority: str
    amount: int
    state: str  # verified · unverified · returned
    refunded: int = 0
    reference: str = ""


class Provider(Protocol):
    """A bank's gateway. Every method speaks over the network, outside of transactions."""

    @property
    def name(self) -> str: ...

    def request(self, order: Order) -> str:
        """Announce a payment; returns its authority. Raises ProviderSilent, ProviderRefused."""
        ...

    def page(self, authority: str, language: str) -> str:
        """The address to which the payer is sent."""
        ...

    def verify(self, authority: str, amount: int) -> Outcome:
        """Confirm that exactly this amount was paid; said twice, it is the same success."""
        ...

    def inquire(self, authority: str) -> Outcome:
        """Ask how a payment stands; `paid` here still has to be verified."""
        ...

    def refund(self, refund: str, authority: str, amount: int) -> str:
        """Send money back, once for each `refund`; returns a reference. Raises ProviderSilent, ProviderRefused."""
        ...

    def answers(self) -> bool:
        """Whether it can be reached at all."""
        ...


_makers: list[Callable[[], Provider | None]] = []


def offer(maker: Callable[[], Provider | None]) -> None:
    """Let `config/wiring.py` say which adapters there are."""
    if maker not in _makers:
        _makers.append(maker)


def providers() -> Iterable[Provider]:
    """The providers that this installation is set up with."""
    return [provider for maker in _makers if (provider := maker()) is not None]


def provider(name: str = "") -> Provider:
    """The provider of this name, else the first one. Raises NoProvider."""
    for found in providers():
        if name in ("", found.name):
            return found
    raise NoProvider(name or settings.PUBLIC_URL)
