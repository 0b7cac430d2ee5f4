"""Which way a filled-in text runs, and what of it may reach a document."""

from __future__ import annotations

import re
import unicodedata

from panjereh.kernel.glyphs import as_written

_DROPPED = ("Cc", "Cs", "Co", "Cn")
# Embeddings and overrides turn letters round without being seen; isolates are harmless when they are closed.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c\ufeff\u00ad")
_OPENING, _CLOSING = frozenset("\u2066\u2067\u2068"), "\u2069"


def direction(text: str) -> str:
    """Return `rtl` for text with any right-to-left letter, `ltr` for other letters and digits, else empty."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    if kinds & {"R", "AL"}:
        return "rtl"
    return "ltr" if kinds & {"L", "EN", "AN"} else ""


def safe_lines(value: str) -> list[str]:
    """Return the lines of a value without controls, unclosed direction marks, or signs without glyph."""
    return [as_written(_safe(line)) for line in re.split("\r\n|[\n\r\x85\u2028\u2029]", value)]


def _safe(line: str) -> str:
    line = line.replace("\t", " ")
    kept = "".join(c for c in line if c not in _TURNING and unicodedata.category(c) not in _DROPPED)
    depth = 0
    for character in kept:
        depth += (character in _OPENING) - (character == _CLOSING)
        if depth < 0:
            break
    if depth == 0:
        return kept
    return "".join(c for c in kept if c not in _OPENING and c != _CLOSING)
