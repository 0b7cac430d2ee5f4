"""Unary tests: what a table cell, or a list of allowed values, says about one value."""

from __future__ import annotations

from panjereh.rules import tree
from panjereh.rules.grammar import expressions
from panjereh.rules.grammar.cursor import Cursor


def whole_unary_tests(cursor: Cursor) -> tree.UnaryTests:
    """The text as unary tests: `-` or nothing, tests with commas, or `not(tests)`."""
    if cursor.token.kind == "end":
        return tree.UnaryTests(0, ())
    if cursor.is_symbol("-") and cursor.next_token.kind == "end":
        return tree.UnaryTests(0, ())
    node = _negated(cursor) or tree.UnaryTests(0, _tests(cursor))
    if cursor.token.kind != "end":
        cursor.refuse("operator", ",", "end")
    expressions.checked_depth(cursor, node)
    return node


def _negated(cursor: Cursor) -> tree.UnaryTests | None:
    """`not(…)` as a whole; with more behind it, it is an expression that calls the function `not`."""
    start = cursor.index
    if not cursor.is_word("not") or cursor.next_token.text != "(" or cursor.next_token.kind != "symbol":
        return None
    cursor.take()
    cursor.take()
    with cursor.inside():
        tests = _tests(cursor)
    cursor.expect_symbol(")")
    if cursor.token.kind == "end":
        return tree.UnaryTests(0, tests, negated=True)
    cursor.index = start
    return None


def _tests(cursor: Cursor) -> tuple[tree.Node, ...]:
    tests = [_test(cursor)]
    while cursor.take_symbol(","):
        tests.append(_test(cursor))
    return tuple(tests)


def _test(cursor: Cursor) -> tree.Node:
    return expressions.standing_test(cursor) or expressions.expression(cursor)
