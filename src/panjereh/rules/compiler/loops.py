"""`for`, `some` and `every`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from panjereh.rules import tree
from panjereh.rules.compiler.code import Closure, Code, Frame, Handler, Local, Program, Scope
from panjereh.rules.run import Run
from panjereh.rules.temporal import Date
from panjereh.rules.values import Range, kind_of

_MAX_WHOLE = 10**15
Visit = Callable[[Frame], bool]  # goes on as long as it answers True


class _NoDomain(Exception):
    """A source that can't be iterated."""


def _for(program: Program, node: tree.For, scope: Scope) -> Code:
    scope, slots, sources = _iterators(program, node.iterators, scope)
    partial = program.new_slot() if _mentions(node.body, "partial") else None
    if partial is not None:
        scope = (*scope, Local("partial", partial))
    body = program.compile(node.body, scope).call
    at = node.at

    def closure(frame: Frame) -> list[Any] | None:
        run: Run = frame[0]
        results: list[Any] = []

        def visit(frame: Frame) -> bool:
            if partial is not None:
                run.spend(len(results))
                frame[partial] = results.copy()
            results.append(body(frame))
            if len(results) > run.limits.list_items:
                run.check_list(len(results))
            return True

        return results if _walk(frame, slots, sources, visit, at) else None

    return Code(closure)


def _quantified(program: Program, node: tree.Quantified, scope: Scope) -> Code:
    scope, slots, sources = _iterators(program, node.iterators, scope)
    condition = program.compile(node.condition, scope).call
    decisive, kind, at = node.kind == "some", node.kind, node.at

    def closure(frame: Frame) -> bool | None:
        answer: bool | None = not decisive

        def visit(frame: Frame) -> bool:
            nonlocal answer
            found = condition(frame)
            if found is decisive:
                answer = decisive
                return False
            if type(found) is not bool:
                answer = None
                if found is not None:
                    frame[0].note("not_boolean", at, kind, (kind_of(found),))
            return True

        return answer if _walk(frame, slots, sources, visit, at) else None

    return Code(closure)


def _mentions(node: tree.Node, name: str) -> bool:
    """Whether a name stands anywhere below."""
    nodes = [node]
    while nodes:
        node = nodes.pop()
        if isinstance(node, tree.Name) and node.name == name:
            return True
        nodes.extend(node.children())
    return False


def _iterators(
    program: Program, iterators: tuple[tree.Iterator, ...], scope: Scope
) -> tuple[Scope, list[int], list[Closure]]:
    """Slots and sources; a later source sees the earlier variables."""
    slots, sources = [], []
    for iterator in iterators:
        sources.append(_source(program, iterator, scope))
        slots.append(program.new_slot())
        scope = (*scope, Local(iterator.name, slots[-1]))
    return scope, slots, sources


def _source(program: Program, iterator: tree.Iterator, scope: Scope) -> Closure:
    source = program.compile(iterator.source, scope).call
    if iterator.end is None:
        return lambda frame: _domain(source(frame), frame[0])
    end = program.compile(iterator.end, scope).call
    return lambda frame: _span(source(frame), end(frame), downwards=True)


def _domain(value: Any, run: Run) -> Iterable[Any]:
    """What a loop over a value visits: the items of a list, the days or whole numbers of a range."""
    if type(value) is list:
        return value
    if type(value) is Range:
        if value.form:
            raise _NoDomain(kind_of(value))
        items = _span(value.start, value.end, downwards=False)
        first = 0 if value.start_included else 1
        return items[first : len(items) - (0 if value.end_included else 1)]
    if value is None:
        raise _NoDomain("null")
    return [value]


class _Span:
    """Whole numbers or days in order, made one by one."""

    __slots__ = ("_make", "_numbers")

    def __init__(self, numbers: range, make: Callable[[int], Any]) -> None:
        self._numbers = numbers
        self._make = make

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Any:
        return map(self._make, self._numbers)

    def __getitem__(self, part: slice) -> _Span:
        return _Span(self._numbers[part], self._make)


def _span(start: Any, end: Any, *, downwards: bool) -> _Span:
    if type(start) is Decimal and type(end) is Decimal:
        first, last = _whole(start), _whole(end)
        make: Callable[[int], Any] = Decimal
    elif type(start) is Date and type(end) is Date:
        first, last = start.ordinal(), end.ordinal()
        make = Date.from_ordinal
    else:
        raise _NoDomain(f"{kind_of(start)}..{kind_of(end)}")
    if first > last and not downwards:
        raise _NoDomain(f"{start}..{end}")
    step = 1 if first <= last else -1
    return _Span(range(first, last + step, step), make)


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value() or abs(number) > _MAX_WHOLE:
        raise _NoDomain(str(number))
    return int(number)


def _walk(frame: Frame, slots: list[int], sources: list[Closure], visit: Visit, at: int) -> bool:
    """Visit every combination, the last iterator fastest; False (and a word why) without a domain."""
    run: Run = frame[0]
    outer = [frame[slot] for slot in slots]
    try:
        stack = [iter(sources[0](frame))]
        while stack:
            run.spend()
            level = len(stack) - 1
            try:
                frame[slots[level]] = next(stack[-1])
            except StopIteration:
                stack.pop()
                continue
            if level + 1 < len(slots):
                stack.append(iter(sources[level + 1](frame)))
            elif not visit(frame):
                break
    except _NoDomain as refused:
        run.note("no_iteration", at, more=(str(refused),))
        return False
    finally:
        for slot, value in zip(slots, outer, strict=True):
            frame[slot] = value
    return True


HANDLERS: dict[type, Handler] = {tree.For: _for, tree.Quantified: _quantified}
