"""Whether a value is of a type, and the few ways in which it may be made so."""

from __future__ import annotations

from typing import Any

from panjereh.rules.functions import Function
from panjereh.rules.temporal import MIDNIGHT_UTC, Date, DateTime
from panjereh.rules.types import ANY, ContextOf, FeelType, FunctionOf, ListOf, Named, RangeOf, Simple
from panjereh.rules.values import Context, FunctionValue, Range, kind_of

_MAX_NAMED = 50  # definitions that name each other


def conforms(value: Any, wanted: FeelType, depth: int = 0) -> bool:
    """Whether a value may stand where the type is declared; null always may."""
    if value is None:
        return True
    match wanted:
        case Simple("Any"):
            return True
        case Simple("Null"):
            return False
        case Simple(name):
            return kind_of(value) == name
        case Named():
            return depth < _MAX_NAMED and conforms(value, wanted.definition(), depth + 1)
        case ListOf(item):
            return type(value) is list and all(conforms(each, item, depth) for each in value)
        case RangeOf(item):
            return type(value) is Range and conforms(value.start, item) and conforms(value.end, item)
        case ContextOf(entries):
            return type(value) is Context and all(
                name in value and conforms(value[name], inner, depth) for name, inner in entries
            )
        case FunctionOf():
            return _function_conforms(value, wanted)


def _function_conforms(value: Any, wanted: FunctionOf) -> bool:
    """Same number of parameters, each at least as wide as wanted.

    What a body returns isn't known before it runs, so only `Any` can be promised as result.
    """
    if isinstance(value, FunctionValue):
        types: tuple[FeelType | None, ...] = value.types
    elif isinstance(value, Function):
        types = (None,) * len(value.parameters)
    else:
        return False
    if len(types) != len(wanted.parameters) or wanted.result != ANY:
        return False
    return all(
        own is None or own in (ANY, given) for own, given in zip(types, wanted.parameters, strict=True)
    )


def is_instance(value: Any, wanted: FeelType) -> bool:
    """`value instance of wanted`: nothing is coerced, and null is of type Null alone."""
    if value is None:
        return wanted == Simple("Null")
    return conforms(value, wanted)


def coerce(value: Any, wanted: FeelType) -> tuple[bool, Any]:
    """The value as the declared type: (whether it can be, the value).

    Kept as it is, unwrapped from or wrapped into a list of one, or a date made midnight UTC; never more.
    """
    if conforms(value, wanted):
        return True, value
    while isinstance(wanted, Named):
        wanted = wanted.definition()
    if isinstance(wanted, ListOf):
        return (True, [value]) if conforms(value, wanted.item) else (False, None)
    if type(value) is list and len(value) == 1 and conforms(value[0], wanted):
        return True, value[0]
    if type(value) is Date and wanted == Simple("date and time"):
        return True, DateTime(value, MIDNIGHT_UTC)
    return False, None
