"""The fourth line of a table: types, and lists of values whose words need no quotes.

`number` · `date` · `list<string>` · `shop|clinic|سوپر مارکت` · `1|2|3`. An output may add
`default` and a value: `number default 0`.
"""

from __future__ import annotations

import re
from typing import Any

from panjereh.rules.errors import FeelError, LimitExceeded
from panjereh.rules.grammar import Cursor, Vocabulary
from panjereh.rules.grammar.typenames import type_name
from panjereh.rules.lexer import tokenize
from panjereh.rules.limits import Limits
from panjereh.rules.names import canonical_name
from panjereh.rules.tables.model import Column
from panjereh.rules.types import ANY, FeelType, Simple
from panjereh.rules.values import DECIMAL128, kind_of

_DEFAULT = re.compile(r"(?:^|\s)default\s+(\S.*)$", re.DOTALL)
_PIECES = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^|"])*')
_CONSTANTS = {"true": True, "false": False}


def read_column(name: str, text: str, limits: Limits) -> Column:
    """The column of a heading and its cell in the type line. Raises FeelError."""
    found = _DEFAULT.search(text)
    default = found.group(1).strip() if found else ""
    plain = text[: found.start()].strip() if found else text
    if "|" in plain:
        values = _values(plain)
        return Column(name, _common_type(values), values, default)
    return Column(name, _type(plain, limits), (), default)


def words_of(column: Column) -> dict[str, Any]:
    """The listed texts as the bare words that a cell may use."""
    return {canonical_name(value): value for value in column.values if isinstance(value, str)}


def _type(text: str, limits: Limits) -> FeelType:
    if not text:
        return ANY
    try:
        cursor = Cursor(text, Vocabulary(()), limits)
        found = type_name(cursor)
        if cursor.token.kind == "end":
            return found
    except FeelError:
        pass
    except LimitExceeded:
        raise
    raise FeelError("column_type", 1, 1, text, ("type", "values"))


def _values(text: str) -> tuple[Any, ...]:
    pieces = [piece.strip() for piece in _split(text)]
    values = [_value(piece) for piece in pieces if piece]
    for index, value in enumerate(values):
        if value in values[:index]:
            raise FeelError("value_twice", 1, 1, str(value))
    return tuple(values)


def _split(text: str) -> list[str]:
    """Cut at the bars that don't stand in quotes."""
    pieces, index = [], 0
    while index <= len(text):
        found = _PIECES.match(text, index)
        assert found is not None
        if found.end() < len(text) and text[found.end()] != "|":
            raise FeelError("bad_value", 1, found.end() + 1, text[found.end() :])
        pieces.append(found.group())
        index = found.end() + 1
    return pieces


def _value(text: str) -> Any:
    """Quoted text, a number, true or false, or a bare word."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] == '"':
        tokens = tokenize(text)
        if len(tokens) != 2 or tokens[0].kind != "string":
            raise FeelError("bad_value", 1, 1, text)
        return tokens[0].text
    try:
        tokens = tokenize(text)
    except FeelError:
        return text
    minus = tokens[0].text == "-" and len(tokens) == 3
    if len(tokens) == 2 + minus and tokens[minus].kind == "number":
        return DECIMAL128.create_decimal(("-" if minus else "") + tokens[minus].text)
    return text


def _common_type(values: tuple[Any, ...]) -> FeelType:
    kinds = {kind_of(value) for value in values}
    return Simple(kinds.pop()) if len(kinds) == 1 else ANY
