"""Functions of lists. A scalar counts as a list of one; several take their items as arguments, too."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from panjereh.rules.comparison import order, same_value
from panjereh.rules.functions import Function
from panjereh.rules.run import Run


def as_list(value: Any) -> list[Any]:
    """The list that a value stands for; null stands for none."""
    if value is None:
        raise ValueError("null is no list")
    return value if type(value) is list else [value]


def _of_list_or_items(body: Callable[[Run, list[Any]], Any]) -> Callable[..., Any]:
    """`f([1, 2])` and `f(1, 2)` are the same."""

    def call(run: Run, *items: Any) -> Any:
        values = as_list(items[0]) if len(items) == 1 else list(items)
        run.spend(len(values))
        return body(run, values)

    return call


def _count(run: Run, values: list[Any]) -> Decimal:
    return Decimal(len(values))


def _numbers(values: list[Any]) -> list[Decimal]:
    if not values or any(type(value) is not Decimal for value in values):
        raise ValueError("not all numbers")
    return values


def _sum(run: Run, values: list[Any]) -> Decimal:
    return sum(_numbers(values), Decimal(0))


def _mean(run: Run, values: list[Any]) -> Decimal:
    return sum(_numbers(values), Decimal(0)) / len(values)


def _extreme(wanted: int) -> Callable[[Run, list[Any]], Any]:
    def body(run: Run, values: list[Any]) -> Any:
        if not values or order(values[0], values[0]) is None:
            return None
        best = values[0]
        for value in values[1:]:
            found = order(value, best)
            if found is None:
                return None
            if found == wanted:
                best = value
        return best

    return body


def _quantifier(decisive: bool) -> Callable[[Run, list[Any]], bool | None]:
    def body(run: Run, values: list[Any]) -> bool | None:
        if any(value is decisive for value in values):
            return decisive
        return None if any(type(value) is not bool for value in values) else not decisive

    return body


def _contains(run: Run, items: Any, element: Any) -> bool:
    values = as_list(items)
    run.spend(len(values))
    return any(same_value(item, element, run) for item in values)


def _index_of(run: Run, items: Any, match: Any) -> list[Any]:
    values = as_list(items)
    run.check_list(len(values))
    return [Decimal(number) for number, item in enumerate(values, 1) if same_value(item, match, run)]


def _append(run: Run, items: Any, *more: Any) -> list[Any]:
    values = as_list(items)
    run.check_list(len(values) + len(more))
    return [*values, *more]


def _concatenate(run: Run, *lists: Any) -> list[Any]:
    parts = [as_list(each) for each in lists]
    run.check_list(sum(len(part) for part in parts))
    return [item for part in parts for item in part]


def _distinct(run: Run, items: Any) -> list[Any]:
    kept: list[Any] = []
    for item in as_list(items):
        run.spend(len(kept) + 1)
        if not any(same_value(item, other, run) for other in kept):
            kept.append(item)
    return kept


def _varargs(name: str, body: Callable[[Run, list[Any]], Any], parameter: str = "list") -> Function:
    return Function(name, (parameter,), _of_list_or_items(body), variadic=True, with_run=True, pure=True)


FUNCTIONS = [
    _varargs("count", _count),
    _varargs("sum", _sum),
    _varargs("mean", _mean),
    _varargs("min", _extreme(-1)),
    _varargs("max", _extreme(1)),
    _varargs("all", _quantifier(False)),
    _varargs("any", _quantifier(True)),
    Function("list contains", ("list", "element"), _contains, with_run=True, pure=True),
    Function("index of", ("list", "match"), _index_of, with_run=True, pure=True),
    Function("append", ("list", "item"), _append, variadic=True, with_run=True, pure=True),
    Function("concatenate", ("list",), _concatenate, variadic=True, with_run=True, pure=True),
    Function("distinct values", ("list",), _distinct, with_run=True, pure=True),
]
