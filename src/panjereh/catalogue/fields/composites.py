"""Answers of several parts: another person, a firm, an address. Each part is a question with its own fault."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar

from panjereh.catalogue.fields.base import FieldType, Raw, Reading, typed
from panjereh.catalogue.fields.dates import Day
from panjereh.catalogue.fields.identifiers import LegalId, NationalId, PostalCode
from panjereh.catalogue.fields.texts import LineOfText
from panjereh.flow.model import Field, Text

_MATCHED = {
    True: Text("با پایگاه می‌خواند", "matches the register"),
    None: Text("با پایگاه سنجیده نشد", "could not be compared with the register"),
}


class Composite(FieldType):
    """Several parts that make one answer; the inputs are those of the parts, `<id>-<part>`."""

    feel = "context"
    control = "group"
    kinds: ClassVar[Mapping[str, FieldType]]

    @abstractmethod
    def part(self, name: str, field: Field) -> Field:
        """The question of one part."""

    def parts(self, field: Field) -> tuple[Field, ...]:
        return tuple(self.part(name, field) for name in self.kinds)

    def inputs(self, field: Field) -> tuple[str, ...]:
        pairs = zip(self.kinds.values(), self.parts(field), strict=True)
        return tuple(name for kind, part in pairs for name in kind.inputs(part))

    def read(self, raw: Raw, field: Field, *, today: date | None = None) -> Reading:
        own = {name: tuple(raw.get(name, ())) for name in self.inputs(field)}
        if not field.required and not typed(own):
            return Reading(None, None, own)
        pairs = zip(self.kinds.items(), self.parts(field), strict=True)
        readings = {name: kind.read(raw, part, today=today) for (name, kind), part in pairs}
        faults = {id_: said for read in readings.values() for id_, said in read.faults.items()}
        if faults:
            at = {id_: name for read in readings.values() for id_, name in read.at.items()}
            return Reading(None, next(iter(faults.values())), own, faults, at)
        value = {name: read.value for name, read in readings.items()}
        return Reading({**value, **self._compared()}, None, own)

    def _compared(self) -> dict[str, None]:
        """What a register says of it is not known when it is read."""
        return {"match": None} if "match" in self.inside else {}

    def show(self, value: Any, field: Field, language: str) -> str:
        return " · ".join((*self._shown(value, field, language), *self.compared(value, field, language)))

    def _shown(self, value: Any, field: Field, language: str) -> list[str]:
        pairs = zip(self.kinds.items(), self.parts(field), strict=True)
        return [kind.show(value[name], part, language) for (name, kind), part in pairs]

    def compared(self, value: Any, field: Field, language: str) -> tuple[str, ...]:
        """How it stands with the register that it is compared with."""
        if field.match is None:
            return ()
        return (_MATCHED[True if value.get("match") else None].get(language),)

    def schema(self, field: Field) -> dict[str, Any]:
        pairs = zip(self.kinds.items(), self.parts(field), strict=True)
        known = {name: kind.schema(part) for (name, kind), part in pairs}
        more = {"match": {"type": ["boolean", "null"]}} if "match" in self.inside else {}
        return {
            "type": "object",
            "properties": {**known, **more},
            "required": list(known),
            "additionalProperties": False,
        }

    def store(self, value: Any) -> Any:
        return {**value, **{name: kind.store(value[name]) for name, kind in self.kinds.items()}}

    def restore(self, stored: Any) -> Any:
        return {**stored, **{name: kind.restore(stored[name]) for name, kind in self.kinds.items()}}

    def raw_of(self, plain: Any, field: Field) -> Raw:
        given = plain if isinstance(plain, Mapping) else {next(iter(self.kinds)): plain}
        pairs = zip(self.kinds.items(), self.parts(field), strict=True)
        sent = [kind.raw_of(given[name], part) for (name, kind), part in pairs if name in given]
        return {name: texts for raw in sent for name, texts in raw.items()}

    def raw_from(self, value: Any, field: Field) -> Raw:
        pairs = zip(self.kinds.items(), self.parts(field), strict=True)
        raws = [kind.raw_from(value[name], part) for (name, kind), part in pairs]
        return {name: texts for raw in raws for name, texts in raw.items()}


class Person(Composite):
    """Another person: national id and day of birth; `match` says whether the register has them so."""

    name = "person"
    inside = ("national_id", "birth_date", "match")
    kinds = MappingProxyType({"national_id": NationalId(), "birth_date": Day()})

    def part(self, name: str, field: Field) -> Field:
        label = {
            "national_id": Text("کد ملی", "National ID"),
            "birth_date": Text("تاریخ تولد", "Date of birth"),
        }
        kind = {"national_id": "national_id", "birth_date": "date"}
        return Field(f"{field.id}-{name}", kind[name], label[name], past=name == "birth_date")


class Firm(Composite):
    """A firm by its legal id; `match` says whether the register has it."""

    name = "firm"
    inside = ("legal_id", "match")
    kinds = MappingProxyType({"legal_id": LegalId()})

    def part(self, name: str, field: Field) -> Field:
        hint = Text("۱۱ رقم، در آگهی تأسیس یا آخرین تغییرات", "11 digits, in the gazette notice of the firm")
        return Field(f"{field.id}-{name}", name, Text("شناسهٔ ملی شرکت", "Legal entity ID"), hint)


class Address(Composite):
    """An address: postal code, and the address in words of at most `max` characters."""

    name = "address"
    inside = ("postal_code", "address")
    kinds = MappingProxyType({"postal_code": PostalCode(), "address": LineOfText()})
    longest = Decimal(300)

    def part(self, name: str, field: Field) -> Field:
        id_ = f"{field.id}-{name}"
        if name == "postal_code":
            hint = Text("ده رقم، روی قبض برق یا سند", "Ten digits, on an electricity bill or a deed")
            return Field(id_, name, Text("کد پستی", "Postal code"), hint)
        return Field(
            id_,
            "text",
            Text("نشانی", "Address"),
            Text("شهر، خیابان، کوچه، پلاک و واحد", "City, street, alley, number and unit"),
            max=field.max or self.longest,
            example=field.example
            or Text("تهران، خیابان نمونه، پلاک ۱۲، واحد ۳", "12 Sample Street, unit 3, Tehran"),
        )
