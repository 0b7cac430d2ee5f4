"""Where in a case a client is, so that a kill can hit just there."""

from __future__ import annotations

import threading

NAMES = ("save", "submit", "effects")
PAYING = ("submit", "pay", "bank", "return")


class Moments:
    """Clients announce what they are about to do; the nemesis waits for it."""

    def __init__(self) -> None:
        self._events = {name: threading.Event() for name in (*NAMES, *PAYING)}

    def announce(self, name: str) -> None:
        self._events[name].set()

    def wait_for(self, name: str, seconds: float) -> None:
        """Return at the next announcement of `name`, or after `seconds`."""
        self._events[name].clear()
        self._events[name].wait(seconds)
