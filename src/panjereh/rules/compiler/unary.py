"""Tests of one value: table cells, and what stands after `in`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from panjereh.rules import tree
from panjereh.rules.comparison import compare, in_range, is_member
from panjereh.rules.compiler.code import Code, Frame, Handler, Local, Program, Scope
from panjereh.rules.values import Range

# Whether a value passes: True, False, or None where that can't be said.
Predicate = Callable[[Any, Frame], bool | None]
INPUT = "?"


def compile_tests(program: Program, node: tree.UnaryTests, scope: Scope, slot: int) -> Predicate | None:
    """The predicate of a cell whose value is in the slot; None where anything passes."""
    if not node.tests:
        return None
    scope = (*scope, Local(INPUT, slot))
    predicates = [_predicate(program, test, scope, in_cell=True)[0] for test in node.tests]
    passes = predicates[0] if len(predicates) == 1 else _any_of(node, predicates)
    if not node.negated:
        return passes

    def negated(value: Any, frame: Frame) -> bool | None:
        found = passes(value, frame)
        return None if found is None else not found

    return negated


def _any_of(node: tree.UnaryTests, predicates: list[Predicate]) -> Predicate:
    constants = _constant_strings(node)
    if constants is not None:
        return lambda value, frame: value in constants if type(value) is str else False
    return _first_true(predicates)


def _constant_strings(node: tree.UnaryTests) -> frozenset[str] | None:
    values = [test.value for test in node.tests if isinstance(test, tree.Literal) and type(test.value) is str]
    return frozenset(values) if len(values) == len(node.tests) else None


def _first_true(predicates: list[Predicate]) -> Predicate:
    def any_of(value: Any, frame: Frame) -> bool:
        return any(predicate(value, frame) is True for predicate in predicates)

    return any_of


def _predicate(program: Program, node: tree.Node, scope: Scope, *, in_cell: bool) -> tuple[Predicate, Code]:
    """The predicate of one test, and the code of what it compares with."""
    if isinstance(node, tree.Test):
        operand = program.compile(node.operand, scope)
        return _standing(node.operator, operand), operand
    code = program.compile(node, scope)
    if in_cell and _uses_input(node):
        return _decided_by(code), code
    if code.constant:
        return _constant_test(code.value), code
    test_of = code.call
    return (lambda value, frame: is_member(value, test_of(frame), frame[0])), code


def _uses_input(node: tree.Node) -> bool:
    nodes = [node]
    while nodes:
        node = nodes.pop()
        if isinstance(node, tree.Name) and node.name == INPUT:
            return True
        nodes.extend(node.children())
    return False


def _decided_by(code: Code) -> Predicate:
    """An expression over `?`: its own boolean decides, and only a range or list is still looked into."""
    result_of = code.call

    def predicate(value: Any, frame: Frame) -> bool | None:
        found = result_of(frame)
        if found is None or type(found) is bool:
            return found
        return is_member(value, found, frame[0])

    return predicate


def _standing(operator: str, code: Code) -> Predicate:
    if code.constant and operator == "=":
        return _constant_equality(code.value)
    if code.constant and type(code.value) is Decimal and operator in _NUMBER_TESTS:
        return _NUMBER_TESTS[operator](code.value)
    operand_of = code.call
    return lambda value, frame: compare(operator, value, operand_of(frame), frame[0])


_NUMBER_TESTS: dict[str, Callable[[Decimal], Predicate]] = {
    "<": lambda limit: lambda value, frame: value < limit if type(value) is Decimal else None,
    "<=": lambda limit: lambda value, frame: value <= limit if type(value) is Decimal else None,
    ">": lambda limit: lambda value, frame: value > limit if type(value) is Decimal else None,
    ">=": lambda limit: lambda value, frame: value >= limit if type(value) is Decimal else None,
}


def _constant_test(wanted: Any) -> Predicate:
    if type(wanted) is Range:
        return _constant_range(wanted)
    if type(wanted) is list:
        return lambda value, frame: is_member(value, wanted, frame[0])
    return _constant_equality(wanted)


def _constant_equality(wanted: Any) -> Predicate:
    kind = type(wanted)
    if wanted is None:
        return lambda value, frame: value is None
    if kind in (str, Decimal, bool):
        return lambda value, frame: (
            value == wanted if type(value) is kind else (False if value is None else None)
        )
    return lambda value, frame: compare("=", value, wanted, frame[0])


def _constant_range(wanted: Range) -> Predicate:
    low, high = wanted.start, wanted.end
    if wanted.form or type(low) is not Decimal or type(high) is not Decimal:
        return lambda value, frame: in_range(value, wanted, frame[0])
    from_low, to_high = wanted.start_included, wanted.end_included

    def within(value: Any, frame: Frame) -> bool | None:
        if type(value) is not Decimal:
            return None
        return (low < value or (from_low and value == low)) and (value < high or (to_high and value == high))

    return within


def _in(program: Program, node: tree.In, scope: Scope) -> Code:
    subject = program.compile(node.value, scope)
    compiled = [_predicate(program, test, scope, in_cell=False) for test in node.tests]
    predicates = [predicate for predicate, _ in compiled]
    passes = predicates[0] if len(predicates) == 1 else _first_true(predicates)
    value_of = subject.call
    return program.folded(
        lambda frame: passes(value_of(frame), frame), (subject, *(code for _, code in compiled))
    )


HANDLERS: dict[type, Handler] = {tree.In: _in}
