"""How the bank misbehaves when it is told to: down, slow, at fault, or silent after it has acted."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PARTS = ("request", "verify", "inquiry", "refund", "page")
KINDS = ("down", "slow", "fault", "silent")


@dataclass(frozen=True, slots=True)
class Trick:
    """What to do instead of an orderly answer.

    down    close the connection at once
    slow    answer after `seconds`
    fault   answer with status 500
    silent  do what was asked, and close the connection without an answer
    """

    kind: str
    seconds: float = 0.0


class Behaviour:
    """Tricks by part of the protocol; each may be limited to a number of times."""

    def __init__(self, said: str = "") -> None:
        self._lock = threading.Lock()
        self._tricks: dict[str, tuple[Trick, int | None]] = {}
        if said:
            self.learn(json.loads(said))

    def learn(self, said: Mapping[str, object]) -> None:
        """Replace all tricks: {"verify": "silent", "request": {"do": "slow", "seconds": 9, "times": 1}}.

        Raises ValueError for what isn't known.
        """
        learnt: dict[str, tuple[Trick, int | None]] = {}
        for part, how in said.items():
            rule: dict[str, Any] = how if isinstance(how, dict) else {"do": how}
            kind = rule.get("do")
            if part not in PARTS or kind not in KINDS:
                raise ValueError(f"{part}: {kind}; known are {PARTS} and {KINDS}")
            times = rule.get("times")
            learnt[part] = (
                Trick(str(kind), float(rule.get("seconds", 10))),
                None if times is None else int(times),
            )
        with self._lock:
            self._tricks = learnt

    def of(self, part: str) -> Trick | None:
        """The trick for one request of this part, counted."""
        with self._lock:
            trick, times = self._tricks.get(part, (None, None))
            if trick is None:
                return None
            if times is not None:
                if times <= 1:
                    del self._tricks[part]
                else:
                    self._tricks[part] = (trick, times - 1)
            return trick
