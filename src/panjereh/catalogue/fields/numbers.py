"""Numbers and amounts of money."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from panjereh.catalogue.fields.base import Raw, Simple
from panjereh.catalogue.fields.sentences import fault
from panjereh.catalogue.fields.texts import as_text
from panjereh.flow.model import Field, Text
from panjereh.kernel.amounts import amount_text, parse_amount
from panjereh.kernel.faults import Refused
from panjereh.kernel.text_fa import digits_ascii, digits_fa

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_LONG = re.compile(r"-?[0-9]{16,}(\.[0-9]*)?|-?[0-9]+\.[0-9]{7,}")
_POINTS = str.maketrans({"٫": ".", "٬": None, ",": None, "−": "-"})


_USUAL = {"number": Decimal(42), "money": Decimal(4_500_000)}


class Number(Simple):
    """A whole or decimal number, in Persian or Latin digits."""

    name = "number"
    feel = "number"
    control = "number"
    form = "number_form"

    def example(self, field: Field) -> Text | None:
        right = _USUAL[self.name]
        if field.min is not None and right < field.min:
            right = field.min
        if field.max is not None and right > field.max:
            right = field.max
        return field.example or self._both(right, field)

    def _both(self, value: Decimal, field: Field) -> Text:
        return Text(self.show(value, field, "fa"), self.show(value, field, "en"))

    def sense(self, value: Any, field: Field, today: date) -> Text | None:
        example = self.example(field)
        if field.min is not None and value < field.min:
            return fault("too_small", field, min=self._both(field.min, field), example=example)
        if field.max is not None and value > field.max:
            return fault("too_large", field, max=self._both(field.max, field), example=example)
        return None

    def _parse(self, own: Raw, field: Field) -> Any:
        typed = digits_ascii(self.single(own, field).translate(_POINTS))
        if _LONG.fullmatch(typed):
            return fault("number_long", field, example=self.example(field))
        return (
            Decimal(typed)
            if _NUMBER.fullmatch(typed)
            else fault("number_form", field, example=self.example(field))
        )

    def show(self, value: Any, field: Field, language: str) -> str:
        plain = f"{Decimal(value).normalize():f}"
        return plain if language == "en" else digits_fa(plain).replace(".", "٫")

    def schema(self, field: Field) -> dict[str, Any]:
        bounds = {"minimum": field.min, "maximum": field.max}
        limits = {name: _plain(bound) for name, bound in bounds.items() if bound is not None}
        return {"type": "number", **limits}

    def store(self, value: Any) -> Any:
        return _plain(Decimal(value))

    def restore(self, stored: Any) -> Any:
        return Decimal(str(stored))


def _plain(value: Decimal) -> int | float:
    """A JSON number; up to 15 digits and 6 decimals come back the same from a float's shortest form."""
    return int(value) if value == value.to_integral_value() else float(value)


class Money(Number):
    """An amount in rials."""

    name = "money"

    def _parse(self, own: Raw, field: Field) -> Any:
        try:
            return parse_amount(self.single(own, field))
        except Refused as refused:
            return as_text(refused.fault)

    def show(self, value: Any, field: Field, language: str) -> str:
        return amount_text(int(value), language)

    def schema(self, field: Field) -> dict[str, Any]:
        limits: dict[str, Any] = {"type": "integer", "minimum": int(field.min or 0)}
        return {**limits, "maximum": int(field.max)} if field.max is not None else limits

    def store(self, value: Any) -> Any:
        return value

    def restore(self, stored: Any) -> Any:
        return stored
