"""Equality, order and membership of FEEL values; the answer None is FEEL's null."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from panjereh.rules.run import Run
from panjereh.rules.temporal import NANOSECONDS, Date, DateTime, DaysDuration, MonthsDuration, Time
from panjereh.rules.values import Context, Range
from panjereh.rules.zones import instant, time_in_utc


def equal(left: Any, right: Any, run: Run) -> bool | None:
    """`left = right`. Null equals null alone; different types give null."""
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is not type(right):
        return None
    if kind in _PLAIN:
        return bool(left == right)
    special = _EQUALITY.get(kind)
    return None if special is None else special(left, right, run)


def _lists_equal(left: list[Any], right: list[Any], run: Run) -> bool:
    run.spend(min(len(left), len(right)) + 1)
    return len(left) == len(right) and all(
        equal(one, other, run) is True for one, other in zip(left, right, strict=True)
    )


def _contexts_equal(left: Context, right: Context, run: Run) -> bool:
    run.spend(min(len(left), len(right)) + 1)
    return left.keys() == right.keys() and all(
        equal(value, right[key], run) is True for key, value in left.items()
    )


def _ranges_equal(left: Range, right: Range, run: Run) -> bool:
    return (
        left.form == right.form
        and left.start_included == right.start_included
        and left.end_included == right.end_included
        and equal(left.start, right.start, run) is True
        and equal(left.end, right.end, run) is True
    )


# FEEL compares moments at whole seconds: fractions don't count for `=`.
def _times_equal(left: Time, right: Time, run: Run) -> bool:
    return _same_second(left.nanoseconds(), right.nanoseconds(), time_in_utc(left), time_in_utc(right))


def _moments_equal(left: DateTime, right: DateTime, run: Run) -> bool:
    return _same_second(left.local_nanoseconds(), right.local_nanoseconds(), instant(left), instant(right))


def _same_second(left: int, right: int, left_utc: int | None, right_utc: int | None) -> bool:
    if left_utc is None or right_utc is None:
        return left_utc is right_utc and left // NANOSECONDS == right // NANOSECONDS
    return left_utc // NANOSECONDS == right_utc // NANOSECONDS


_PLAIN = frozenset({Decimal, str, bool, Date, DaysDuration, MonthsDuration})
_EQUALITY: dict[type, Callable[[Any, Any, Run], bool]] = {
    list: _lists_equal,
    Context: _contexts_equal,
    Range: _ranges_equal,
    Time: _times_equal,
    DateTime: _moments_equal,
}


def order(left: Any, right: Any) -> int | None:
    """-1, 0 or 1; None where two values have no order."""
    kind = type(left)
    if kind is not type(right):
        return None
    if kind is Decimal or kind is str:
        return int(left > right) - int(left < right)
    key = _ORDER_KEYS.get(kind)
    if key is None:
        return None
    (left_zoned, one), (right_zoned, other) = key(left), key(right)
    return None if left_zoned is not right_zoned else int(one > other) - int(one < other)


def _time_key(time: Time) -> tuple[bool, int]:
    utc = time_in_utc(time)
    return (False, time.nanoseconds()) if utc is None else (True, utc)


def _moment_key(moment: DateTime) -> tuple[bool, int]:
    utc = instant(moment)
    return (False, moment.local_nanoseconds()) if utc is None else (True, utc)


_ORDER_KEYS: dict[type, Callable[[Any], tuple[bool, int]]] = {
    Date: lambda date: (False, date.ordinal()),
    Time: _time_key,
    DateTime: _moment_key,
    DaysDuration: lambda duration: (False, duration.nanoseconds),
    MonthsDuration: lambda duration: (False, duration.months),
}


def holds(operator: str, left: Any, right: Any) -> bool | None:
    """`left < right` and its kin; null where the two have no order."""
    found = order(left, right)
    if found is None:
        return None
    if found < 0:
        return operator in ("<", "<=")
    if found > 0:
        return operator in (">", ">=")
    return operator in ("<=", ">=")


def compare(operator: str, left: Any, right: Any, run: Run) -> bool | None:
    """Any of the six comparisons."""
    if operator == "=":
        return equal(left, right, run)
    if operator == "!=":
        same = equal(left, right, run)
        return None if same is None else not same
    return holds(operator, left, right)


def in_range(value: Any, wanted: Range, run: Run) -> bool | None:
    """Whether a range contains a value; an end that is null in `[a..b]` makes the answer null."""
    if wanted.form in ("=", "!="):
        return compare(wanted.form, value, wanted.start, run)
    if wanted.form:
        return holds(wanted.form, value, wanted.start if wanted.form in (">", ">=") else wanted.end)
    after = holds(">=" if wanted.start_included else ">", value, wanted.start)
    before = holds("<=" if wanted.end_included else "<", value, wanted.end)
    if after is None or before is None:
        return None
    return after and before


def is_member(value: Any, test: Any, run: Run) -> bool | None:
    """`value in test`: equal to it, within the range, or so with one item of the list."""
    if type(test) is Range and type(value) is not Range:
        return in_range(value, test, run)
    if type(test) is not list:
        return equal(value, test, run)
    if type(value) is list and equal(value, test, run) is True:
        return True
    run.spend(len(test))
    for each in test:
        found = in_range(value, each, run) if type(each) is Range else equal(value, each, run)
        if found is True:
            return True
    return False


def same_value(left: Any, right: Any, run: Run) -> bool:
    """Equality that answers yes or no: what `list contains` and hit policies need."""
    return equal(left, right, run) is True
