"""Names of FEEL: how they are spelled, and how known ones with blanks and operators are found in a text.

A name may hold blanks, operators and keywords (`date and time`, `Date-Time2`, `کد پستی`), so the
parser looks at each place for the longest name that is known there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

# Persian and Arabic spellings of one letter or digit, one to one so that columns stay true.
_DIGITS = {
    ord(digit): str(number) for row in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩") for number, digit in enumerate(row)
}
SPELLINGS: dict[int, str] = {
    **_DIGITS,
    ord("\u064a"): "ی",
    ord("ى"): "ی",
    ord("\u0643"): "ک",
    ord("٫"): ".",
    ord("،"): ",",
    ord("؛"): ";",
}
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_DROP_BIDI = dict.fromkeys((1564, 8206, 8207, *range(8234, 8239), *range(8294, 8298)))


def spelled(word: str) -> str:
    """One word as it counts: NFC, ی and ک, ASCII digits, no bidi controls."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word.translate(_DROP_BIDI).translate(SPELLINGS))


@lru_cache(maxsize=4096)
def canonical_name(name: str) -> str:
    """A name as it counts: its words as `spelled`, blanks collapsed to one space."""
    return " ".join(spelled(name).split())


class Token(NamedTuple):
    """A piece of text. kind: word, number, string, at, symbol or end; `spaced`: blanks stand before it."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool


class NameTree:
    """Known names as a tree of their tokens, for the longest match."""

    __slots__ = ("_root",)

    def __init__(self, names: Iterable[tuple[str, Sequence[Token]]] = ()) -> None:
        self._root: dict[object, object] = {}
        for name, tokens in names:
            self.add(name, tokens)

    def add(self, name: str, tokens: Sequence[Token]) -> None:
        """Make a name known by the tokens that it is written with."""
        node = self._root
        for index, token in enumerate(tokens):
            step = node.setdefault((token.text, index > 0 and token.spaced), {})
            assert isinstance(step, dict)
            node = step
        node[None] = name

    def longest(self, tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
        """The longest known name that begins at a token: (index after it, name)."""
        node = self._root
        found: tuple[int, str] | None = None
        first = index
        while True:
            token = tokens[index]
            if token.kind in ("string", "at", "end"):
                return found
            step = node.get((token.text, index > first and token.spaced))
            if not isinstance(step, dict):
                return found
            node = step
            index += 1
            name = node.get(None)
            if isinstance(name, str):
                found = (index, name)
