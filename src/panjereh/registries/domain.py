"""What a register keeps and who may see which of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


class RegisterFault(Exception):
    """An entry does not fit its register; the message says which field and why."""


class RegisterSilent(Exception):
    """The register can't be asked now; later it may."""


class NotShown(Exception):
    """A field was asked for that its visibility class keeps from this reader."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a reader may see it: only the fields that were asked for."""

    register: str
    record: UUID
    valid_from: date
    valid_to: date | None
    recorded_on: date
    fields: Mapping[str, Any]


def visible_fields(
    definition: Mapping[str, Any], asked: tuple[str, ...], *, own: bool, staff: bool, machine: bool = False
) -> tuple[str, ...]:
    """Return the fields asked for; raise NotShown when a visibility class forbids one.

    `public` everyone · `subject` the person it is about · `agency` staff with a ground · `sealed` the machine only.
    """
    classes = {name: field["visibility"] for name, field in definition["fields"].items()}
    unknown = [name for name in asked if name not in classes]
    if unknown:
        raise NotShown(f"no such field: {', '.join(unknown)}")
    open_classes = {"public"} | ({"subject"} if own else set()) | ({"subject", "agency"} if staff else set())
    open_classes |= {"subject", "agency", "sealed"} if machine else set()
    kept = [name for name in asked if classes[name] not in open_classes]
    if kept:
        raise NotShown(f"not for this reader: {', '.join(kept)}")
    return asked
