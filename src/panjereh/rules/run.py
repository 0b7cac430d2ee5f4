"""One evaluation: its clock, what it has used of its limits, and why values became null."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from zoneinfo import ZoneInfo

from panjereh.rules.errors import Diagnostic, LimitExceeded
from panjereh.rules.limits import Limits

_CLOCK_EVERY = 256  # steps between two looks at the clock
_MAX_DIAGNOSTICS = 50
DEFAULT_ZONE = "Asia/Tehran"


class Run:
    """The state that every closure of one evaluation shares."""

    __slots__ = ("_clock", "_deadline", "_next_look", "_stack", "calls", "diagnostics", "limits", "steps")

    def __init__(self, limits: Limits, clock: datetime | None = None) -> None:
        self.limits = limits
        self._clock = clock
        self.steps = 0
        self.calls = 0
        self._stack = 0
        self._deadline = 0.0
        self._next_look = min(_CLOCK_EVERY, limits.steps)
        self.diagnostics: list[Diagnostic] = []

    def start(self) -> None:
        """Begin the wall clock."""
        self._deadline = monotonic() + self.limits.milliseconds / 1000

    @property
    def clock(self) -> datetime:
        """The moment that `now()` and `today()` read: one for the whole run."""
        if self._clock is None:
            self._clock = datetime.now(ZoneInfo(DEFAULT_ZONE))
        return self._clock

    def spend(self, steps: int = 1) -> None:
        """Count work; raises LimitExceeded when there was too much, or for too long."""
        self.steps += steps
        if self.steps >= self._next_look:
            self._look()

    def _look(self) -> None:
        if self.steps > self.limits.steps:
            raise LimitExceeded("steps", self.limits.steps)
        if self._deadline and monotonic() > self._deadline:
            raise LimitExceeded("milliseconds", self.limits.milliseconds)
        self._next_look = min(self.steps + _CLOCK_EVERY, self.limits.steps + 1)

    def enter(self, weight: int) -> None:
        """A function of the author begins; `leave` it with the same weight."""
        self.spend()
        self.calls += 1
        self._stack += weight
        if self.calls > self.limits.call_depth or self._stack > self.limits.stack:
            raise LimitExceeded("call_depth", self.limits.call_depth)

    def leave(self, weight: int) -> None:
        self.calls -= 1
        self._stack -= weight

    def check_list(self, length: int) -> None:
        """Count a list that was built."""
        if length > self.limits.list_items:
            raise LimitExceeded("list_items", self.limits.list_items)
        self.spend(length)

    def check_string(self, length: int) -> None:
        """Count a string that was built."""
        if length > self.limits.string_length:
            raise LimitExceeded("string_length", self.limits.string_length)
        if length > 64:
            self.spend(length >> 6)

    def note(self, key: str, at: int, text: str = "", more: tuple[str, ...] = ()) -> None:
        """Say why a value became null; the first fifty are kept."""
        if len(self.diagnostics) < _MAX_DIAGNOSTICS:
            self.diagnostics.append(Diagnostic(key, at, text, more))
