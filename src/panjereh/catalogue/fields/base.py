"""What every field type owns about itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from panjereh.catalogue.fields.sentences import fault
from panjereh.flow.model import Field, Text
from panjereh.kernel import clock

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with an answer, and at which of its inputs (empty: the first)."""

    said: Text
    at: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the raw input: a value or a fault (never both), and the input as it was typed.

    faults  sentence by question: of the field itself, or of the parts of which it is made
    at      question -> the input that its sentence is about, where that is not the first one
    """

    value: Any | None
    fault: Text | None
    raw: Raw
    faults: Mapping[str, Text] = field(default_factory=dict)
    at: Mapping[str, str] = field(default_factory=dict)


class FieldType(ABC):
    """One type of field: how it is asked, read, shown, typed in FEEL and written as JSON.

    name     as form.yaml says it
    feel     the FEEL type of its value
    control  how it is asked: text, textarea, number, date, radios, checkboxes, checkbox, email, tel, group
    empty    key of the sentence for a missing answer
    inside   the names below its value in expressions
    many     whether one input may be sent several times
    """

    name: ClassVar[str]
    feel: ClassVar[str] = "string"
    control: ClassVar[str] = "text"
    empty: ClassVar[str] = "empty_text"
    inside: ClassVar[tuple[str, ...]] = ()
    many: ClassVar[bool] = False

    def inputs(self, field: Field) -> tuple[str, ...]:
        """The names of its inputs in the page's form."""
        return (field.id,)

    def parts(self, field: Field) -> tuple[Field, ...]:
        """The questions of which it is made, where there are several."""
        return ()

    def example(self, field: Field) -> Text | None:
        """What a right answer looks like."""
        return field.example

    @abstractmethod
    def read(self, raw: Raw, field: Field, *, today: date | None = None) -> Reading:
        """The value of what was sent, normalised; an optional field left empty is None without a fault."""

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
        """What a person would have to send for a value as a worked example or a program writes it."""
        texts = plain if isinstance(plain, list) else [plain]
        return {field.id: tuple(_sent(text) for text in texts)}

    def raw_from(self, value: Any, field: Field) -> Raw:
        """What stands in the inputs when a kept value is asked again."""
        return {field.id: (str(value),)}


class Simple(FieldType):
    """A type whose answer is read as one: `_parse` says what it means, `sense` what it can't mean."""

    def read(self, raw: Raw, field: Field, *, today: date | None = None) -> Reading:
        own = {name: tuple(raw.get(name, ())) for name in self.inputs(field)}
        if not typed(own):
            missing = fault(self.empty, field, example=self.example(field)) if field.required else None
            return _taken(None, own) if missing is None else _refused(Wrong(missing), own, field)
        found = self._several(own, field) or self._parse(own, field)
        if not isinstance(found, Wrong | Text):
            found = self.sense(found, field, today or clock.today()) or found
        if isinstance(found, Text):
            found = Wrong(found)
        return _refused(found, own, field) if isinstance(found, Wrong) else _taken(found, own)

    def _several(self, own: Raw, field: Field) -> Wrong | None:
        """One input that was sent with different answers."""
        doubled = (name for name, texts in own.items() if len(set(texts)) > 1)
        name = None if self.many else next(doubled, None)
        return None if name is None else Wrong(fault("several", field), name)

    @abstractmethod
    def _parse(self, own: Raw, field: Field) -> Any:
        """The value, or what is wrong; something was typed."""

    def sense(self, value: Any, field: Field, today: date) -> Text | None:
        """What a well-formed value can't mean on this day."""
        return None

    @staticmethod
    def single(own: Raw, field: Field) -> str:
        """The only text of the field's input."""
        return own[field.id][0].strip()


def typed(own: Raw) -> bool:
    """Whether anything was written at all."""
    return any(text.strip() for texts in own.values() for text in texts)


def _sent(plain: Any) -> str:
    """A plain value as a form sends it."""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return "" if plain is None else str(plain)


def _taken(value: Any, own: Raw) -> Reading:
    return Reading(value, None, own)


def _refused(wrong: Wrong, own: Raw, field: Field) -> Reading:
    at = {field.id: wrong.at} if wrong.at else {}
    return Reading(None, wrong.said, own, {field.id: wrong.said}, at)
