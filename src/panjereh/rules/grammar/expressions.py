"""Operators by precedence, loosest first: or, and, comparison, + -, * /, **, unary minus."""

from __future__ import annotations

from panjereh.rules import tree
from panjereh.rules.errors import LimitExceeded
from panjereh.rules.grammar import primaries
from panjereh.rules.grammar.cursor import Cursor

OR, AND, COMPARISON, SUM, PRODUCT, POWER = 1, 2, 3, 4, 5, 6
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_SYMBOL_LEVELS = {
    **dict.fromkeys(COMPARISONS, COMPARISON),
    "+": SUM,
    "-": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
    "**": POWER,
}
_WORD_LEVELS = {"or": OR, "and": AND, "between": COMPARISON, "in": COMPARISON}


def whole_expression(cursor: Cursor) -> tree.Node:
    """The text as one expression."""
    node = expression(cursor)
    if cursor.token.kind != "end":
        cursor.refuse("operator", "end")
    return checked_depth(cursor, node)


def checked_depth(cursor: Cursor, node: tree.Node) -> tree.Node:
    if tree.depth(node) > cursor.limits.depth:
        raise LimitExceeded("depth", cursor.limits.depth)
    return node


def expression(cursor: Cursor) -> tree.Node:
    """An expression of any kind."""
    return tighter(cursor, OR)


def tighter(cursor: Cursor, level: int) -> tree.Node:
    """An expression whose operators bind at least as tight as the level."""
    cursor.enter()
    node = operators(cursor, _unary(cursor), level)
    cursor.leave()
    return node


def operators(cursor: Cursor, left: tree.Node, lowest: int) -> tree.Node:
    """Go on after an operand, as long as operators bind tight enough."""
    while True:
        level = _level(cursor)
        if level < lowest:
            return left
        if level >= SUM:
            left = _chain(cursor, left, level)
        elif level == COMPARISON:
            left = _comparison(cursor, left)
        else:
            left = _logic(cursor, left, level)


def _level(cursor: Cursor) -> int:
    token = cursor.token
    if token.kind == "symbol":
        return _SYMBOL_LEVELS.get(token.text, 0)
    return _WORD_LEVELS.get(token.text, 0) if token.kind == "word" else 0


def _unary(cursor: Cursor) -> tree.Node:
    signs = []
    while minus := cursor.take_symbol("-"):
        signs.append(minus.start)
    node = primaries.operand(cursor)
    for at in reversed(signs):
        node = tree.Negate(at, node)
    return node


def _chain(cursor: Cursor, first: tree.Node, level: int) -> tree.Node:
    at = cursor.token.start
    rest: list[tuple[str, tree.Node]] = []
    while _level(cursor) == level:
        operator = cursor.take().text
        rest.append((operator, tighter(cursor, level + 1)))
    return tree.Chain(at, first, tuple(rest))


def _logic(cursor: Cursor, first: tree.Node, level: int) -> tree.Node:
    token = cursor.token
    operands = [first]
    while _level(cursor) == level:
        cursor.take()
        operands.append(tighter(cursor, level + 1))
    return tree.Logic(token.start, token.text, tuple(operands))


def _comparison(cursor: Cursor, left: tree.Node) -> tree.Node:
    token = cursor.take()
    if token.text == "between":
        low = tighter(cursor, SUM)
        cursor.expect_word("and")
        return tree.Between(token.start, left, low, tighter(cursor, SUM))
    if token.text == "in":
        return tree.In(token.start, left, _membership(cursor))
    return tree.Comparison(token.start, token.text, left, tighter(cursor, SUM))


def _membership(cursor: Cursor) -> tuple[tree.Node, ...]:
    """What stands after `in`: one test, or several in parentheses."""
    if not cursor.is_symbol("("):
        return (standing_test(cursor) or tighter(cursor, SUM),)
    tests = primaries.parenthesised(cursor, several=True)
    if len(tests) > 1:
        return tests
    # `(a)` may be just the beginning: `x in (a + 1) * 2`, `x in (list).items`
    return (operators(cursor, primaries.postfix(cursor, tests[0]), SUM),)


def standing_test(cursor: Cursor) -> tree.Node | None:
    """A comparison without left side, such as `< 5`."""
    if not cursor.is_symbol(*COMPARISONS):
        return None
    token = cursor.take()
    return tree.Test(token.start, token.text, tighter(cursor, SUM))
