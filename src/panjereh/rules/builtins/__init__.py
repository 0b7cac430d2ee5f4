"""The functions of FEEL, by name with their parameter names."""

from __future__ import annotations

from panjereh.rules.builtins import convert, dates, lists, numbers, strings
from panjereh.rules.functions import Function, function_table

BUILT_INS: dict[str, Function] = function_table(
    [*convert.FUNCTIONS, *strings.FUNCTIONS, *numbers.FUNCTIONS, *lists.FUNCTIONS, *dates.FUNCTIONS]
)
