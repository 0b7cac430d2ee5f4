"""form.yaml as typed pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from panjereh.catalogue.folder.lists import Lists
from panjereh.catalogue.folder.parts import field_of, text_of
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.model import Field, Page, Repeat, Source


def pages_of_form(document: Document, lists: Lists) -> tuple[Page, ...]:
    """The pages in order; the schema has checked their form."""
    return tuple(_page(document, index, lists) for index in range(len(document.value["pages"])))


def _page(document: Document, index: int, lists: Lists) -> Page:
    said = document.value["pages"][index]
    repeat = said.get("repeat")
    return Page(
        said["id"],
        text_of(said["ask"]) if "ask" in said else None,
        tuple(_field(name, field, lists) for name, field in said["fields"].items()),
        text_of(said["hint"]) if "hint" in said else None,
        Source(said["when"], document.place("pages", index, "when")) if "when" in said else None,
        Repeat(repeat["max"], text_of(repeat["one"]), repeat.get("min", 1)) if repeat else None,
        said.get("section", ""),
    )


def _field(name: str, said: Mapping[str, Any], lists: Lists) -> Field:
    """A field; the choices of a shared list stand in it as if they were its own."""
    field = field_of(name, said)
    return replace(field, choices=lists.choices(field.shared)) if field.shared else field
