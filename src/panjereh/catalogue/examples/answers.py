"""The answers of an example, read by the same field types as those of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, Path
from panjereh.flow.asking import visible_pages
from panjereh.flow.compiling import Version
from panjereh.flow.findings import Finding
from panjereh.flow.model import Page
from panjereh.flow.state import Papers, State


def read_answers(
    version: Version,
    state: State,
    papers: Papers,
    now: datetime,
    said: Mapping[str, Any],
    pages: Iterable[str],
    document: Document,
    path: Path,
) -> tuple[dict[str, Any], list[Finding]]:
    """The answers page by page, each page shown or not by what was answered before it."""
    asked = set(pages)
    answers: dict[str, Any] = dict(papers.answers)
    found: list[Finding] = []
    used: set[str] = set()
    for page in version.service.pages:
        current = Papers(answers, papers.known, papers.applicant, papers.parameters, papers.ref)
        if page.id not in visible_pages(version, state, current, now):
            for name in (page.id, *(field.id for field in page.fields)):
                answers.pop(name, None)
            continue
        if page.repeat is not None:
            if page.id in asked and (page.id in said or page.id not in papers.answers):
                used.add(page.id)
                answers[page.id] = _entries(page, said.get(page.id, []), document, (*path, page.id), found)
            continue
        for field in page.fields if page.id in asked else ():
            used.add(field.id)
            if field.id not in said and field.id in papers.answers:
                continue
            kind = FIELD_TYPES[field.type]
            raw = kind.raw_of(said[field.id], field) if field.id in said else {}
            reading = kind.read(raw, field)
            answers[field.id] = reading.value
            if reading.fault is not None:
                place = document.place(*path, field.id)
                found.append(say(place, "example_value", name=field.id, fault=reading.fault))
    for name in said:
        if name not in used:
            found.append(say(document.key(*path, name), "example_unasked", name=name))
    return answers, found


def _entries(page: Page, said: Any, document: Document, path: Path, found: list[Finding]) -> list[Any]:
    """The entries of a page that repeats, each read like a page of its own."""
    if not isinstance(said, list) or not all(isinstance(entry, Mapping) for entry in said):
        found.append(say(document.place(*path), "example_entries", name=page.id))
        return []
    assert page.repeat is not None
    if not page.repeat.min <= len(said) <= page.repeat.max:
        words = {"name": page.id, "min": page.repeat.min, "max": page.repeat.max}
        found.append(say(document.place(*path), "example_entry_count", **words))
    return [_entry(page, one, document, (*path, n), found) for n, one in enumerate(said)]


def _entry(
    page: Page, said: Mapping[str, Any], document: Document, path: Path, found: list[Finding]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in page.fields:
        kind = FIELD_TYPES[field.type]
        reading = kind.read(kind.raw_of(said[field.id], field) if field.id in said else {}, field)
        values[field.id] = reading.value
        if reading.fault is not None:
            found.append(
                say(document.place(*path, field.id), "example_value", name=field.id, fault=reading.fault)
            )
    for name in said:
        if name not in values:
            found.append(say(document.key(*path, name), "example_unasked", name=name))
    return values
