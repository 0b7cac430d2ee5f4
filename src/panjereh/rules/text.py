"""FEEL values as text: what `string(x)`, traces and messages show."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from panjereh.rules.errors import LimitExceeded
from panjereh.rules.functions import Function
from panjereh.rules.lexer import is_name
from panjereh.rules.limits import DEFAULT_LIMITS, Limits
from panjereh.rules.temporal_text import Temporal, write_temporal
from panjereh.rules.values import Context, FunctionValue, Range

_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def feel_text(value: Any, limits: Limits = DEFAULT_LIMITS) -> str:
    """The FEEL text of a value: strings bare at the top and quoted inside, null as `null`.

    Raises LimitExceeded for a text longer, or a value nested deeper, than the limits.
    """
    if type(value) is str:
        return value
    pieces: list[str] = []
    length = 0
    for piece in _pieces(value, limits.nesting, limits.nesting):
        pieces.append(piece)
        length += len(piece)
        if length > limits.string_length:
            raise LimitExceeded("string_length", limits.string_length)
    return "".join(pieces)


def number_text(number: Decimal) -> str:
    """A number without exponent and without needless zeros behind the point."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def quoted(text: str) -> str:
    """A string literal."""
    return f'"{text.translate(_ESCAPES)}"'


def _pieces(value: Any, left: int, limit: int) -> Iterator[str]:
    if left < 0:
        raise LimitExceeded("nesting", limit)
    match value:
        case None:
            yield "null"
        case bool():
            yield "true" if value else "false"
        case Decimal():
            yield number_text(value)
        case str():
            yield quoted(value)
        case list():
            yield from _joined("[", ((None, item) for item in value), "]", left - 1, limit)
        case Context():
            yield from _joined("{", value.items(), "}", left - 1, limit)
        case Range():
            yield from _range(value, left - 1, limit)
        case FunctionValue():
            yield f"function({', '.join(value.parameters)})"
        case Function():
            yield value.name
        case _:
            yield _temporal(value)


def _temporal(value: Temporal) -> str:
    return write_temporal(value)


def _joined(opening: str, entries: Any, closing: str, left: int, limit: int) -> Iterator[str]:
    yield opening
    for number, (key, item) in enumerate(entries):
        if number:
            yield ", "
        if key is not None:
            yield f"{key if is_name(key) else quoted(key)}: "
        yield from _pieces(item, left, limit)
    yield closing


def _range(value: Range, left: int, limit: int) -> Iterator[str]:
    if value.form:
        yield f"({value.form} "
        yield from _pieces(value.end if value.form in ("<", "<=") else value.start, left, limit)
        yield ")"
        return
    yield "[" if value.start_included else "("
    yield from _pieces(value.start, left, limit)
    yield ".."
    yield from _pieces(value.end, left, limit)
    yield "]" if value.end_included else ")"
