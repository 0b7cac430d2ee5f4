"""Operands: literals, names, brackets, and what may follow them (`.name`, `[filter]`, `(call)`)."""

from __future__ import annotations

from decimal import Decimal, DecimalException

from panjereh.rules import tree
from panjereh.rules.grammar import expressions, forms
from panjereh.rules.grammar.cursor import KEYWORDS, Cursor
from panjereh.rules.grammar.typenames import type_name
from panjereh.rules.lexer import add_name
from panjereh.rules.names import Token
from panjereh.rules.temporal_text import read_temporal
from panjereh.rules.values import DECIMAL128

_CONSTANTS = {"true": True, "false": False, "null": None}
# After `[1..10[` these can't begin a filter, so the bracket closed the range.
_NO_FILTER = frozenset(
    {"]", ")", "}", ",", ".", ":", "..", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "**"}
)


def operand(cursor: Cursor) -> tree.Node:
    """A primary with everything that follows it directly."""
    return postfix(cursor, _primary(cursor))


def _primary(cursor: Cursor) -> tree.Node:
    token = cursor.token
    word = cursor.known_word()
    if word is not None:
        cursor.index = word[0]
        return tree.Literal(token.start, cursor.vocabulary.words[word[1]])
    match token.kind:
        case "word":
            return _name_or_form(cursor)
        case "number":
            return tree.Literal(token.start, _number(cursor, cursor.take()))
        case "string":
            return tree.Literal(token.start, cursor.take().text)
        case "at":
            cursor.take()
            value = read_temporal(token.text)
            return (
                tree.BadLiteral(token.start, token.text)
                if value is None
                else tree.Literal(token.start, value)
            )
        case "symbol" if token.text in _BRACKETS:
            return _BRACKETS[token.text](cursor)
    return cursor.refuse("expression")


def _number(cursor: Cursor, token: Token) -> Decimal:
    try:
        return DECIMAL128.create_decimal(token.text)
    except DecimalException:
        raise cursor.error("number_too_large", token) from None


def _name_or_form(cursor: Cursor) -> tree.Node:
    token = cursor.token
    known = cursor.known_name()
    is_keyword = token.text in KEYWORDS
    if known is not None and not (is_keyword and known[0] == cursor.index + 1):
        return _name(cursor, known)
    if token.text in _CONSTANTS:
        cursor.take()
        return tree.Literal(token.start, _CONSTANTS[token.text])
    if token.text in forms.FORMS:
        return forms.FORMS[token.text](cursor)
    if is_keyword:
        cursor.refuse("expression")
    cursor.index, name = cursor.plain_words()
    return tree.Name(token.start, name)


def _name(cursor: Cursor, known: tuple[int, str]) -> tree.Node:
    token = cursor.token
    after = cursor.tokens[known[0]]
    if cursor.in_filter and after.kind == "word" and after.text not in KEYWORDS:
        known = cursor.plain_words()  # an entry of the filtered items, whose names nobody has told
    cursor.index, name = known
    return tree.Name(token.start, name)


def postfix(cursor: Cursor, node: tree.Node) -> tree.Node:
    """Paths, filters, calls and `instance of` after an operand."""
    while True:
        token = cursor.token
        if token.kind == "symbol":
            if token.text == ".":
                node = _path(cursor, node)
            elif token.text == "[" and not (cursor.in_endpoint and _closes_range(cursor)):
                node = _filter(cursor, node)
            elif token.text == "(":
                node = forms.call(cursor, node)
            else:
                return node
        elif token.text == "instance" and token.kind == "word" and cursor.next_token.text == "of":
            cursor.take()
            cursor.take()
            node = tree.InstanceOf(token.start, node, type_name(cursor))
        else:
            return node


def _path(cursor: Cursor, base: tree.Node) -> tree.Node:
    dot = cursor.take()
    if cursor.token.kind != "word":
        cursor.refuse("name")
    words = cursor.plain_words()
    member = cursor.known_member()
    cursor.index, name = member if member is not None and member[0] > words[0] else words
    return tree.Path(dot.start, base, name)


def _closes_range(cursor: Cursor) -> bool:
    after = cursor.next_token
    if after.kind == "word":
        return after.text in KEYWORDS and after.text not in _CONSTANTS and after.text not in forms.FORMS
    return after.kind == "end" or (after.kind == "symbol" and after.text in _NO_FILTER)


def _filter(cursor: Cursor, base: tree.Node) -> tree.Node:
    bracket = cursor.take()
    with cursor.inside(filter=True):
        condition = expressions.expression(cursor)
    cursor.expect_symbol("]")
    return tree.Filter(bracket.start, base, condition)


def parenthesised(cursor: Cursor, *, several: bool) -> tuple[tree.Node, ...]:
    """`(a)`, `(a..b)`, `(< a)`; with `several` also tests with commas, as they stand after `in`."""
    at = cursor.take().start
    with cursor.inside():
        first = expressions.standing_test(cursor) or expressions.expression(cursor)
        if cursor.is_symbol("..") and not isinstance(first, tree.Test):
            return (_range(cursor, at, first, start_included=False),)
        tests = [first]
        while several and cursor.take_symbol(","):
            tests.append(expressions.standing_test(cursor) or expressions.expression(cursor))
    cursor.expect_symbol(")")
    if len(tests) > 1:
        return tuple(tests)
    return (tree.OneSided(at, first.operator, first.operand) if isinstance(first, tree.Test) else first,)


def _parentheses(cursor: Cursor) -> tree.Node:
    return parenthesised(cursor, several=False)[0]


def _range(cursor: Cursor, at: int, start: tree.Node, *, start_included: bool) -> tree.Node:
    cursor.expect_symbol("..")
    before, cursor.in_endpoint = cursor.in_endpoint, True
    end = expressions.tighter(cursor, expressions.SUM)
    cursor.in_endpoint = before
    closing = cursor.expect_symbol("]", ")", "[")
    return tree.RangeLiteral(at, start, end, start_included, closing.text == "]")


def _list_or_range(cursor: Cursor) -> tree.Node:
    at = cursor.take().start
    with cursor.inside():
        if cursor.take_symbol("]"):
            return tree.ListLiteral(at, ())
        items = [expressions.expression(cursor)]
        if cursor.is_symbol(".."):
            return _range(cursor, at, items[0], start_included=True)
        while cursor.take_symbol(","):
            items.append(expressions.expression(cursor))
        cursor.expect_symbol("]", ",")
    return tree.ListLiteral(at, tuple(items))


def _open_range(cursor: Cursor) -> tree.Node:
    at = cursor.take().start
    with cursor.inside():
        start = expressions.tighter(cursor, expressions.SUM)
        return _range(cursor, at, start, start_included=False)


def _context(cursor: Cursor) -> tree.Node:
    at = cursor.take().start
    entries: list[tuple[str, tree.Node]] = []
    with cursor.inside(), cursor.scope() as names:
        if cursor.take_symbol("}"):
            return tree.ContextLiteral(at, ())
        while True:
            key = cursor.take().text if cursor.token.kind == "string" else cursor.expect_new_name(":")
            cursor.expect_symbol(":")
            add_name(names, key)
            cursor.add_member(key)
            entries.append((key, expressions.expression(cursor)))
            if not cursor.take_symbol(","):
                break
        cursor.expect_symbol("}", ",")
    return tree.ContextLiteral(at, tuple(entries))


_BRACKETS = {"(": _parentheses, "[": _list_or_range, "]": _open_range, "{": _context}
