"""How long the rules of one moment may run together: a case waits for nobody's slow rule."""

from __future__ import annotations

from time import monotonic

# One rule is stopped by its own limits after a quarter of a second; a step has hundreds of rules.
STEP_SECONDS = 2.0
# A page is looked at several times in one request.
PAGE_SECONDS = 0.5


class Effort:
    """The time that is left for the rules of one step, one page or one letter."""

    __slots__ = ("_until",)

    def __init__(self, seconds: float = STEP_SECONDS) -> None:
        self._until = monotonic() + seconds

    @property
    def spent(self) -> bool:
        """Whether no further rule may begin."""
        return monotonic() > self._until
