"""Who can sign in to a demo, as `seed` wrote it into the data folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Person:
    """One sample person, for the terminal."""

    english: str
    persian: str
    number: str
    about: str
    group: str = "citizens"


def people_of(data: Path) -> list[Person]:
    """Return the sample people of the data folder; none when nothing was seeded."""
    try:
        rows = json.loads((data / "personas.json").read_text())
    except FileNotFoundError:
        return []
    return [
        Person(
            row["name"]["en"],
            row["name"]["fa"],
            row["number"],
            row["about"]["en"],
            row.get("group", "citizens"),
        )
        for row in rows
    ]
