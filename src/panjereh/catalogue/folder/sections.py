"""Sections of a long form: each page in one of them, the pages of one together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.parts import text_of
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.findings import Finding
from panjereh.flow.model import Service, Text


def sections_of_form(document: Document) -> dict[str, Text]:
    """The sections in the order in which they are listed; none where the form is short."""
    return {name: text_of(title) for name, title in document.value.get("sections", {}).items()}


def section_findings(service: Service, form: Document) -> Iterator[Finding]:
    """Pages without a section, with one that isn't there or in two places, and sections without pages."""
    known = ", ".join(service.sections)
    for index, page in enumerate(service.pages):
        if page.section and page.section not in service.sections:
            place = form.place("pages", index, "section")
            yield say(place, "section_unknown", name=page.section, known=known or "-")
        elif service.sections and not page.section:
            yield say(form.place("pages", index), "section_missing", page=page.id, known=known)
    runs = [name for name, _ in groupby(page.section for page in service.pages)]
    for name in service.sections:
        if name not in runs:
            yield say(form.key("sections", name), "section_empty", section=name)
        elif runs.count(name) > 1:
            yield say(form.key("sections", name), "section_apart", section=name)
