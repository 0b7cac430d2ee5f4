"""From XPath's regular expressions to RE2's: what isn't understood is refused, never passed on."""

from __future__ import annotations

import re

from panjereh.rules.pattern.blocks import BLOCKS, ESCAPES
from panjereh.rules.pattern.charset import CATEGORIES, CharSet
from panjereh.rules.pattern.refusal import PatternRefused

_MAX_DEPTH = 50
_MAX_REPEAT = 1000
_BLANKS = " \t\n\r"
_SINGLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", **{mark: mark for mark in "\\|.?*+(){}-[]^$"}}
_QUANTITY = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")


def translate(pattern: str, flags: str) -> str:
    """The pattern for RE2, flags written into it. Raises PatternRefused."""
    if "q" in flags:
        written = "".join(_literal(character) for character in pattern)
    else:
        reader = _Reader(pattern, drop_blanks="x" in flags, dot_all="s" in flags)
        written = reader.whole()
    modes = "".join(mode for mode in "im" if mode in flags and ("q" not in flags or mode == "i"))
    return f"(?{modes}){written}" if modes else written


def _literal(character: str) -> str:
    return character if character.isalnum() else f"\\x{{{ord(character):x}}}"


class _Reader:
    """Reads a pattern from left to right and writes RE2's."""

    def __init__(self, pattern: str, *, drop_blanks: bool, dot_all: bool) -> None:
        self.text = pattern
        self.index = 0
        self.depth = 0
        self.drop_blanks = drop_blanks
        self.dot = "(?s:.)" if dot_all else "[^\\n\\r]"

    def whole(self) -> str:
        written = self._alternatives()
        if self.index < len(self.text):
            raise PatternRefused("unbalanced", self.text[self.index :])
        return written

    def _peek(self) -> str:
        if self.drop_blanks:
            while self.index < len(self.text) and self.text[self.index] in _BLANKS:
                self.index += 1
        return self.text[self.index] if self.index < len(self.text) else ""

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise PatternRefused("unfinished", self.text)
        self.index += 1
        return character

    def _alternatives(self) -> str:
        branches = [self._branch()]
        while self._peek() == "|":
            self.index += 1
            branches.append(self._branch())
        return "|".join(branches)

    def _branch(self) -> str:
        pieces = []
        while (character := self._peek()) and character not in "|)":
            atom = self._atom()
            pieces.append(atom + self._quantifier(atom))
        return "".join(pieces)

    def _quantifier(self, atom: str) -> str:
        character = self._peek()
        if not character or character not in "?*+{":
            return ""
        if atom in ("^", "$"):
            raise PatternRefused("quantifier", atom + character)
        if character == "{":
            written = self._quantity()
        else:
            self.index += 1
            written = character
        if self._peek() == "?":
            self.index += 1
            written += "?"
        if (again := self._peek()) and again in "?*+{":
            raise PatternRefused("quantifier", again)
        return written

    def _quantity(self) -> str:
        found = _QUANTITY.match(self.text, self.index)
        if found is None:
            raise PatternRefused("quantifier", self.text[self.index :])
        least, comma, most = found.groups()
        if len(least) > 4 or len(most or "") > 4 or max(int(least), int(most or 0)) > _MAX_REPEAT:
            raise PatternRefused("repetition", found.group())
        if most and int(most) < int(least):
            raise PatternRefused("quantifier", found.group())
        self.index = found.end()
        return f"{{{int(least)}{comma or ''}{int(most) if most else ''}}}"

    def _atom(self) -> str:
        character = self._take()
        match character:
            case ".":
                return self.dot
            case "^" | "$":
                return character
            case "(":
                return self._group()
            case "[":
                return self._charset().written()
            case "\\":
                return self._escape()
            case "?" | "*" | "+" | "{" | "}" | "]":
                raise PatternRefused("unescaped", character)
        return _literal(character)

    def _group(self) -> str:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise PatternRefused("nesting", self.text)
        opening = "("
        if self._peek() == "?":
            self.index += 1
            if self._take() != ":":
                raise PatternRefused("group", self.text[self.index - 2 :])
            opening = "(?:"
        inside = self._alternatives()
        if self._take() != ")":
            raise PatternRefused("unbalanced", self.text)
        self.depth -= 1
        return f"{opening}{inside})"

    def _escape(self) -> str:
        character = self._take()
        if character in _SINGLE_ESCAPES:
            return _literal(_SINGLE_ESCAPES[character])
        return self._named_set(character).written()

    def _named_set(self, character: str) -> CharSet:
        """The set of an escape such as `\\d` or `\\p{Lu}`; the letter is read already."""
        if character in ESCAPES:
            return ESCAPES[character]
        if character not in ("p", "P"):
            raise PatternRefused("escape", f"\\{character}")
        if self._take() != "{":
            raise PatternRefused("escape", f"\\{character}")
        name = ""
        while (part := self._take()) != "}":
            name += part
        if name in CATEGORIES:
            return CharSet(categories=[name if character == "p" else f"^{name}"])
        if not name.startswith("Is") or name[2:] not in BLOCKS:
            raise PatternRefused("category", name)
        block = CharSet([BLOCKS[name[2:]]])
        return block if character == "p" else CharSet(list(CharSet(block.ranges, negated=True).resolved()))

    # Inside of a class every blank counts, also under the flag x.

    def _charset(self) -> CharSet:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise PatternRefused("nesting", self.text)
        dropping, self.drop_blanks = self.drop_blanks, False
        found = CharSet()
        if self._peek() == "^":
            self.index += 1
            found.negated = True
        first = True
        while (character := self._take()) != "]" or first:
            if character == "-" and self._peek() == "[":
                self.index += 1
                found = found.minus(self._charset())
                if self._take() != "]":
                    raise PatternRefused("subtraction", self.text)
                break
            self._member(found, character, first=first)
            first = False
        self.depth -= 1
        self.drop_blanks = dropping
        return found

    def _member(self, found: CharSet, character: str, *, first: bool) -> None:
        """One character, range or named set of a class."""
        if character in "[]" or (character == "-" and not first and self._peek() != "]"):
            raise PatternRefused("class", character)
        low = self._single(found, character)
        if low is None or self._peek() != "-" or self.text[self.index + 1 : self.index + 2] in ("]", "[", ""):
            if low is not None:
                found.ranges.append((low, low))
            return
        self.index += 1
        high = self._single(found, self._take())
        if high is None or high < low:
            raise PatternRefused("class", self.text)
        found.ranges.append((low, high))

    def _single(self, found: CharSet, character: str) -> int | None:
        """The code point of one character; None when it was a named set, which is added."""
        if character != "\\":
            return ord(character)
        escaped = self._take()
        if escaped in _SINGLE_ESCAPES:
            return ord(_SINGLE_ESCAPES[escaped])
        found.add(self._named_set(escaped))
        return None
