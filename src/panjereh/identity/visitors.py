"""From where somebody comes: the network, coarse, and the kind of browser. Enough to know oneself again."""

from __future__ import annotations

import ipaddress
import re

from django.http import HttpRequest

# Of one address family: how much of an address belongs to one customer, and how much is told to the owner.
COUNTED = {4: 32, 6: 64}
TOLD = {4: 24, 6: 48}

_BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|HeadlessChrome)/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh"),
    ("Linux", r"Linux|X11"),
)


def visitor(request: HttpRequest) -> dict[str, str]:
    """What is kept of a sign-in for its owner: `browser`, `system` and `network`, empty where unknown."""
    agent = request.META.get("HTTP_USER_AGENT", "")[:512]
    return {
        "browser": _named(_BROWSERS, agent),
        "system": _named(_SYSTEMS, agent),
        "network": network_of(request.META.get("REMOTE_ADDR", ""), TOLD),
    }


def counted_network(request: HttpRequest) -> str:
    """The network that limits count: an address of IPv4, a /64 of IPv6 (one customer has all of it)."""
    return network_of(request.META.get("REMOTE_ADDR", ""), COUNTED)


def network_of(address: str, lengths: dict[int, int]) -> str:
    """The network of an address; an IPv4 address that is written as IPv6 is taken for what it is."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, lengths[found.version]), strict=False))


def _named(kinds: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in kinds if re.search(pattern, agent)), "")
