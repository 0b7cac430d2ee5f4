"""Finds the `{{ FEEL }}` places in a letter and puts one private character where each stood.

So the Markdown reader never sees an expression, whatever signs it holds, and a place can't make markup.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from panjereh.flow.findings import Finding, finding
from panjereh.flow.letters.sentences import LETTERS
from panjereh.flow.model import Place as Where

FIRST_MARK = 0xF0000
MOST_PLACES = 500
MARK = re.compile(f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + MOST_PLACES - 1)}]")


@dataclass(frozen=True, slots=True)
class Place:
    """A FEEL expression in a letter; 1-based line and column of its first character."""

    source: str
    line: int
    column: int


def note(key: str, line: int, column: int = 1, **words: object) -> Finding:
    """A finding in a letter's text; its place has no file yet."""
    return finding(Where("", line, column), key, LETTERS[key], **words)


def take_out_places(markdown: str) -> tuple[str, tuple[Place, ...], tuple[Finding, ...]]:
    """Return the text with a mark for each place, the places in order, and what is wrong with them."""
    places: list[Place] = []
    findings: list[Finding] = []
    lines = []
    for number, line in enumerate(markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        lines.append(_take_out(line, number, places, findings))
    if len(places) > MOST_PLACES:
        findings.append(note("letter_places", places[MOST_PLACES].line, most=MOST_PLACES))
    return "\n".join(lines), tuple(places[:MOST_PLACES]), tuple(findings)


def _take_out(line: str, number: int, places: list[Place], findings: list[Finding]) -> str:
    kept: list[str] = []
    at = 0
    while at < len(line):
        if line.startswith("{{", at):
            end = _end_of_place(line, at + 2)
            inside = line[at + 2 : end] if end else ""
            if end is None or not inside.strip():
                findings.append(note("letter_place", number, at + 1))
                return "".join(kept)
            kept.append(chr(FIRST_MARK + min(len(places), MOST_PLACES - 1)))
            column = at + 3 + len(inside) - len(inside.lstrip())
            places.append(Place(inside.strip(), number, column))
            at = end + 2
        elif line.startswith("}}", at):
            findings.append(note("letter_place", number, at + 1))
            at += 2
        else:
            kept.append(_printable(line, number, at, findings))
            at += 1
    return "".join(kept)


def _end_of_place(line: str, start: int) -> int | None:
    """Return where the `}}` of a place stands; those in FEEL strings and contexts don't end it."""
    depth, at, quoted = 0, start, False
    while at < len(line):
        character = line[at]
        if quoted:
            at += character == "\\"
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif character == "{":
            depth += 1
        elif character == "}" and depth:
            depth -= 1
        elif line.startswith("}}", at):
            return at
        at += 1
    return None


def _printable(line: str, number: int, at: int, findings: list[Finding]) -> str:
    character = line[at]
    category = unicodedata.category(character)
    if character in "\t\u200c" or category not in ("Cc", "Cf", "Co", "Cs", "Cn"):
        return character
    findings.append(note("letter_character", number, at + 1, code=f"U+{ord(character):04X}"))
    return ""
