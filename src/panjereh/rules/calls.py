"""Calling functions that are values: what calls, sorting and other higher-order built-ins share."""

from __future__ import annotations

from decimal import DecimalException
from typing import Any

from panjereh.rules.conformance import coerce
from panjereh.rules.functions import Function
from panjereh.rules.run import Run
from panjereh.rules.types import type_text
from panjereh.rules.values import FunctionValue, kind_of


def call_value(callee: Any, arguments: list[Any], run: Run, at: int, named: str = "") -> Any:
    """Call a function value with arguments by position; null where it can't be called so."""
    if isinstance(callee, FunctionValue):
        return _call_written(callee, arguments, run, at, named)
    if isinstance(callee, Function):
        form = callee.form_for(len(arguments))
        if form is None:
            run.note("wrong_argument_count", at, callee.name)
            return None
        return call_function(form, arguments, run, at)
    run.note("not_a_function", at, named or kind_of(callee))
    return None


def call_by_name(callee: Any, arguments: dict[str, Any], run: Run, at: int, named: str = "") -> Any:
    """Call a function value with arguments by name."""
    if isinstance(callee, FunctionValue):
        if set(arguments) != set(callee.parameters):
            run.note("wrong_argument_name", at, named, tuple(arguments))
            return None
        return _call_written(callee, [arguments[name] for name in callee.parameters], run, at, named)
    if isinstance(callee, Function):
        found = callee.by_name(arguments)
        if found is None:
            run.note("wrong_argument_name", at, callee.name, tuple(arguments))
            return None
        return call_function(found[0], found[1], run, at)
    run.note("not_a_function", at, named or kind_of(callee))
    return None


def call_function(form: Function, arguments: list[Any], run: Run, at: int) -> Any:
    """Call a function of the program; null with a word why when it has no result."""
    run.spend()
    result = _result(form, arguments, run)
    if result is None and any(type(argument) is list and len(argument) == 1 for argument in arguments):
        # A list of one stands for its item where a function wants no list.
        arguments = [each[0] if type(each) is list and len(each) == 1 else each for each in arguments]
        result = _result(form, arguments, run)
    if result is None:
        run.note("wrong_argument", at, form.name, tuple(kind_of(argument) for argument in arguments))
    return result


def _result(form: Function, arguments: list[Any], run: Run) -> Any:
    try:
        return form.body(run, *arguments) if form.with_run else form.body(*arguments)
    except (ValueError, DecimalException):
        return None


def _call_written(callee: FunctionValue, arguments: list[Any], run: Run, at: int, named: str) -> Any:
    if len(arguments) != len(callee.parameters):
        run.note("wrong_argument_count", at, named or "function")
        return None
    frame = callee.captured.copy()
    frame[0] = run
    for slot, wanted, name, argument in zip(
        callee.slots, callee.types, callee.parameters, arguments, strict=True
    ):
        fits, value = (True, argument) if wanted is None else coerce(argument, wanted)
        if not fits:
            run.note("argument_type", at, name, (type_text(wanted) if wanted else "",))
            return None
        frame[slot] = value
    run.enter(callee.weight)
    try:
        return callee.body(frame)
    finally:
        run.leave(callee.weight)
