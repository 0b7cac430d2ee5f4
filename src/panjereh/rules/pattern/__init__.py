"""Regular expressions of XPath, as FEEL wants them, on RE2: every match takes linear time.

Source: XPath and XQuery Functions 3.1, section 5.6.1, over XML Schema 1.1 part 2, appendix G.
Not offered, because no linear engine can: back-references. A pattern that uses one is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from panjereh.rules.pattern.refusal import PatternRefused
from panjereh.rules.pattern.translation import translate

_MAX_MEMORY = 1 << 20


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    engine: Any

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere."""
        return self.engine.search(text) is not None

    def split(self, text: str, most: int) -> list[str]:
        """The pieces between the matches, at most so many."""
        pieces: list[str] = []
        start = 0
        for found in self.engine.finditer(text):
            if len(pieces) >= most:
                break
            pieces.append(text[start : found.start()])
            start = found.end()
        pieces.append(text[start:])
        return pieces


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, flags: str = "") -> Pattern:
    """Compile a pattern with flags of `smixq`. Raises PatternRefused."""
    if set(flags) - set("smixq"):
        raise PatternRefused("flag", flags)
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    try:
        return Pattern(re2.compile(translate(pattern, flags), options=options))
    except re2.error as refused:
        raise PatternRefused("engine", str(refused)) from None


__all__ = ["Pattern", "PatternRefused", "compile_pattern"]
