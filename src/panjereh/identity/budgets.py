"""How often somebody may try to prove who they are, so that guessing ends and victims still come in.

A browser that its person has signed in with before has a budget of its own: nothing that strangers do
elsewhere uses it up. Strangers are counted by number and network, by network, and by number over all
networks together, so that an attack from many networks slows down strangers, and them alone.
What succeeds is given back: an office or a carrier that shares one address is not shut out by its own size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from panjereh.identity.devices import known_here, mark_of
from panjereh.identity.visitors import counted_network
from panjereh.kernel.limits import Steps, count_growing, give_back

# (most, within seconds): a longer window allows less for its length, so that waits grow.
ONE_NETWORK: Steps = ((10, 600), (30, 6 * 3600), (60, 24 * 3600))
WHOLE_NETWORK: Steps = ((100, 600), (1000, 24 * 3600))
ALL_STRANGERS: Steps = ((100, 3600), (500, 24 * 3600))
KNOWN_DEVICE: Steps = ((10, 600), (40, 6 * 3600))


@dataclass(frozen=True, slots=True)
class Caller:
    """From where a try comes: the network that is counted, and a known device's mark or nothing."""

    network: str
    device: str = ""


def caller_of(request: HttpRequest, index: bytes) -> Caller:
    """The caller, as one known to the person with this keyed index where the device cookie says so."""
    return Caller(counted_network(request), mark_of(request) if index in known_here(request) else "")


def spend(kind: str, who: str, caller: Caller) -> None:
    """Count one try of `who` by this caller. Raises TooManyAttempts."""
    count_growing(kind, _keys(who, caller))


def refund(kind: str, who: str, caller: Caller) -> None:
    """The try was a good one: it counts against nobody."""
    give_back(kind, _keys(who, caller))


def _keys(who: str, caller: Caller) -> Mapping[str, Steps]:
    if caller.device:
        return {f"device|{who}|{caller.device}": KNOWN_DEVICE}
    return {
        f"one|{who}|{caller.network}": ONE_NETWORK,
        f"network|{caller.network}": WHOLE_NETWORK,
        f"all|{who}": ALL_STRANGERS,
    }
