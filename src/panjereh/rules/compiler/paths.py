"""Names, paths, filters and contexts: everything that looks up an entry."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from panjereh.rules import tree
from panjereh.rules.compiler.code import (
    Closure,
    Code,
    Filtered,
    Frame,
    Handler,
    Local,
    Program,
    Scope,
    constant,
)
from panjereh.rules.names import canonical_name
from panjereh.rules.properties import MISSING, entry, property_of
from panjereh.rules.run import Run
from panjereh.rules.values import Context, FunctionValue


def _name(program: Program, node: tree.Name, scope: Scope) -> Code:
    return resolve(program, node.name, node.at, scope, node.name)


def resolve(program: Program, name: str, at: int, scope: Scope, path: str) -> Code:
    """A name by the scopes from the innermost out, then the caller's names, then the functions.

    Within filters an entry of the item comes first, which only the run can tell.
    """
    filters: list[int] = []
    for place in reversed(scope):
        if isinstance(place, Filtered):
            filters.append(place.slot)
        elif place.name == name:
            return _within_filters(filters, name, _local(place.slot))
    if name not in program.known and name in program.functions:
        function = program.functions[name]
        found = constant(function)
        return _within_filters(filters, name, found.call) if filters else found
    if name == "item" and filters:
        return _within_filters(filters, name, _local(filters[0]))
    if name in program.known or not filters:
        program.record(name, path, at)
    slot = program.input_slot(name)
    return _within_filters(filters, name, _input(name, slot, at))


def _local(slot: int) -> Closure:
    return lambda frame: frame[slot]


def _input(name: str, slot: int, at: int) -> Closure:
    def closure(frame: Frame) -> Any:
        value = frame[slot]
        if value is MISSING:
            frame[0].note("unknown_name", at, name)
            return None
        return value

    return closure


def _within_filters(filters: list[int], name: str, otherwise: Closure) -> Code:
    if not filters:
        return Code(otherwise)

    def closure(frame: Frame) -> Any:
        for slot in filters:
            item = frame[slot]
            if type(item) is Context:
                found = entry(item, name)
                if found is not MISSING:
                    return found
        return otherwise(frame)

    return Code(closure)


def _path(program: Program, node: tree.Path, scope: Scope) -> Code:
    steps: list[tree.Path] = []
    base: tree.Node = node
    while isinstance(base, tree.Path):
        steps.append(base)
        base = base.base
    steps.reverse()
    if isinstance(base, tree.Name):
        dotted = ".".join((base.name, *(step.name for step in steps)))
        code = resolve(program, base.name, base.at, scope, dotted)
    else:
        code = program.compile(base, scope)
    for step in steps:
        code = program.folded(_step(code.call, step.name, step.at), (code,))
    return code


def _step(base_of: Closure, name: str, at: int) -> Closure:
    def closure(frame: Frame) -> Any:
        base = base_of(frame)
        if type(base) is Context:
            try:
                return base[name]
            except KeyError:
                pass
        return property_of(base, name, frame[0], at)

    return closure


def _context(program: Program, node: tree.ContextLiteral, scope: Scope) -> Code:
    entries: list[tuple[str, int, Closure, bool]] = []
    codes: list[Code] = []
    for key, value in node.entries:
        slot = program.new_slot()
        own = (*scope, Local(canonical_name(key), slot))
        calls_itself = isinstance(value, tree.FunctionLiteral)
        codes.append(program.compile(value, own if calls_itself else scope))
        entries.append((key, slot, codes[-1].call, calls_itself))
        scope = own
    keys = [key for key, _ in node.entries]
    twice = next((key for index, key in enumerate(keys) if key in keys[:index]), None)
    if twice is not None:
        return Code(lambda frame: frame[0].note("entry_twice", node.at, twice))
    if all(code.constant for code in codes):
        return constant(Context(zip(keys, (code.value for code in codes), strict=True)))

    def closure(frame: Frame) -> Context:
        frame[0].spend(len(entries))
        context = Context()
        for key, slot, value_of, calls_itself in entries:
            value = value_of(frame)
            context[key] = frame[slot] = value
            if calls_itself and isinstance(value, FunctionValue):
                value.captured[slot] = value
        return context

    return Code(closure)


def _filter(program: Program, node: tree.Filter, scope: Scope) -> Code:
    base = program.compile(node.base, scope)
    slot = program.new_slot()
    condition = program.compile(node.condition, (*scope, Filtered(slot)))
    base_of, at = base.call, node.at
    if condition.constant and type(condition.value) is Decimal:
        index = condition.value
        return program.folded(lambda frame: _item(_as_list(base_of(frame)), index, frame[0], at), (base,))
    test = condition.call

    def closure(frame: Frame) -> Any:
        items = _as_list(base_of(frame))
        if items is None:
            return None
        return _filtered(items, test, frame, slot, at)

    return Code(closure)


def _as_list(value: Any) -> list[Any] | None:
    return value if value is None or type(value) is list else [value]


def _filtered(items: list[Any], test: Closure, frame: Frame, slot: int, at: int) -> Any:
    run: Run = frame[0]
    kept = []
    outer = frame[slot]
    try:
        for number, item in enumerate(items or [None]):
            run.spend()
            frame[slot] = item
            found = test(frame)
            if number == 0 and type(found) is Decimal:
                return _item(items, found, run, at)
            if found is True and items:
                kept.append(item)
    finally:
        frame[slot] = outer
    return kept


def _item(items: list[Any] | None, index: Decimal, run: Run, at: int) -> Any:
    """The item with a 1-based number, counted from the end when negative."""
    if items is None:
        return None
    length = len(items)
    if index != index.to_integral_value() or not 1 <= abs(index) <= length:
        run.note("index_out_of_reach", at, format(index, "f") if abs(index) < 10**9 else str(index))
        return None
    number = int(index)
    return items[number - 1 if number > 0 else length + number]


HANDLERS: dict[type, Handler] = {
    tree.Name: _name,
    tree.Path: _path,
    tree.ContextLiteral: _context,
    tree.Filter: _filter,
}
