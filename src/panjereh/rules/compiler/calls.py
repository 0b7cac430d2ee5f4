"""Calls and the functions that authors write."""

from __future__ import annotations

from typing import Any

from panjereh.rules import tree
from panjereh.rules.calls import call_by_name, call_function, call_value
from panjereh.rules.compiler.code import Closure, Code, Frame, Handler, Local, Program, Scope
from panjereh.rules.functions import Function
from panjereh.rules.values import FunctionValue


def _call(program: Program, node: tree.Call, scope: Scope) -> Code:
    callee = program.compile(node.callee, scope)
    arguments = program.compile_all(node.arguments, scope)
    if callee.constant and isinstance(callee.value, Function):
        return _built_in(program, callee.value, node, arguments)
    name = node.callee.name if isinstance(node.callee, tree.Name) else ""
    return Code(_dynamic(callee.call, program.functions.get(name), name, node, arguments))


def _built_in(program: Program, function: Function, node: tree.Call, arguments: list[Code]) -> Code:
    """A call of a known function: its form is chosen now."""
    at = node.at
    if node.names:
        by_name = function.by_name(dict(zip(node.names, arguments, strict=True)))
        if by_name is None:
            names = node.names
            return Code(lambda frame: frame[0].note("wrong_argument_name", at, function.name, names))
        form, ordered = by_name
    else:
        chosen, ordered = function.form_for(len(arguments)), arguments
        if chosen is None:
            return Code(lambda frame: frame[0].note("wrong_argument_count", at, function.name))
        form = chosen
    calls = [argument.call for argument in ordered]

    def closure(frame: Frame) -> Any:
        return call_function(form, [argument(frame) for argument in calls], frame[0], at)

    return program.folded(closure, ordered) if form.pure else Code(closure)


def _dynamic(
    callee_of: Closure, fallback: Function | None, name: str, node: tree.Call, arguments: list[Code]
) -> Closure:
    """A call of whatever the callee turns out to be.

    A caller's value may have the name of a function (`today`): calling it means the function.
    """
    calls = [argument.call for argument in arguments]
    names, at = node.names, node.at

    def closure(frame: Frame) -> Any:
        callee = callee_of(frame)
        if fallback is not None and not isinstance(callee, FunctionValue | Function):
            callee = fallback
        values = [argument(frame) for argument in calls]
        if names:
            return call_by_name(callee, dict(zip(names, values, strict=True)), frame[0], at, name)
        return call_value(callee, values, frame[0], at, name)

    return closure


def _function(program: Program, node: tree.FunctionLiteral, scope: Scope) -> Code:
    slots = tuple(program.new_slot() for _ in node.parameters)
    own = (*scope, *(Local(name, slot) for name, slot in zip(node.parameters, slots, strict=True)))
    body = program.compile(node.body, own).call
    weight = tree.depth(node.body)
    parameters, types = node.parameters, node.types

    def closure(frame: Frame) -> FunctionValue:
        frame[0].spend(len(frame) >> 4)
        return FunctionValue(parameters, types, body, frame.copy(), slots, weight)

    return Code(closure)


HANDLERS: dict[type, Handler] = {tree.Call: _call, tree.FunctionLiteral: _function}
