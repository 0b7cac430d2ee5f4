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
            for field in page.fields:
                answers.pop(field.id, None)
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
