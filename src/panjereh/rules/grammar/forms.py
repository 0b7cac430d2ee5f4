"""Forms that begin with a word (`if`, `for`, `some`, `every`, `function`), and calls."""

from __future__ import annotations

from panjereh.rules import tree
from panjereh.rules.grammar import expressions
from panjereh.rules.grammar.cursor import Cursor
from panjereh.rules.grammar.typenames import type_name
from panjereh.rules.lexer import add_name
from panjereh.rules.names import NameTree
from panjereh.rules.types import FeelType


def _if(cursor: Cursor) -> tree.Node:
    at = cursor.take().start
    condition = expressions.expression(cursor)
    cursor.expect_word("then")
    then = expressions.expression(cursor)
    cursor.expect_word("else")
    return tree.If(at, condition, then, expressions.expression(cursor))


def _for(cursor: Cursor) -> tree.Node:
    at = cursor.take().start
    with cursor.scope() as names:
        iterators = _iterators(cursor, names)
        cursor.expect_word("return")
        add_name(names, "partial")
        return tree.For(at, iterators, expressions.expression(cursor))


def _quantified(cursor: Cursor) -> tree.Node:
    word = cursor.take()
    with cursor.scope() as names:
        iterators = _iterators(cursor, names)
        cursor.expect_word("satisfies")
        return tree.Quantified(word.start, word.text, iterators, expressions.expression(cursor))


def _iterators(cursor: Cursor, names: NameTree) -> tuple[tree.Iterator, ...]:
    iterators: list[tree.Iterator] = []
    while not iterators or cursor.take_symbol(","):
        at = cursor.token.start
        name = cursor.expect_new_name("in")
        cursor.expect_word("in")
        source = expressions.expression(cursor)
        end = expressions.expression(cursor) if cursor.take_symbol("..") else None
        iterators.append(tree.Iterator(at, name, source, end))
        add_name(names, name)
    return tuple(iterators)


def _function(cursor: Cursor) -> tree.Node:
    at = cursor.take().start
    cursor.expect_symbol("(")
    parameters: list[str] = []
    types: list[FeelType | None] = []
    with cursor.scope() as names:
        while not cursor.is_symbol(")"):
            if parameters:
                cursor.expect_symbol(",", ")")
            token = cursor.token
            parameter = cursor.expect_new_name(":", ",", ")")
            if parameter in parameters:
                raise cursor.error("argument_twice", token)
            parameters.append(parameter)
            types.append(type_name(cursor) if cursor.take_symbol(":") else None)
            add_name(names, parameter)
        cursor.take()
        if cursor.is_word("external"):
            raise cursor.error("external_function", cursor.token)
        with cursor.inside():
            body = expressions.expression(cursor)
    return tree.FunctionLiteral(at, tuple(parameters), tuple(types), body)


def call(cursor: Cursor, callee: tree.Node) -> tree.Node:
    """The arguments after a callee, all by position or all by name."""
    at = cursor.take().start
    arguments: list[tree.Node] = []
    names: list[str] = []
    with cursor.inside():
        while not cursor.is_symbol(")"):
            if arguments:
                cursor.expect_symbol(",", ")")
            token = cursor.token
            name = cursor.name_before(":")
            if name is not None:
                cursor.take()
                if name in names:
                    raise cursor.error("argument_twice", token)
                names.append(name)
            if len(names) not in (0, len(arguments) + 1):
                raise cursor.error("mixed_arguments", token)
            arguments.append(expressions.expression(cursor))
        cursor.take()
    return tree.Call(at, callee, tuple(arguments), tuple(names))


FORMS = {"if": _if, "for": _for, "some": _quantified, "every": _quantified, "function": _function}
