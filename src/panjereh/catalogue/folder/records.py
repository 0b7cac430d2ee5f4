"""Records of registers as a file writes them, read by the field types of their register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.folder.country import Register
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, Path
from panjereh.flow.findings import Finding

Record = Mapping[str, Any]


def read_record(
    register: Register, said: Mapping[str, Any], document: Document, path: Path, found: list[Finding]
) -> Record:
    """A record with typed values; what its field can't take is a finding."""
    record: dict[str, Any] = {}
    for name, plain in said.items():
        kept = register.fields.get(name)
        if kept is None:
            known = ", ".join(register.fields)
            found.append(say(document.key(*path, name), "register_field", name=name, known=known))
            continue
        kind = FIELD_TYPES[kept.field.type]
        reading = kind.read(kind.raw_of(plain, kept.field), kept.field)
        if reading.fault is not None:
            place = document.place(*path, name)
            found.append(say(place, "example_value", name=name, fault=reading.fault))
        record[name] = reading.value
    return record
