"""Signs that people bring along from spreadsheets and other languages, and what FEEL writes instead."""

from __future__ import annotations

_INSTEAD = {
    "==": "=",
    "&&": "and",
    "||": "or",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "!": "not(…)",
    "&": "and",
    "|": "or",
    "'": '"',
    "؛": ",",
    ";": ",",
    "%": "modulo(…, …)",
}
_LONGEST = max(map(len, _INSTEAD))


def foreign_sign(text: str, position: int) -> tuple[int, str, str] | None:
    """Where a foreign sign that covers the position begins, the sign, and what to write instead."""
    for length in range(_LONGEST, 0, -1):
        for start in range(position, max(position - length, -1), -1):
            sign = text[start : start + length]
            if sign in _INSTEAD:
                return start, sign, _INSTEAD[sign]
    return None
