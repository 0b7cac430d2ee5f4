"""Names of types: `number`, `list<string>`, `context<a: number>`, `function<date> -> Any`, own ones."""

from __future__ import annotations

from panjereh.rules.grammar.cursor import Cursor
from panjereh.rules.lexer import add_name
from panjereh.rules.names import NameTree
from panjereh.rules.types import BY_NAME, ContextOf, FeelType, FunctionOf, ListOf, RangeOf

_STANDARD = NameTree()
for _name in BY_NAME:
    add_name(_STANDARD, _name)


def type_name(cursor: Cursor) -> FeelType:
    """The type that is named here."""
    cursor.enter()
    found = _compound(cursor) if cursor.next_token.text == "<" else None
    found = found or _named(cursor)
    cursor.leave()
    return found


def _compound(cursor: Cursor) -> FeelType | None:
    if not cursor.is_word("list", "range", "context", "function"):
        return None
    kind = cursor.take().text
    cursor.take()
    if kind == "context":
        return _context(cursor)
    if kind == "function":
        return _function(cursor)
    item = type_name(cursor)
    cursor.expect_symbol(">")
    return ListOf(item) if kind == "list" else RangeOf(item)


def _context(cursor: Cursor) -> FeelType:
    entries: list[tuple[str, FeelType]] = []
    while not cursor.take_symbol(">"):
        if entries:
            cursor.expect_symbol(",", ">")
        name = cursor.expect_new_name(":")
        cursor.expect_symbol(":")
        entries.append((name, type_name(cursor)))
    return ContextOf(tuple(entries))


def _function(cursor: Cursor) -> FeelType:
    parameters: list[FeelType] = []
    while not cursor.take_symbol(">"):
        if parameters:
            cursor.expect_symbol(",", ">")
        parameters.append(type_name(cursor))
    cursor.expect_symbol("->")
    return FunctionOf(tuple(parameters), type_name(cursor))


def _named(cursor: Cursor) -> FeelType:
    own = cursor.known_type()
    standard = _STANDARD.longest(cursor.tokens, cursor.index)
    if own is not None and (standard is None or own[0] >= standard[0]):
        cursor.index = own[0]
        return cursor.vocabulary.types[own[1]]
    if standard is not None:
        cursor.index = standard[0]
        return BY_NAME[standard[1]]
    if cursor.token.kind == "word":
        raise cursor.error("unknown_type", cursor.token, ("type",))
    return cursor.refuse("type")
