"""One page of questions: reading what was sent, keeping what was typed, showing what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.fields.matches import NO_MATCH, mismatched
from panjereh.flow.model import Field, Page, Text


@dataclass
class PageForm:
    """A page as it was sent or as it was kept: values that were understood, texts that were typed, faults."""

    page: Page
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, Mapping[str, str]] = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)  # question -> the input that its fault is about

    @property
    def whole(self) -> bool:
        return not self.faults

    def errors(self, language: str) -> list[tuple[str, str]]:
        """What the error summary lists: input and sentence, in the order of the questions and their parts."""
        asked = [part.id for field in self.page.fields for part in (field, *self.parts(field))]
        return [(self.at.get(id_, id_), self.faults[id_][language]) for id_ in asked if id_ in self.faults]

    @staticmethod
    def parts(field: Field) -> tuple[Field, ...]:
        """The questions of which one question is made."""
        return FIELD_TYPES[field.type].parts(field)

    def refuse(self, id_: str, said: Text) -> None:
        """Say what is wrong with the answer to a question or a part of it."""
        self.faults[id_] = {"fa": said.fa, "en": said.en}


def read_page(page: Page, sent: Mapping[str, list[str]]) -> PageForm:
    """Read a page of answers from form data (name -> texts)."""
    form = PageForm(page)
    for asked in page.fields:
        reading = FIELD_TYPES[asked.type].read(sent, asked)
        form.raw |= {name: list(texts) for name, texts in reading.raw.items()}
        for id_, said in reading.faults.items():
            form.refuse(id_, said)
        form.at |= reading.at
        if reading.fault is None:
            form.values[asked.id] = reading.value
    return form


def kept_page(page: Page, paper: Mapping[str, Any] | None) -> PageForm:
    """The page as it was kept before; an empty one when it was not."""
    if paper is None:
        return PageForm(page)
    form = PageForm(page, dict(paper["values"]), dict(paper["raw"]))
    for asked in page.fields:
        if asked.id in mismatched(page, form.values):
            form.refuse(asked.id, NO_MATCH[asked.type])
            form.at[asked.id] = form.parts(asked)[0].id
    return form


def shown(asked: Field, value: Any, language: str) -> str:
    """An answer as people read it."""
    return FIELD_TYPES[asked.type].show(value, asked, language)
