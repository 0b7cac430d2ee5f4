"""What a service folder may refer to: agencies, registers, parameters, calendars and life events.

Plain data: read from a country folder by `load_country`, or built from the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.flow.model import Field, Text
from panjereh.kernel.workdays import THURSDAY_AND_FRIDAY, DayRow, Weekend, WorkingCalendar, build_calendar

STATUSES = ("valid", "suspended", "revoked")  # of an entry in a register with a `status` field
VISIBILITIES = ("public", "subject", "agency", "sealed")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency. `roles`: id → title; `up`: role → the role above it; `calendar`: id of its working calendar."""

    id: str
    name: Text
    roles: Mapping[str, Text]
    calendar: str
    about: Text | None = None
    address: Text | None = None
    contact: Mapping[str, str] = field(default_factory=dict)
    up: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)  # id → choices


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One field of a register's records.

    visibility  public: anyone · subject: also the person concerned · agency: staff with a ground · sealed:
                rules alone, shown to nobody
    """

    field: Field
    visibility: str


@dataclass(frozen=True, slots=True)
class Register:
    """A base register. `key` names a record, `subject` the field that holds its person's national id.

    `status` names the field that says whether an entry is valid, suspended or revoked; the program writes it.
    """

    id: str
    title: Text
    agency: str
    key: str
    fields: Mapping[str, RegisterField]
    subject: str | None = None
    about: Text | None = None
    status: str | None = None

    def schema(self) -> dict[str, Any]:
        """JSON Schema of a record as it is stored."""
        known = {name: FIELD_TYPES[f.field.type].schema(f.field) for name, f in self.fields.items()}
        labels = {name: f.field.label or Text(name, name) for name, f in self.fields.items()}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"registers/{self.id}",
            "title": self.title.en,
            "type": "object",
            "properties": {name: {"title": labels[name].en, **rule} for name, rule in known.items()},
            "required": [name for name, f in self.fields.items() if f.field.required],
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One value of a parameter in force from `start` to `end` (inclusive; None: until further notice)."""

    value: Decimal
    start: date
    end: date | None
    law: str


@dataclass(frozen=True, slots=True)
class Parameter:
    id: str
    values: tuple[ParameterValue, ...]

    def on(self, day: date) -> Decimal | None:
        """The value in force on a day, or None."""
        for entry in self.values:
            if entry.start <= day and (entry.end is None or day <= entry.end):
                return entry.value
        return None


@dataclass(frozen=True, slots=True)
class Country:
    """All that services of one installation may name."""

    agencies: Mapping[str, Agency] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    calendars: Mapping[str, tuple[DayRow, ...]] = field(default_factory=dict)
    life_events: Mapping[str, Text] = field(default_factory=dict)
    weekends: tuple[Weekend, ...] = (THURSDAY_AND_FRIDAY,)

    def calendar(self, agency: str) -> WorkingCalendar:
        """The working calendar of an agency; weekends alone where it has no days of its own."""
        found = self.agencies.get(agency)
        name = found.calendar if found else "national"
        return build_calendar(name, self.calendars.get(name, ()), self.weekends)


def ways_up(up: Mapping[str, str], role: str) -> tuple[str, ...]:
    """The roles above a role, the nearest first; one that comes round stands there once."""
    found: list[str] = []
    while (above := up.get(role)) is not None and above not in found:
        found.append(above)
        role = above
    return tuple(found)
