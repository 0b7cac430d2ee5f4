"""Reads the people of the sample country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from panjereh.catalogue.rights import DESIGNER, PUBLISHER


@dataclass(frozen=True)
class SampleRecord:
    """A record of a register, true from `since` (to `until`, not included)."""

    data: Mapping[str, Any]
    since: date
    until: date | None


@dataclass(frozen=True)
class SamplePerson:
    """One sample person. With `about` they can be signed in with a click."""

    id: str
    number: str
    name: Mapping[str, str]
    about: Mapping[str, str] | None
    password: str
    email: str
    staff: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records: Mapping[str, tuple[SampleRecord, ...]] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """Under which heading they are offered: citizens, officers, or those who publish services."""
        roles = {role for held in self.staff.values() for role in held}
        if not roles:
            return "citizens"
        return "publishing" if roles <= {DESIGNER, PUBLISHER} else "officers"


def read_people(folder: Path) -> list[SamplePerson]:
    """All people of a folder's YAML files, in order."""
    reader = YAML(typ="safe", pure=True)
    return [
        _person(person_id, said)
        for file in sorted(folder.glob("*.yaml"))
        for person_id, said in reader.load(file.read_text(encoding="utf-8")).items()
    ]


def _person(person_id: str, said: Mapping[str, Any]) -> SamplePerson:
    return SamplePerson(
        id=person_id.replace("_", "-"),
        number=said["number"],
        name=said["name"],
        about=said.get("about"),
        password=said.get("password", ""),
        email=said.get("email", ""),
        staff={agency: tuple(roles) for agency, roles in said.get("staff", {}).items()},
        records={
            register: tuple(_record(r) for r in rows) for register, rows in said.get("records", {}).items()
        },
    )


def _record(said: Mapping[str, Any]) -> SampleRecord:
    return SampleRecord(said["data"], said["since"], said.get("until"))
