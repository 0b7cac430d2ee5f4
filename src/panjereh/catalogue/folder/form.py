"""form.yaml as typed pages."""

from __future__ import annotations

from panjereh.catalogue.folder.parts import field_of, text_of
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.model import Page, Repeat, Source


def pages_of_form(document: Document) -> tuple[Page, ...]:
    """The pages in order; the schema has checked their form."""
    return tuple(_page(document, index) for index in range(len(document.value["pages"])))


def _page(document: Document, index: int) -> Page:
    said = document.value["pages"][index]
    repeat = said.get("repeat")
    return Page(
        said["id"],
        text_of(said["ask"]) if "ask" in said else None,
        tuple(field_of(name, field) for name, field in said["fields"].items()),
        text_of(said["hint"]) if "hint" in said else None,
        Source(said["when"], document.place("pages", index, "when")) if "when" in said else None,
        Repeat(repeat["max"], text_of(repeat["one"]), repeat.get("min", 1)) if repeat else None,
        said.get("section", ""),
    )
