"""Writes of registers: publish a register, enter, change and end an entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from jsonschema import Draft202012Validator

from panjereh.kernel import clock
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import blind, safe_of
from panjereh.kernel.wall import present, transaction_memory
from panjereh.registries.domain import RegisterFault
from panjereh.registries.models import Record, Register

REMEMBERED = "registers"  # what a transaction has read of them, in its memory
VALID = "valid"  # the status of an entry that nobody has touched


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be entered; the register's key field in `data` says which entry it is.

    `source` names what made it (`case:<ref>:<effect>`, `import:<file>:<line>`);
    the same source enters the same key once.
    """

    register: str
    data: Mapping[str, Any]
    valid_from: date
    source: str
    subject: UUID | None = None
    valid_to: date | None = None


def publish_register(register_id: str, agency: str, definition: Mapping[str, Any]) -> Register:
    """Make the register's definition the one in force."""
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True)
    register, _ = Register.objects.update_or_create(
        id=register_id,
        defaults={
            "agency": agency,
            "definition": definition,
            "sha256": hashlib.sha256(text.encode()).digest(),
            "published_at": clock.now(),
        },
    )
    forget_registers()
    return register


def forget_registers() -> None:
    """What this transaction remembers of registers no longer holds."""
    (transaction_memory() or {}).pop(REMEMBERED, None)


def enter(entry: NewEntry) -> UUID:
    """Enter a fact that is true from `valid_from`; what the register said of those days is superseded.

    Entering twice from one case returns the first record. Raises RegisterFault.
    """
    register = Register.objects.get(id=entry.register)
    present("entering", register.id)
    status = register.definition.get("status")
    if status is not None and entry.data.get(status) is None:
        entry = replace(entry, data={**entry.data, status: VALID})
    check_entry(register, entry.data)
    index = key_index(entry.register, str(entry.data[register.definition["key"]]))
    made = Record.objects.filter(register=entry.register, source=entry.source, key_index=index).first()
    if made is not None:
        return made.id
    _supersede(register, index, entry)
    return _insert(register, index, entry, entry.data, entry.valid_from, entry.valid_to).id


def restate(register_id: str, record_id: UUID, status: str, *, source: str) -> UUID | None:
    """Give the entry of a record another status from today on; what it said until now stays readable.

    None where the entry is not in force today, or its register tells no status. Once for each source.
    """
    register = Register.objects.get(id=register_id)
    present("entering", register.id)
    made = Record.objects.filter(register=register_id, source=source).first()
    field, today = register.definition.get("status"), clock.today()
    if made is not None or field is None:
        return made.id if made is not None else None
    index = Record.objects.values_list("key_index", flat=True).get(id=record_id)
    present_rows = Record.objects.filter(register=register_id, key_index=index, superseded_at__isnull=True)
    in_force = present_rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), valid_from__lte=today)
    old = in_force.first()
    if old is None:
        return None
    data = safe_of(old.subject or register.holder).open(place(old.id), old.sealed)
    return enter(NewEntry(register_id, {**data, field: status}, today, source, old.subject, old.valid_to))


def key_index(register: str, key: str) -> bytes:
    return blind("register_key", f"{register}:{key}")


def check_entry(register: Register, data: Mapping[str, Any]) -> None:
    """Raise RegisterFault with the first thing in which the data don't fit the register's schema."""
    schema = register.definition.get("schema")
    held = {name: value for name, value in data.items() if value is not None}
    plain = json.loads(json.dumps(held, default=_plain))
    for fault in Draft202012Validator(schema).iter_errors(plain) if schema else ():
        # Not the sentence of the validator: it repeats the value, and this one goes into logs.
        where = ".".join(map(str, fault.path)) or "the entry"
        raise RegisterFault(f"{register.id}: {where}: {fault.validator} {fault.validator_value}")


def _plain(value: Any) -> Any:
    """A typed value as the schema sees it."""
    return float(value) if isinstance(value, Decimal) else str(value)


def _supersede(register: Register, index: bytes, entry: NewEntry) -> None:
    """Close what the register says of the days from `valid_from` on; keep the days before as they were."""
    present = Record.objects.select_for_update().filter(
        register=register.id, key_index=index, superseded_at__isnull=True
    )
    for old in present:
        if old.valid_to is not None and old.valid_to <= entry.valid_from:
            continue
        if entry.valid_to is not None and old.valid_from >= entry.valid_to:
            continue
        data = safe_of(old.subject or register.holder).open(place(old.id), old.sealed)
        old.superseded_at = clock.now()
        old.save(update_fields=["superseded_at"])
        if old.valid_from < entry.valid_from:
            _insert(register, index, entry, data, old.valid_from, entry.valid_from, kept=old)
        if entry.valid_to is not None and (old.valid_to is None or old.valid_to > entry.valid_to):
            _insert(register, index, entry, data, entry.valid_to, old.valid_to, kept=old)


def _insert(
    register: Register,
    index: bytes,
    entry: NewEntry,
    data: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    *,
    kept: Record | None = None,
) -> Record:
    record_id = new_uuid()
    subject = kept.subject if kept else entry.subject
    record = Record(
        id=record_id,
        register=register.id,
        agency=register.agency,
        key_index=index,
        subject=subject,
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_at=clock.now(),
        source=_source(entry, kept, valid_from),
        sealed=safe_of(subject or register.holder).seal(place(record_id), dict(data)),
    )
    record.save(force_insert=True)
    return record


def _source(entry: NewEntry, kept: Record | None, valid_from: date) -> str:
    """What made a record; of what is kept of an older one, the days before and after have one each."""
    if kept is None:
        return entry.source
    after = ":after" if valid_from > entry.valid_from else ""
    return f"{entry.source}:kept:{kept.id}{after}"


def place(record_id: UUID) -> str:
    return f"registries_record:sealed:{record_id}"
