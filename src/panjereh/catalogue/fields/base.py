"""What every field type owns about itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from panjereh.catalogue.fields.sentences import fault
from panjereh.flow.model import Field, Text

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the raw input: a value or a fault (never both), and the input as it was typed."""

    value: Any | None
    fault: Text | None
    raw: Raw


class FieldType(ABC):
    """One type of field: how it is asked, read, shown, typed in FEEL and written as JSON.

    name     as form.yaml says it
    feel     the FEEL type of its value
    control  how it is asked: text, textarea, number, date, radios, checkboxes, checkbox, email, tel
    empty    key of the sentence for a missing answer
    """

    name: ClassVar[str]
    feel: ClassVar[str] = "string"
    control: ClassVar[str] = "text"
    empty: ClassVar[str] = "empty_text"

    def inputs(self, field: Field) -> tuple[str, ...]:
        """The names of its inputs in the page's form."""
        return (field.id,)

    def read(self, raw: Raw, field: Field) -> Reading:
        """The value of what was sent, normalised; an optional field left empty is None without a fault."""
        own = {name: tuple(raw.get(name, ())) for name in self.inputs(field)}
        if not any(text.strip() for texts in own.values() for text in texts):
            missing = fault(self.empty, field) if field.required else None
            return Reading(None, missing, own)
        found = self._parse(own, field)
        return Reading(None, found, own) if isinstance(found, Text) else Reading(found, None, own)

    @abstractmethod
    def _parse(self, own: Raw, field: Field) -> Any:
        """The value, or a Text that says what is wrong; something was typed."""

    @abstractmethod
    def show(self, value: Any, field: Field, language: str) -> str:
        """The value as text for a page or a letter."""

    @abstractmethod
    def schema(self, field: Field) -> dict[str, Any]:
        """JSON Schema of the value as `store` writes it."""

    def store(self, value: Any) -> Any:
        """The value as JSON-plain data."""
        return value

    def restore(self, stored: Any) -> Any:
        """The value of what `store` wrote."""
        return stored

    def raw_of(self, plain: Any, field: Field) -> Raw:
        """What a person would have to send for a value as a worked example writes it."""
        texts = plain if isinstance(plain, list) else [plain]
        return {field.id: tuple(str(text) for text in texts)}

    def raw_from(self, value: Any, field: Field) -> Raw:
        """What stands in the inputs when a kept value is asked again."""
        return {field.id: (str(value),)}

    @staticmethod
    def single(own: Raw, field: Field) -> str:
        """The only text of the field's input."""
        return own[field.id][0].strip()
