"""Functions of strings. Lengths and positions count code points."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from panjereh.rules.builtins.convert import whole
from panjereh.rules.builtins.lists import as_list
from panjereh.rules.functions import Function
from panjereh.rules.pattern import Pattern, PatternRefused, compile_pattern
from panjereh.rules.run import Run

_FAR = 10**9


def _of_two(body: Callable[[str, str], Any]) -> Callable[[Any, Any], Any]:
    def call(string: Any, match: Any) -> Any:
        if type(string) is not str or type(match) is not str:
            return None
        return body(string, match)

    return call


def _length(string: Any) -> Decimal | None:
    return Decimal(len(string)) if type(string) is str else None


def _cased(body: Callable[[str], str]) -> Callable[[Run, Any], str | None]:
    def call(run: Run, string: Any) -> str | None:
        if type(string) is not str:
            return None
        result = body(string)
        run.check_string(len(result))
        return result

    return call


def _substring(run: Run, string: Any, position: Any, length: Any = _FAR) -> str | None:
    start = whole(position, _FAR)
    count = _FAR if length is _FAR else whole(length, _FAR)
    if type(string) is not str or start is None or count is None or count < 1:
        return None
    if not 1 <= abs(start) <= len(string):
        return None
    first = start - 1 if start > 0 else len(string) + start
    run.check_string(len(string))
    return string[first : first + count]


def _before(string: str, match: str) -> str:
    return string.partition(match)[0] if match and match in string else ""


def _after(string: str, match: str) -> str:
    return string.partition(match)[2] if match else string


def _join(run: Run, items: Any, delimiter: Any = None) -> str | None:
    """Nulls are left out; a null delimiter is an empty one."""
    values = [value for value in as_list(items) if value is not None]
    if any(type(value) is not str for value in values) or type(delimiter) not in (str, type(None)):
        return None
    between = delimiter or ""
    run.check_string(sum(len(value) for value in values) + len(between) * len(values))
    return between.join(values)


def _pattern(run: Run, string: Any, pattern: Any, flags: Any = None) -> Pattern | None:
    """The compiled pattern, and the price of matching it against the string; null for a bad one."""
    if type(string) is not str or type(pattern) is not str or type(flags) not in (str, type(None)):
        return None
    if len(pattern) > run.limits.pattern_length or len(string) > run.limits.string_length:
        return None
    run.spend(1 + (len(string) * (len(pattern) + 1) >> 9))
    try:
        return compile_pattern(pattern, flags or "")
    except PatternRefused:
        run.note("bad_pattern", 0, pattern)
        return None


def _matches(run: Run, string: Any, pattern: Any, flags: Any = None) -> bool | None:
    compiled = _pattern(run, string, pattern, flags)
    return None if compiled is None else compiled.found_in(string)


def _split(run: Run, string: Any, delimiter: Any) -> list[str] | None:
    """The pieces between matches, empty ones too; a pattern that matches nothing at all has no pieces."""
    compiled = _pattern(run, string, delimiter)
    if compiled is None or compiled.found_in(""):
        return None
    pieces = compiled.split(string, run.limits.list_items + 1)
    run.check_list(len(pieces))
    return pieces


FUNCTIONS = [
    Function("string length", ("string",), _length, pure=True),
    Function("upper case", ("string",), _cased(str.upper), with_run=True, pure=True),
    Function("lower case", ("string",), _cased(str.lower), with_run=True, pure=True),
    Function("contains", ("string", "match"), _of_two(lambda string, match: match in string), pure=True),
    Function("starts with", ("string", "match"), _of_two(str.startswith), pure=True),
    Function("ends with", ("string", "match"), _of_two(str.endswith), pure=True),
    Function(
        "substring", ("string", "start position", "length"), _substring, optional=1, with_run=True, pure=True
    ),
    Function("substring before", ("string", "match"), _of_two(_before), pure=True),
    Function("substring after", ("string", "match"), _of_two(_after), pure=True),
    Function("string join", ("list", "delimiter"), _join, optional=1, with_run=True, pure=True),
    Function("matches", ("input", "pattern", "flags"), _matches, optional=1, with_run=True),
    Function("split", ("string", "delimiter"), _split, with_run=True),
]
