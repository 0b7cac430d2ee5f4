"""Functions of numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DecimalException,
)
from typing import Any

from panjereh.rules.arithmetic import negate
from panjereh.rules.builtins.convert import whole
from panjereh.rules.functions import Function
from panjereh.rules.temporal import DaysDuration, MonthsDuration

MIN_SCALE, MAX_SCALE = -6111, 6176
_ONE = Decimal(1)
_ZERO = Decimal(0)


def _rounded(rounding: str) -> Callable[..., Decimal | None]:
    def body(number: Any, scale: Any = _ZERO) -> Decimal | None:
        places = whole(scale, MAX_SCALE)
        if type(number) is not Decimal or places is None or places < MIN_SCALE:
            return None
        exponent = number.as_tuple().exponent
        # At 34 digits `quantize` refuses scales that add nothing but zeros; the number is exact then.
        if isinstance(exponent, int) and exponent >= -places and (places >= 0 or not number):
            return number
        try:
            return number.quantize(_ONE.scaleb(-places), rounding)
        except DecimalException:
            return None

    return body


def _abs(value: Any) -> Any:
    match value:
        case Decimal():
            return abs(value)
        case DaysDuration(nanoseconds):
            return negate(value) if nanoseconds < 0 else value
        case MonthsDuration(months):
            return negate(value) if months < 0 else value
    return None


def _modulo(dividend: Any, divisor: Any) -> Decimal | None:
    """The remainder with the sign of the divisor."""
    if type(dividend) is not Decimal or type(divisor) is not Decimal or not divisor:
        return None
    try:
        rest = dividend % divisor
    except DecimalException:  # a quotient of more than 34 digits
        quotient = (dividend / divisor).to_integral_value(ROUND_FLOOR)
        return dividend - divisor * quotient
    return rest + divisor if rest and (rest < 0) is not (divisor < 0) else rest


FUNCTIONS = [
    Function("decimal", ("n", "scale"), _rounded(ROUND_HALF_EVEN), pure=True),
    Function("floor", ("n", "scale"), _rounded(ROUND_FLOOR), optional=1, pure=True),
    Function("ceiling", ("n", "scale"), _rounded(ROUND_CEILING), optional=1, pure=True),
    Function("round up", ("n", "scale"), _rounded(ROUND_UP), pure=True),
    Function("round down", ("n", "scale"), _rounded(ROUND_DOWN), pure=True),
    Function("round half up", ("n", "scale"), _rounded(ROUND_HALF_UP), pure=True),
    Function("round half down", ("n", "scale"), _rounded(ROUND_HALF_DOWN), pure=True),
    Function("abs", ("n",), _abs, pure=True),
    Function("modulo", ("dividend", "divisor"), _modulo, pure=True),
]
