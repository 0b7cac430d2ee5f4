"""Field types: one object a type that owns everything about itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from panjereh.catalogue.fields.base import FieldType, Raw, Reading
from panjereh.catalogue.fields.composites import Address, Composite, Firm, Person
from panjereh.catalogue.fields.dates import Day
from panjereh.catalogue.fields.files import File
from panjereh.catalogue.fields.identifiers import LegalId, NationalId, Phone, PostalCode
from panjereh.catalogue.fields.numbers import Money, Number
from panjereh.catalogue.fields.selections import Choice, Choices, Declaration, YesNo
from panjereh.catalogue.fields.texts import Email, LineOfText, LongText

FIELD_TYPES: Mapping[str, FieldType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            LineOfText(),
            LongText(),
            Number(),
            Money(),
            Day(),
            YesNo(),
            Choice(),
            Choices(),
            NationalId(),
            LegalId(),
            PostalCode(),
            Phone(),
            Email(),
            Person(),
            Firm(),
            Address(),
            Declaration(),
            File(),
        )
    }
)
# Asked in forms and kept in cases; a register holds the number, the day or the digest itself.
NOT_IN_REGISTERS = frozenset({"person", "firm", "file"})

__all__ = ["FIELD_TYPES", "NOT_IN_REGISTERS", "Composite", "FieldType", "Raw", "Reading"]
