"""Answers that are chosen: yes or no, one, several, and a declaration."""

from __future__ import annotations

from typing import Any

from panjereh.catalogue.fields.base import Raw, Simple
from panjereh.catalogue.fields.sentences import fault
from panjereh.flow.model import Field, Text

_YES_NO = {"yes": Text("بله", "Yes"), "no": Text("خیر", "No")}
_DECLARED = {True: Text("پذیرفته شد", "Accepted"), False: Text("پذیرفته نشد", "Not accepted")}


class YesNo(Simple):
    """True or false; sent as `yes` or `no`."""

    name = "yes_no"
    feel = "boolean"
    control = "radios"
    empty = "empty_yes_no"

    def _parse(self, own: Raw, field: Field) -> Any:
        typed = self.single(own, field)
        return typed == "yes" if typed in _YES_NO else fault("yes_no_unknown", field)

    def show(self, value: Any, field: Field, language: str) -> str:
        return _YES_NO["yes" if value else "no"].get(language)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "boolean"}

    def raw_from(self, value: Any, field: Field) -> Raw:
        return {field.id: ("yes" if value else "no",)}

    @staticmethod
    def choices() -> dict[str, Text]:
        """The two answers with their words."""
        return dict(_YES_NO)


class Choice(Simple):
    """One of the choices: its id."""

    name = "choice"
    control = "radios"
    empty = "empty_choice"

    def example(self, field: Field) -> Text | None:
        first = next(iter(field.choices.values()), None)
        return None if first is None else Text(f"«{first.fa}»", f"“{first.en}”")

    def _parse(self, own: Raw, field: Field) -> Any:
        typed = self.single(own, field)
        return typed if typed in field.choices else self._unknown(field)

    def _unknown(self, field: Field) -> Text:
        return fault("choice_unknown", field, example=self.example(field))

    def show(self, value: Any, field: Field, language: str) -> str:
        label = field.choices.get(value)
        return label.get(language) if label else str(value)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "enum": list(field.choices)}


class Choices(Choice):
    """Several of the choices: their ids in the form's order."""

    name = "choices"
    feel = "list<string>"
    control = "checkboxes"
    empty = "empty_choices"
    many = True

    def _parse(self, own: Raw, field: Field) -> Any:
        typed = {text.strip() for text in own[field.id] if text.strip()}
        if not typed <= set(field.choices):
            return self._unknown(field)
        return [choice for choice in field.choices if choice in typed]

    def show(self, value: Any, field: Field, language: str) -> str:
        labels = [field.choices[choice].get(language) for choice in value if choice in field.choices]
        return (", " if language == "en" else "، ").join(labels)

    def schema(self, field: Field) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"type": "string", "enum": list(field.choices)},
            "uniqueItems": True,
            "minItems": int(field.required),
        }

    def raw_from(self, value: Any, field: Field) -> Raw:
        return {field.id: tuple(value)}


class Declaration(Simple):
    """A sentence that the person accepts: true, or false where it is optional."""

    name = "declaration"
    feel = "boolean"
    control = "checkbox"
    empty = "not_declared"

    def _parse(self, own: Raw, field: Field) -> Any:
        typed = self.single(own, field)
        if typed == "yes":
            return True
        if typed == "no" and not field.required:
            return False
        return fault("not_declared", field)

    def show(self, value: Any, field: Field, language: str) -> str:
        return _DECLARED[bool(value)].get(language)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"const": True} if field.required else {"type": "boolean"}

    def raw_from(self, value: Any, field: Field) -> Raw:
        return {field.id: ("yes",) if value else ()}
