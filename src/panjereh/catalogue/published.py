"""The country as it is published in the database: what a service folder is checked against when it goes live."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from panjereh.catalogue.folder.country import (
    Agency,
    Country,
    Parameter,
    ParameterValue,
    Register,
    RegisterField,
)
from panjereh.catalogue.folder.parts import field_of
from panjereh.catalogue.models import Agency as AgencyRow
from panjereh.catalogue.models import CalendarDay, LifeEvent
from panjereh.catalogue.models import Parameter as ParameterRow
from panjereh.flow.model import Text
from panjereh.kernel.workdays import DayRow
from panjereh.registries.queries import definitions

Json = Mapping[str, Any]


def country_in_force() -> Country:
    """All that a service folder may name, from the database."""
    return Country(
        agencies={row.id: _agency(row.id, row.definition) for row in AgencyRow.objects.all()},
        registers={name: _register(name, definition) for name, definition in definitions().items()},
        parameters=_parameters(),
        calendars=_calendars(),
        life_events={row.id: Text(**row.title) for row in LifeEvent.objects.all()},
    )


def agency_definition(agency: Agency) -> dict[str, Any]:
    """An agency as it is kept."""
    return {
        "name": _pair(agency.name),
        "roles": {role: _pair(title) for role, title in agency.roles.items()},
        "calendar": agency.calendar,
        "address": _pair(agency.address) if agency.address else None,
        "contact": dict(agency.contact),
        "lists": {
            name: {choice: _pair(label) for choice, label in choices.items()}
            for name, choices in agency.lists.items()
        },
        "up": dict(agency.up),
    }


def register_definition(register: Register) -> dict[str, Any]:
    """A register as it is kept: labels, visibility and the schema of its records."""
    return {
        "title": _pair(register.title),
        "key": register.key,
        "subject": register.subject,
        "status": register.status,
        "agency": register.agency,
        "fields": {
            name: {
                "type": known.field.type,
                "label": _pair(known.field.label or Text(name, name)),
                "visibility": known.visibility,
                "required": known.field.required,
                "choices": {key: _pair(text) for key, text in known.field.choices.items()},
            }
            for name, known in register.fields.items()
        },
        "schema": register.schema(),
    }


def _pair(text: Text) -> dict[str, str]:
    return {"fa": text.fa, "en": text.en}


def _agency(agency_id: str, kept: Json) -> Agency:
    return Agency(
        id=agency_id,
        name=Text(**kept["name"]),
        roles={role: Text(**title) for role, title in kept["roles"].items()},
        calendar=kept["calendar"],
        address=Text(**kept["address"]) if kept["address"] else None,
        contact=kept["contact"],
        lists={
            name: {choice: Text(**label) for choice, label in choices.items()}
            for name, choices in kept.get("lists", {}).items()
        },
        up=kept.get("up", {}),
    )


def _register(register_id: str, kept: Json) -> Register:
    return Register(
        id=register_id,
        title=Text(**kept["title"]),
        agency=kept["agency"],
        key=kept["key"],
        subject=kept["subject"],
        status=kept.get("status"),
        fields={
            name: RegisterField(field_of(name, about), about["visibility"])
            for name, about in kept["fields"].items()
        },
    )


def _parameters() -> dict[str, Parameter]:
    values: dict[str, list[ParameterValue]] = {}
    for row in ParameterRow.objects.order_by("name", "since"):
        values.setdefault(row.name, []).append(
            ParameterValue(Decimal(row.value), row.since, row.until, row.law)
        )
    return {name: Parameter(name, tuple(found)) for name, found in values.items()}


def _calendars() -> dict[str, tuple[DayRow, ...]]:
    days: dict[str, list[DayRow]] = {}
    for row in CalendarDay.objects.order_by("id"):
        day = DayRow(row.date, row.kind, row.name_fa, row.name_en, row.status, row.source)
        days.setdefault(row.calendar, []).append(day)
    return {calendar: tuple(found) for calendar, found in days.items()}
