"""Words: a line, several lines, an e-mail address."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from panjereh.catalogue.fields.base import Raw, Simple
from panjereh.catalogue.fields.sentences import fault
from panjereh.flow.model import Field, Text
from panjereh.kernel.glyphs import unwritable
from panjereh.kernel.text_fa import clean, digits_ascii, isolate_ltr

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_EMAIL_LENGTH = 254


class LineOfText(Simple):
    """One line, cleaned of what can't be seen; only letters and signs that documents can write."""

    name = "text"
    lines = False
    longest = 200

    def _parse(self, own: Raw, field: Field) -> Any:
        value = clean(own[field.id][0], lines=self.lines)
        most = int(field.max or self.longest)
        least = int(field.min or Decimal(0))
        if not value:
            return fault(self.empty, field, example=self.example(field))
        foreign = unwritable(value)
        if foreign:
            return fault("unwritable", field, letter=foreign)
        if len(value) > most:
            return fault("too_long", field, length=len(value), max=most)
        if len(value) < least:
            return fault("too_short", field, min=least, example=self.example(field))
        return value

    def show(self, value: Any, field: Field, language: str) -> str:
        return str(value)

    def schema(self, field: Field) -> dict[str, Any]:
        return {
            "type": "string",
            "minLength": int(field.min or 1),
            "maxLength": int(field.max or self.longest),
        }


class LongText(LineOfText):
    """Several lines."""

    name = "long_text"
    control = "textarea"
    lines = True
    longest = 4000


class Email(Simple):
    """An e-mail address; the part after the @ in small letters."""

    name = "email"
    control = "email"

    def example(self, field: Field) -> Text | None:
        return Text(isolate_ltr("name@example.ir"), "name@example.ir")

    def _parse(self, own: Raw, field: Field) -> Any:
        typed = digits_ascii(self.single(own, field))
        if len(typed) > _EMAIL_LENGTH or not _EMAIL.fullmatch(typed) or ".." in typed:
            return fault("email_form", field)
        name, _, host = typed.rpartition("@")
        return f"{name}@{host.lower()}"

    def show(self, value: Any, field: Field, language: str) -> str:
        return str(value)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": _EMAIL_LENGTH}


def as_text(found: Any) -> Text:
    """A fault of the kernel as a sentence in both languages."""
    return Text(found.fa + ".", found.en + ".")
