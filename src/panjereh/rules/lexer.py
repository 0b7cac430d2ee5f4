"""Cutting FEEL text into tokens: words, numbers, strings and symbols, with Persian spellings evened out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from panjereh.rules.errors import FeelError, place_of
from panjereh.rules.habits import foreign_sign
from panjereh.rules.names import BIDI_CONTROLS, SPELLINGS, NameTree, Token, canonical_name, spelled

# White space of FEEL 1.5, then the start characters of a name, without what is white space among them.
_SPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_START = (
    "?_A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u061b\u061d-\u167f\u1681-\u180d"
    "\u180f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\ufffd"
    "\U00010000-\U000effff"
)
_PART = _START + "0-9\u00b7\u0300-\u036f\u203f\u2040" + BIDI_CONTROLS
_TOKEN = re.compile(
    rf"""(?P<blank>[{_SPACE}]+|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*\*/)
    |(?P<bidi>[{BIDI_CONTROLS}]+)
    |(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[{_START}][{_PART}]*)
    |(?P<string>@?"(?:[^"\\\n\r]|\\[^\n\r])*")
    |(?P<symbol>\*\*|\.\.|<=|>=|!=|->|/(?!\*)|[-+*=<>()\[\]{{}},.:'])""",
    re.VERBOSE,
)
NAME_SYMBOLS = frozenset("./-'+*")  # what may stand between the words of a name
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "'": "'"}
_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_LONE = re.compile("[\ud800-\udfff\x00]")


def tokenize(text: str) -> list[Token]:
    """All tokens, the last of kind `end`.

    Words come as they are `spelled`; a string's text is its value, `@` literals have kind `at`.
    Raises FeelError: illegal_character, open_string, open_comment, bad_escape, lone_surrogate.
    """
    even = text.translate(SPELLINGS)
    tokens: list[Token] = []
    position, spaced = 0, False
    while position < len(text):
        found = _TOKEN.match(even, position)
        if found is None:
            raise _illegal(text, position)
        kind, end = found.lastgroup or "", found.end()
        if kind == "blank":
            spaced = True
        elif kind != "bidi":
            tokens.append(_token(text, even, kind, position, end, spaced))
            spaced = False
        position = end
    tokens.append(Token("end", "", len(text), len(text), spaced))
    return tokens


def _token(text: str, even: str, kind: str, start: int, end: int, spaced: bool) -> Token:
    piece = even[start:end]
    if kind == "word":
        piece = spelled(piece)
    elif kind == "string":
        kind = "at" if piece[0] == "@" else "string"
        first = start + (2 if kind == "at" else 1)
        piece = _string_value(text, first, end - 1)  # the value keeps the author's own letters
    return Token(kind, piece, start, end, spaced)


def _illegal(text: str, position: int) -> FeelError:
    line, column = place_of(text, position)
    if text[position] == '"' or text.startswith('@"', position):
        return FeelError("open_string", line, column, text[position : position + 20])
    if text.startswith("/*", position):
        return FeelError("open_comment", line, column, text[position : position + 20])
    habit = foreign_sign(text, position)
    if habit is not None:
        start, sign, instead = habit
        return FeelError("foreign_sign", *place_of(text, start), sign, (instead,))
    return FeelError("illegal_character", line, column, text[position])


def _string_value(text: str, start: int, end: int) -> str:
    raw = text[start:end]
    if "\\" not in raw and not _LONE.search(raw):
        return raw

    def unescape(found: re.Match[str]) -> str:
        four, six, other = found.groups()
        code = int(four or six, 16) if four or six else None
        if (code is None and other in "uU") or (code is not None and code > 0x10FFFF):
            line, column = place_of(text, start + found.start())
            raise FeelError("bad_escape", line, column, found.group())
        # An escape that FEEL doesn't know stays as it is: patterns such as "\d+" need no doubling.
        return chr(code) if code is not None else _PLAIN_ESCAPES.get(other, found.group())

    value = _PAIR.sub(_join_pair, _ESCAPE.sub(unescape, raw))
    if _LONE.search(value):
        line, column = place_of(text, start)
        raise FeelError("lone_surrogate", line, column, raw.encode("unicode_escape").decode("ascii"))
    return value


def _join_pair(found: re.Match[str]) -> str:
    high, low = (ord(half) for half in found.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


@lru_cache(maxsize=4096)
def name_tokens(name: str) -> tuple[Token, ...] | None:
    """The tokens that a name is written with, or None where it can't be written in FEEL at all."""
    try:
        tokens = tokenize(canonical_name(name))
    except FeelError:
        return None
    inner = tuple(tokens[:-1])
    if not inner or any(token.kind in ("string", "at") for token in inner):
        return None
    return inner


def is_name(text: str) -> bool:
    """Whether a text is a name just as it stands, so that it needs no quotes as a key."""
    tokens = name_tokens(text)
    if tokens is None or canonical_name(text) != text or tokens[0].kind != "word":
        return False
    return all(token.kind in ("word", "number") or token.text in NAME_SYMBOLS for token in tokens)


def add_name(tree: NameTree, name: str) -> None:
    """Make a name known, if it can be written."""
    tokens = name_tokens(name)
    if tokens is not None:
        tree.add(canonical_name(name), tokens)


def joined(tokens: list[Token]) -> str:
    """The name that some tokens spell."""
    text = "".join((" " if index and token.spaced else "") + token.text for index, token in enumerate(tokens))
    return unicodedata.normalize("NFC", text)
