"""Where another person or a firm is compared with a register: the register can answer, and a rule reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panjereh.catalogue.folder.country import Country, Register
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, Path
from panjereh.flow.compiling import Version
from panjereh.flow.findings import Finding
from panjereh.flow.model import Field, Match, Page, Service

_KEYS = {"person": "national_id", "firm": "legal_id"}


def match_findings(
    service: Service, version: Version | None, form: Document, country: Country
) -> Iterator[Finding]:
    """Everything that keeps a comparison from being made, or from being heeded."""
    for index, page in enumerate(service.pages):
        for field in page.fields:
            if field.match is None or field.type not in _KEYS:
                continue
            path: Path = ("pages", index, "fields", field.id, "match")
            yield from _names(service, field, field.match, form, path, country)
            if version is not None and not _read(version, page, field):
                name = _name(page, field)
                yield say(form.key(*path), "match_unread", name=name)


def _names(
    service: Service, field: Field, match: Match, form: Document, path: Path, country: Country
) -> Iterator[Finding]:
    if match.ground not in service.law:
        words = {"name": match.ground, "known": ", ".join(service.law)}
        yield say(form.place(*path, "ground"), "law_unknown", **words)
    register = country.registers.get(match.register)
    if register is None:
        words = {"name": match.register, "known": ", ".join(country.registers) or "–"}
        yield say(form.place(*path, "register"), "register_unknown", **words)
        return
    if _type(register, register.key) != _KEYS[field.type]:
        words = {"register": register.id, "type": _KEYS[field.type]}
        yield say(form.place(*path, "register"), "match_key", **words)
    if field.type == "person" and _type(register, match.birth_date) != "date":
        words = {"register": register.id, "name": match.birth_date}
        yield say(form.place(*path), "match_birth_date", **words)


def _type(register: Register, name: str) -> str:
    return register.fields[name].field.type if name in register.fields else ""


def _name(page: Page, field: Field) -> str:
    return f"answers.{page.id}.{field.id}.match" if page.repeat else f"answers.{field.id}.match"


def _read(version: Version, page: Page, field: Field) -> bool:
    """Whether a rule or a way reads what came of the comparison; of a list, under whatever name it walks it."""
    texts = [(source.text, expression.names) for source, expression in version.expressions.items()]
    texts += [(version.service.tables[name].csv, table.names) for name, table in version.tables.items()]
    if page.repeat is None:
        return any(_name(page, field) in names for _, names in texts)
    below = re.compile(rf"\b{field.id}\.match\b")
    root = f"answers.{page.id}"
    return any(
        below.search(text) and any(name.split(".")[:2] == root.split(".") for name in names)
        for text, names in texts
    )
