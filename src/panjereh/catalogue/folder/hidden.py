"""Characters that can't be seen: they make a text read differently from what it says."""

from __future__ import annotations

import unicodedata

BYTE_ORDER_MARK = "\ufeff"
# Persian needs the two joiners; lines and tabs are harmless.
_PLAIN = "\n\r\t\u200c\u200d"
_HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def is_hidden(letter: str) -> bool:
    """Controls, direction marks, joiners but the Persian ones, private and unassigned characters."""
    return letter not in _PLAIN and unicodedata.category(letter) in _HIDDEN


def first_hidden(text: str) -> int | None:
    """Where the first hidden character stands; None where there is none."""
    if text.isascii() and text.isprintable():
        return None
    return next((index for index, letter in enumerate(text) if is_hidden(letter)), None)


def code_of(letter: str) -> str:
    """The character as its number, `U+202E`."""
    return f"U+{ord(letter):04X}"


def shown(text: str, length: int = 80) -> str:
    """An author's text as a message may show it: one line, not too long, nothing hidden."""
    head = " ".join(text[: 2 * length].split())
    clean = "".join(code_of(letter) if is_hidden(letter) else letter for letter in head)
    return clean if len(clean) <= length else clean[: length - 1] + "…"
