"""Which characters our documents can write: those of the Vazirmatn font (version 33), both weights.

A text that will stand in a document is looked at when it is typed, not when the document is made.
"""

from __future__ import annotations

import unicodedata

# What the font lacks and a near sign says as well.
INSTEAD = str.maketrans({"٪": "%", "\u2011": "\u2010"})
REPLACEMENT = "\ufffd"

# First and last code point of each run in the font's character map.
_RUNS = """
0020-007E 00A0-017F 018F-018F 0192-0192 01A0-01A1 01AF-01B0 01F0-01F0 01FA-01FF 0218-021B 0237-0237 0259-0259
02BC-02BC 02C6-02C7 02C9-02C9 02D8-02DD 02F3-02F3 0300-0301 0303-0303 0309-0309 030F-030F 0323-0323 060C-060D
0610-0612 0615-0615 061B-061B 061F-061F 0621-063A 063D-063D 0640-0658 065A-065B 0660-0671 0674-0674 0679-0679
067C-067C 067E-067E 0681-0681 0685-0686 0688-0689 0691-0691 0693-0693 0695-0696 0698-0698 069A-069A 06A0-06A1
06A4-06A4 06A9-06AD 06AF-06AF 06B5-06B5 06BA-06BA 06BC-06BE 06C0-06C3 06C6-06D0 06D2-06D5 06F0-06F9 200C-200D
2010-2015 2018-201E 2020-2022 2026-2026 2030-2030 2032-2033 2039-203A 20AC-20AC 2116-2116 2122-2122 2212-2212
221E-221E 2248-2248 2260-2260 2264-2265 FDFC-FDFC FFFD-FFFD
"""
_WRITABLE = frozenset(
    code
    for run in _RUNS.split()
    for code in range(int(run.split("-")[0], 16), int(run.split("-")[1], 16) + 1)
)


def unwritable(text: str) -> str:
    """The first character of a text that no document can write; empty where there is none."""
    if text.isascii():
        return ""
    return next((letter for letter in text.translate(INSTEAD) if not _has_form(letter)), "")


def as_written(text: str) -> str:
    """The text as a document writes it; what it can't write becomes a mark that shows the gap."""
    if text.isascii():
        return text
    return "".join(letter if _has_form(letter) else REPLACEMENT for letter in text.translate(INSTEAD))


def _has_form(letter: str) -> bool:
    """Marks of direction need none."""
    return ord(letter) in _WRITABLE or letter in "\n\t\r" or unicodedata.category(letter) == "Cf"


def writable_codes() -> frozenset[int]:
    """All code points that count as writable, for the test that asks the font."""
    return _WRITABLE
