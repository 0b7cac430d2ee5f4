"""A day, in three inputs, of the Jalali or the Gregorian calendar: the year tells which."""

from __future__ import annotations

from datetime import date
from typing import Any

from panjereh.catalogue.fields.base import Raw, Simple, Wrong
from panjereh.catalogue.fields.sentences import DATE_EXAMPLE, PARTS, fault
from panjereh.catalogue.fields.texts import as_text
from panjereh.flow.model import Field, Text
from panjereh.kernel.faults import Fault, Refused
from panjereh.kernel.jalali import Jalali, long_date, to_jalali
from panjereh.kernel.text_fa import digits_ascii

# No Jalali year of a living person's papers reaches this, and no Gregorian one is before it.
_FIRST_GREGORIAN_YEAR = 1700
_LONGEST = 4  # digits of a year


class Day(Simple):
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
            name = f"{field.id}-{part}"
            typed = digits_ascii(next(iter(own[name]), "").strip())
            if not typed:
                return Wrong(fault("date_part", field, part=called), _at(name))
            if not typed.isascii() or not typed.isdigit() or len(typed) > _LONGEST:
                return Wrong(fault("date_digits", field), _at(name))
            numbers[part] = int(typed)
        try:
            if numbers["year"] >= _FIRST_GREGORIAN_YEAR:
                return date(numbers["year"], numbers["month"], numbers["day"])
            return Jalali(numbers["year"], numbers["month"], numbers["day"]).to_date()
        except Refused as refused:
            part = refused.fault.key.rpartition("_")[2]
            return Wrong(_with_example(refused.fault), _at(f"{field.id}-{part}"))
        except ValueError:
            return fault("date_sense", field)

    def sense(self, value: Any, field: Field, today: date) -> Text | None:
        if field.past and value > today:
            on = Text(long_date(today, "fa"), long_date(today, "en"))
            return fault("date_future", field, today=on)
        return None

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


def _at(name: str) -> str:
    """The control of an input: the day's has the id of the question itself."""
    return name.removesuffix("-day")


def _with_example(refused: Fault) -> Text:
    said, example = as_text(refused), DATE_EXAMPLE
    return Text(f"{said.fa} نمونهٔ درست: {example.fa}.", f"{said.en} A correct example: {example.en}.")
