"""The people of the sample country who can be signed in with a click, in demonstration mode alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

GROUPS = ("citizens", "officers", "publishing")


@dataclass(frozen=True, slots=True)
class Persona:
    """A sample person: `number` their national id, `about` what can be tried as them, `group` one of GROUPS.

    The password is no secret: it lies in the samples, so that the real sign-in can be tried too.
    """

    id: str
    party: UUID
    number: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    password: str = ""
    group: str = "citizens"


def grouped() -> dict[str, list[Persona]]:
    """Who can be signed in with a click, by the parts that they play; parts that nobody plays are left out."""
    people = personas()
    groups = {group: [person for person in people if person.group == group] for group in GROUPS}
    return {group: members for group, members in groups.items() if members}


def personas() -> tuple[Persona, ...]:
    """Who can be signed in with a click: nobody outside of demonstration mode."""
    return _read(settings.DATA / "personas.json") if settings.DEMO else ()


def keep_personas(people: list[Persona]) -> None:
    """Write the list that `seed` made; read again by every process."""
    rows = [
        {
            "id": p.id,
            "party": str(p.party),
            "number": p.number,
            "name": dict(p.name),
            "about": dict(p.about),
            "password": p.password,
            "group": p.group,
        }
        for p in people
    ]
    path = settings.DATA / "personas.json"
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    _read.cache_clear()


@lru_cache(maxsize=1)
def _read(path: Path) -> tuple[Persona, ...]:
    if not path.exists():
        return ()
    return tuple(
        Persona(
            row["id"],
            UUID(row["party"]),
            row["number"],
            row["name"],
            row["about"],
            row.get("password", ""),
            row.get("group", GROUPS[0]),
        )
        for row in json.loads(path.read_text())
    )
