"""Registers that answer from what an example writes down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from panjereh.catalogue.fields.matches import number_of
from panjereh.catalogue.folder.country import Register
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, Path
from panjereh.catalogue.folder.records import Record, read_record
from panjereh.flow.findings import Finding
from panjereh.flow.model import Match

SILENT = "silent"


@dataclass(slots=True)
class SimulatedRegisters:
    """What each register holds: records, or silence."""

    registers: Mapping[str, Register]
    holds: dict[str, list[Record] | str] = field(default_factory=dict)

    def put(self, document: Document, path: Path, said: Mapping[str, Any]) -> list[Finding]:
        """Let registers hold what an example says at a path; gives what can't be read."""
        found: list[Finding] = []
        for name, records in said.items():
            register = self.registers.get(name)
            if register is None:
                known = ", ".join(self.registers)
                found.append(say(document.key(*path, name), "register_unknown", name=name, known=known))
            elif isinstance(records, str):
                self.holds[name] = SILENT
            else:
                places = [(*path, name, index) for index in range(len(records))]
                pairs = zip(records, places, strict=True)
                self.holds[name] = [read_record(register, r, document, place, found) for r, place in pairs]
        return found

    def of_person(self, register: Register, national_id: str) -> tuple[str, Record | None]:
        """The answer about a person: the record that names them, or that names nobody."""
        subject = register.subject or ""
        return self._first(register, lambda record: record.get(subject) in (None, national_id))

    def by_key(self, register: Register, key: Any) -> tuple[str, Record | None]:
        """The answer about a key."""
        return self._first(register, lambda record: key is not None and record.get(register.key) == key)

    def matches(self, match: Match, value: Mapping[str, Any]) -> bool | None:
        """Whether a register has a person or a firm as they were written; None while it is silent."""
        result, record = self.by_key(self.registers[match.register], number_of(value))
        if result == "failed":
            return None
        if record is None:
            return False
        return "birth_date" not in value or record.get(match.birth_date) == value["birth_date"]

    def _first(self, register: Register, fits: Any) -> tuple[str, Record | None]:
        held = self.holds.get(register.id, [])
        if isinstance(held, str):
            return "failed", None
        record = next((record for record in held if fits(record)), None)
        return ("missing", None) if record is None else ("found", record)
