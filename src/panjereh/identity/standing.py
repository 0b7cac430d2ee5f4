"""What a session knows of how its person has proved who they are. No statement is needed to read it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.sessions.backends.base import SessionBase

from panjereh.identity.levels import WAYS, Demand

KEY = "standing"
LONGEST = 12 * 3600  # seconds after which a session ends, however busy it is


@dataclass(frozen=True, slots=True)
class Standing:
    """`ways`: each way by which the person has proved who they are, and when last (seconds since 1970)."""

    ways: Mapping[str, float] = field(default_factory=lambda: {"pwd": 0.0})
    began: float = 0

    @property
    def authenticator(self) -> int:
        return max((WAYS[way] for way in self.ways), default=0)

    @property
    def ages(self) -> dict[int, float]:
        """Authenticator level -> seconds since it was last proved."""
        now = time.time()
        return {
            level: now - max(at for way, at in self.ways.items() if WAYS[way] >= level)
            for level in range(1, self.authenticator + 1)
        }

    @property
    def over(self) -> bool:
        return bool(self.began) and time.time() - self.began > LONGEST

    def meets(self, demand: Demand) -> bool:
        """Whether authenticator and age (not proofing) are enough."""
        return demand.met_by(self.ages)


def standing_of(session: SessionBase) -> Standing:
    """The standing of a session; one that says nothing has been signed in with a password, some time ago."""
    kept = session.get(KEY)
    return Standing(kept["ways"], kept["began"]) if kept else Standing()


def proved(session: SessionBase, *ways: str) -> None:
    """Write down that these ways were used just now."""
    now, before = time.time(), session.get(KEY) or {"ways": {}, "began": time.time()}
    session[KEY] = {"ways": before["ways"] | dict.fromkeys(ways, now), "began": before["began"]}
