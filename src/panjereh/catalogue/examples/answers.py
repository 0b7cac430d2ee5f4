"""The answers of an example, read by the same field types as those of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from panjereh.catalogue.examples.registers import SimulatedRegisters
from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.fields.matches import NO_MATCH
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, Path
from panjereh.flow.asking import visible_pages
from panjereh.flow.compiling import Version
from panjereh.flow.findings import Finding
from panjereh.flow.model import Field, Page
from panjereh.flow.spans import tehran_day
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
    registers: SimulatedRegisters,
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
                entries = said.get(page.id, [])
                answers[page.id] = _entries(page, entries, now, document, (*path, page.id), found, registers)
            continue
        for field in page.fields if page.id in asked else ():
            used.add(field.id)
            if field.id not in said and field.id in papers.answers:
                continue
            answers[field.id] = _value(field, said, now, document, path, found, registers)
    for name in said:
        if name not in used:
            found.append(say(document.key(*path, name), "example_unasked", name=name))
    return answers, found


def _value(
    field: Field,
    said: Mapping[str, Any],
    now: datetime,
    document: Document,
    path: Path,
    found: list[Finding],
    registers: SimulatedRegisters,
) -> Any:
    """One answer, compared with its register where it names a person or a firm."""
    kind = FIELD_TYPES[field.type]
    raw = kind.raw_of(said[field.id], field) if field.id in said else {}
    reading = kind.read(raw, field, today=tehran_day(now))
    value, fault = reading.value, reading.fault
    if value is not None and field.match is not None:
        value = {**value, "match": registers.matches(field.match, value)}
        fault = NO_MATCH[field.type] if value["match"] is False else None
    if fault is not None:
        found.append(say(document.place(*path, field.id), "example_value", name=field.id, fault=fault))
    return value


def _entries(
    page: Page,
    said: Any,
    now: datetime,
    document: Document,
    path: Path,
    found: list[Finding],
    registers: SimulatedRegisters,
) -> list[Any]:
    """The entries of a page that repeats, each read like a page of its own."""
    if not isinstance(said, list) or not all(isinstance(entry, Mapping) for entry in said):
        found.append(say(document.place(*path), "example_entries", name=page.id))
        return []
    assert page.repeat is not None
    if not page.repeat.min <= len(said) <= page.repeat.max:
        words = {"name": page.id, "min": page.repeat.min, "max": page.repeat.max}
        found.append(say(document.place(*path), "example_entry_count", **words))
    entries = []
    for number, one in enumerate(said):
        place = (*path, number)
        entries.append({f.id: _value(f, one, now, document, place, found, registers) for f in page.fields})
        unknown = [name for name in one if name not in entries[-1]]
        found += (say(document.key(*place, name), "example_unasked", name=name) for name in unknown)
    return entries
