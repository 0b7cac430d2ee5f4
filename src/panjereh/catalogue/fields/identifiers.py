"""National and legal id, postal code, phone: kept in one form, shown in the usual one."""

from __future__ import annotations

from typing import Any

from panjereh.catalogue.fields.base import Raw, Simple
from panjereh.catalogue.fields.texts import as_text
from panjereh.flow.model import Field, Text
from panjereh.kernel.faults import Refused
from panjereh.kernel.ids_ir import LANDLINE, LEGAL_ID, MOBILE, NATIONAL_ID, POSTAL_CODE, Identifier, compact
from panjereh.kernel.text_fa import digits_fa

_MOBILE_STARTS = ("09", "9", "+989", "00989")


class NationalId(Simple):
    """A national id of ten digits with its check digit."""

    name = "national_id"
    pattern = "^[0-9]{10}$"

    def identifier(self, typed: str) -> Identifier:
        """The kind of identifier that was typed."""
        return NATIONAL_ID

    def example(self, field: Field) -> Text | None:
        right = self.identifier("").example
        return Text(digits_fa(right), right)

    def _parse(self, own: Raw, field: Field) -> Any:
        typed = self.single(own, field)
        try:
            return self.identifier(typed).parse(typed)
        except Refused as refused:
            return as_text(refused.fault)

    def show(self, value: Any, field: Field, language: str) -> str:
        return self.identifier(str(value)).show(str(value))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": self.pattern}


class LegalId(NationalId):
    """A legal id of eleven digits with its check digit: a firm, an association, a cooperative."""

    name = "legal_id"
    pattern = "^[0-9]{11}$"

    def identifier(self, typed: str) -> Identifier:
        return LEGAL_ID


class PostalCode(NationalId):
    """A postal code of ten digits."""

    name = "postal_code"

    def identifier(self, typed: str) -> Identifier:
        return POSTAL_CODE


class Phone(NationalId):
    """A mobile or landline number, kept as +98…."""

    name = "phone"
    control = "tel"
    pattern = "^\\+98[1-9][0-9]{9}$"

    def identifier(self, typed: str) -> Identifier:
        digits = compact(typed)
        return MOBILE if not digits or digits.startswith(_MOBILE_STARTS) else LANDLINE
