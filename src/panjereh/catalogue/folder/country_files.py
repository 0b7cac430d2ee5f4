"""Reads a country folder: agencies/, registers/, parameters/, calendars/, people/, life_events.yaml."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from panjereh.catalogue.fields import NOT_IN_REGISTERS
from panjereh.catalogue.folder.country import (
    STATUSES,
    Agency,
    Country,
    Parameter,
    ParameterValue,
    Register,
    RegisterField,
    ways_up,
)
from panjereh.catalogue.folder.hidden import shown
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.parts import field_of, text_of
from panjereh.catalogue.folder.people import people_findings
from panjereh.catalogue.folder.reading import Document, Unreadable, read_document
from panjereh.catalogue.folder.schemas import check_document
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place, Text
from panjereh.kernel.faults import Refused
from panjereh.kernel.workdays import DayRow, days_from_csv

_LIST = "[a-z][a-z0-9_]{0,60}"
_MOST_BYTES = 4 * 1024 * 1024
_Made = TypeVar("_Made")


def load_country(path: Path) -> tuple[Country, tuple[Finding, ...]]:
    """The country of a folder, as far as it can be read, and what is wrong in it."""
    reader = _Reader(path)
    country = Country(
        agencies=reader.folder("agencies", "*/agency.yaml", reader.agency),
        registers=reader.folder("registers", "*/register.yaml", reader.register),
        parameters=reader.folder("parameters", "*.csv", reader.parameter),
        calendars=reader.folder("calendars", "*.csv", reader.calendar),
        life_events=reader.life_events(),
    )
    reader.cross_check(country)
    return country, tuple(sorted(reader.findings, key=lambda f: f.order))


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []

    def folder(
        self, name: str, pattern: str, make: Callable[[str, str, str], _Made | None]
    ) -> dict[str, _Made]:
        """What each file of a folder makes, by the id that its file or folder name gives."""
        made: dict[str, _Made] = {}
        for path in sorted((self.root / name).glob(pattern)):
            id_ = path.stem if path.suffix == ".csv" else path.parent.name
            thing = make(id_, path.relative_to(self.root).as_posix(), self._text(path))
            if thing is not None:
                made[id_] = thing
        return made

    def _text(self, path: Path) -> str:
        name = path.relative_to(self.root).as_posix()
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            self.findings.append(say(Place(name), "file_too_large", most=_MOST_BYTES // 1024))
            return ""
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            self.findings.append(say(Place(name, content.count(b"\n", 0, error.start) + 1), "not_utf8"))
            return ""

    def _document(self, file: str, text: str, schema: str | None) -> Document | None:
        try:
            document = read_document(file, text)
        except Unreadable as unreadable:
            self.findings.append(unreadable.finding)
            return None
        found = check_document(document, schema) if schema else ()
        self.findings.extend(found)
        return None if found else document

    def agency(self, id_: str, file: str, text: str) -> Agency | None:
        document = self._document(file, text, "agency")
        if document is None:
            return None
        value = document.value
        return Agency(
            id_,
            text_of(value["name"]),
            {role: text_of(title) for role, title in value["roles"].items()},
            value["calendar"],
            text_of(value["about"]) if "about" in value else None,
            text_of(value["address"]) if "address" in value else None,
            value.get("contact", {}),
            dict(self._superiors(document)),
            self.lists(id_),
        )

    def lists(self, agency: str) -> dict[str, dict[str, Text]]:
        """The lists of choices that an agency keeps for several services."""
        lists = {}
        for path in sorted((self.root / "agencies" / agency / "lists").glob("*.yaml")):
            file = path.relative_to(self.root).as_posix()
            if not re.fullmatch(_LIST, path.stem):
                self.findings.append(say(Place(file), "list_file", name=shown(path.stem)))
                continue
            document = self._document(file, self._text(path), "list")
            if document is not None:
                lists[path.stem] = {choice: text_of(label) for choice, label in document.value.items()}
        return lists

    def _superiors(self, document: Document) -> Iterator[tuple[str, str]]:
        """Role and the role above it; a name that is no role, or a way up that comes round, is a mistake."""
        roles = document.value["roles"]
        up = {role: said["up"] for role, said in roles.items() if "up" in said}
        for role, above in up.items():
            place = document.place("roles", role, "up")
            if above not in roles:
                self.findings.append(say(place, "role_unknown", name=above, known=", ".join(roles)))
            elif role in ways_up(up, role):
                self.findings.append(say(place, "role_loop", role=role))
            else:
                yield role, above

    def register(self, id_: str, file: str, text: str) -> Register | None:
        document = self._document(file, text, "register")
        if document is None:
            return None
        value = document.value
        for name in (value["key"], *([value["subject"]] if "subject" in value else [])):
            if name not in value["fields"]:
                known = ", ".join(value["fields"])
                self.findings.append(say(document.place("key"), "register_field", name=name, known=known))
                return None
        fields = dict(self._register_fields(document))
        if not self._status_fits(document, fields):
            return None
        about = text_of(value["about"]) if "about" in value else None
        title = text_of(value["title"])
        return Register(
            id_,
            title,
            value["agency"],
            value["key"],
            fields,
            value.get("subject"),
            about,
            value.get("status"),
        )

    def _status_fits(self, document: Document, fields: Mapping[str, RegisterField]) -> bool:
        """Whether the field that holds the status is a choice of the three that there are."""
        name = document.value.get("status")
        known = fields.get(name) if name else None
        if name is None or (known and set(known.field.choices) == set(STATUSES)):
            return True
        self.findings.append(say(document.place("status"), "register_status", name=name))
        return False

    def _register_fields(self, document: Document) -> Iterator[tuple[str, RegisterField]]:
        for name, said in document.value["fields"].items():
            if said["type"] in NOT_IN_REGISTERS:
                place = document.place("fields", name, "type")
                self.findings.append(say(place, "register_field_type", type=said["type"]))
                continue
            yield name, RegisterField(field_of(name, said), said["visibility"])

    def parameter(self, id_: str, file: str, text: str) -> Parameter | None:
        values: list[ParameterValue] = []
        for line, row in _rows(text):
            try:
                value = ParameterValue(
                    Decimal(row["value"]),
                    date.fromisoformat(row["from"]),
                    date.fromisoformat(row["to"]) if row["to"] else None,
                    row["law"],
                )
            except (KeyError, ValueError, InvalidOperation):
                self.findings.append(say(Place(file, line), "parameter_row"))
                return None
            if values and not (values[-1].end and values[-1].end < value.start):
                self.findings.append(say(Place(file, line), "parameter_overlap"))
                return None
            values.append(value)
        return Parameter(id_, tuple(values))

    def calendar(self, id_: str, file: str, text: str) -> tuple[DayRow, ...] | None:
        try:
            return tuple(days_from_csv(row for _, row in _rows(text)))
        except Refused as refused:
            place, fault = Place(file), Text(refused.fault.fa, refused.fault.en)
            self.findings.append(say(place, "calendar_row", problem=fault))
            return None

    def life_events(self) -> dict[str, Text]:
        path = self.root / "life_events.yaml"
        document = self._document(path.name, self._text(path), "life_events") if path.is_file() else None
        return {name: text_of(title) for name, title in document.value.items()} if document else {}

    def cross_check(self, country: Country) -> None:
        """Names that one file of the country uses and another should hold."""
        for agency in country.agencies.values():
            place = Place(f"agencies/{agency.id}/agency.yaml")
            self._known(agency.calendar, country.calendars, place, "calendar_unknown")
        for register in country.registers.values():
            place = Place(f"registers/{register.id}/register.yaml")
            self._known(register.agency, country.agencies, place, "agency_unknown")
        for path in sorted((self.root / "people").glob("*.yaml")):
            document = self._document(path.relative_to(self.root).as_posix(), self._text(path), "people")
            self.findings.extend(people_findings(document, country) if document else ())

    def _known(self, name: str, known: Mapping[str, Any], place: Place, key: str) -> None:
        if name not in known:
            self.findings.append(say(place, key, name=name, known=", ".join(known) or "–"))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        yield (
            reader.line_num,
            {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)},
        )
