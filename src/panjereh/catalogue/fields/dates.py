"""A day, in three inputs, of the Jalali or the Gregorian calendar: the year tells which."""

from __future__ import annotations

from datetime import date
from typing import Any

from panjereh.catalogue.fields.base import FieldType, Raw
from panjereh.catalogue.fields.sentences import PARTS, fault
from panjereh.catalogue.fields.texts import as_text
from panjereh.flow.model import Field
from panjereh.kernel.faults import Refused
from panjereh.kernel.jalali import Jalali, long_date, to_jalali
from panjereh.kernel.text_fa import digits_ascii

# No Jalali year of a living person's papers reaches this, and no Gregorian one is before it.
_FIRST_GREGORIAN_YEAR = 1700


class Day(FieldType):
    """A date; the inputs are `<id>-day`, `<id>-month` and `<id>-year`."""

    name = "date"
    feel = "date"
    control = "date"
    empty = "empty_date"

    def inputs(self, field: Field) -> tuple[str, ...]:
        return tuple(f"{field.id}-{part}" for part in PARTS)

    def _parse(self, own: Raw, field: Field) -> Any:
        numbers: dict[str, int] = {}
        for part, called in PARTS.items():
            typed = digits_ascii(next(iter(own[f"{field.id}-{part}"]), "").strip())
            if not typed:
                return fault("date_part", field, part=called)
            if not typed.isascii() or not typed.isdigit() or len(typed) > 4:
                return fault("date_digits", field)
            numbers[part] = int(typed)
        try:
            if numbers["year"] >= _FIRST_GREGORIAN_YEAR:
                return date(numbers["year"], numbers["month"], numbers["day"])
            return Jalali(numbers["year"], numbers["month"], numbers["day"]).to_date()
        except Refused as refused:
            return as_text(refused.fault)
        except ValueError:
            return fault("date_sense", field)

    def show(self, value: Any, field: Field, language: str) -> str:
        return long_date(value, language)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def store(self, value: Any) -> Any:
        return value.isoformat()

    def restore(self, stored: Any) -> Any:
        return date.fromisoformat(stored)

    def raw_of(self, plain: Any, field: Field) -> Raw:
        text = plain.get("jalali", "") if isinstance(plain, dict) else str(plain)
        year, month, day = (*text.split("-"), "", "", "")[:3]
        return {f"{field.id}-year": (year,), f"{field.id}-month": (month,), f"{field.id}-day": (day,)}

    def raw_from(self, value: Any, field: Field) -> Raw:
        return self.raw_of(str(to_jalali(value)), field)
