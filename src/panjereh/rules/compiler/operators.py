"""Literals, arithmetic, logic, comparison, ranges, lists and `if`."""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import Any

from panjereh.rules import tree
from panjereh.rules.arithmetic import OPERATIONS, negate
from panjereh.rules.comparison import compare, holds
from panjereh.rules.compiler.code import Code, Frame, Handler, Program, Scope, constant
from panjereh.rules.conformance import is_instance
from panjereh.rules.values import Range, kind_of, one_sided


def _literal(program: Program, node: tree.Literal, scope: Scope) -> Code:
    return constant(node.value)


def _bad_literal(program: Program, node: tree.BadLiteral, scope: Scope) -> Code:
    at, text = node.at, node.text

    def closure(frame: Frame) -> None:
        frame[0].note("bad_literal", at, text)

    return Code(closure)


def _negate(program: Program, node: tree.Negate, scope: Scope) -> Code:
    operand, at = program.compile(node.operand, scope), node.at
    value_of = operand.call

    def closure(frame: Frame) -> Any:
        value = value_of(frame)
        result = negate(value)
        if result is None and value is not None:
            frame[0].note("wrong_operands", at, "-", (kind_of(value),))
        return result

    return program.folded(closure, (operand,))


def _chain(program: Program, node: tree.Chain, scope: Scope) -> Code:
    first = program.compile(node.first, scope)
    rest = [(operator, program.compile(operand, scope)) for operator, operand in node.rest]
    parts = [first, *(code for _, code in rest)]
    at = node.at
    if len(rest) == 1 and rest[0][0] in "+-*":
        return program.folded(_fast(first, rest[0][0], rest[0][1], at), parts)
    start = first.call
    steps = [(operator, code.call) for operator, code in rest]

    def closure(frame: Frame) -> Any:
        value = start(frame)
        for operator, operand in steps:
            value = _operate(operator, value, operand(frame), frame, at)
        return value

    return program.folded(closure, parts)


def _fast(first: Code, operator: str, second: Code, at: int) -> Any:
    """Two numbers without detours; anything else the long way."""
    left_of, right_of = first.call, second.call
    number = {"+": Decimal.__add__, "-": Decimal.__sub__, "*": Decimal.__mul__}[operator]

    def closure(frame: Frame) -> Any:
        left, right = left_of(frame), right_of(frame)
        if type(left) is Decimal and type(right) is Decimal:
            try:
                return number(left, right)
            except DecimalException:
                frame[0].note("undefined_result", at, operator)
                return None
        return _operate(operator, left, right, frame, at)

    return closure


def _operate(operator: str, left: Any, right: Any, frame: Frame, at: int) -> Any:
    result = OPERATIONS[operator](left, right, frame[0])
    if result is None and left is not None and right is not None:
        kinds = (kind_of(left), kind_of(right))
        key = "undefined_result" if kinds == ("number", "number") else "wrong_operands"
        frame[0].note(key, at, operator, kinds)
    return result


def _logic(program: Program, node: tree.Logic, scope: Scope) -> Code:
    parts = program.compile_all(node.operands, scope)
    operands = [part.call for part in parts]
    decisive = node.operator == "or"
    operator, at = node.operator, node.at

    def closure(frame: Frame) -> bool | None:
        result: bool | None = not decisive
        for operand in operands:
            value = operand(frame)
            if value is decisive:
                return bool(value)
            if type(value) is not bool:
                result = None
                if value is not None:
                    frame[0].note("not_boolean", at, operator, (kind_of(value),))
        return result

    return program.folded(closure, parts)


def _comparison(program: Program, node: tree.Comparison, scope: Scope) -> Code:
    parts = program.compile_all((node.left, node.right), scope)
    left_of, right_of = parts[0].call, parts[1].call
    operator, at = node.operator, node.at

    def closure(frame: Frame) -> bool | None:
        left, right = left_of(frame), right_of(frame)
        result = compare(operator, left, right, frame[0])
        if result is None and left is not None and right is not None:
            frame[0].note("not_comparable", at, operator, (kind_of(left), kind_of(right)))
        return result

    return program.folded(closure, parts)


def _between(program: Program, node: tree.Between, scope: Scope) -> Code:
    parts = program.compile_all((node.value, node.low, node.high), scope)
    value_of, low_of, high_of = (part.call for part in parts)
    at = node.at

    def closure(frame: Frame) -> bool | None:
        value, low, high = value_of(frame), low_of(frame), high_of(frame)
        above, below = holds(">=", value, low), holds("<=", value, high)
        if above is None or below is None:
            if None not in (value, low, high):
                frame[0].note("not_comparable", at, "between", (kind_of(value), kind_of(low), kind_of(high)))
            return None
        return above and below

    return program.folded(closure, parts)


def _instance_of(program: Program, node: tree.InstanceOf, scope: Scope) -> Code:
    operand, wanted = program.compile(node.value, scope), node.type
    value_of = operand.call
    return program.folded(lambda frame: is_instance(value_of(frame), wanted), (operand,))


def _range(program: Program, node: tree.RangeLiteral, scope: Scope) -> Code:
    parts = program.compile_all((node.start, node.end), scope)
    start_of, end_of = parts[0].call, parts[1].call
    from_start, to_end = node.start_included, node.end_included
    return program.folded(lambda frame: Range(start_of(frame), end_of(frame), from_start, to_end), parts)


def _one_sided(program: Program, node: tree.OneSided, scope: Scope) -> Code:
    operand, operator = program.compile(node.operand, scope), node.operator
    value_of = operand.call
    return program.folded(lambda frame: one_sided(operator, value_of(frame)), (operand,))


def _list(program: Program, node: tree.ListLiteral, scope: Scope) -> Code:
    parts = program.compile_all(node.items, scope)
    items, length = [part.call for part in parts], len(parts)

    def closure(frame: Frame) -> list[Any]:
        frame[0].check_list(length)
        return [item(frame) for item in items]

    return program.folded(closure, parts)


def _if(program: Program, node: tree.If, scope: Scope) -> Code:
    condition, then, otherwise = (part.call for part in program.compile_all(node.children(), scope))
    at = node.at

    def closure(frame: Frame) -> Any:
        value = condition(frame)
        if value is True:
            return then(frame)
        if value is not None and value is not False:
            frame[0].note("not_boolean", at, "if", (kind_of(value),))
        return otherwise(frame)

    return Code(closure)


HANDLERS: dict[type, Handler] = {
    tree.Literal: _literal,
    tree.BadLiteral: _bad_literal,
    tree.Negate: _negate,
    tree.Chain: _chain,
    tree.Logic: _logic,
    tree.Comparison: _comparison,
    tree.Between: _between,
    tree.InstanceOf: _instance_of,
    tree.RangeLiteral: _range,
    tree.OneSided: _one_sided,
    tree.ListLiteral: _list,
    tree.If: _if,
}
