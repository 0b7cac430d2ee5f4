"""Reads of registers: each read of another's data is traced by `access` before the row is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from panjereh.access.actions import open_reading
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.keys import Erased, blind, safe_of
from panjereh.kernel.wall import transaction_memory
from panjereh.registries.actions import REMEMBERED, forget_registers, key_index, place
from panjereh.registries.domain import Entry, RegisterSilent, visible_fields
from panjereh.registries.models import Record, Register

POPULATION = "population"  # the one register that the product knows by name: who is signed in


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a register: the entry with `key`, or the one about `subject`, as true on a day."""

    register: str
    fields: tuple[str, ...]
    ground: str
    purpose: str
    key: str | None = None
    subject: UUID | None = None
    on: date | None = None
    case_ref: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A register in force: the agency that keeps it, whose key seals what is about no person, its fields."""

    id: str
    agency: str
    holder: UUID
    definition: Mapping[str, Any]


def definitions() -> dict[str, Mapping[str, Any]]:
    """Every register's definition by id."""
    return {name: _register(name).definition for name in _registers_in_force()}


def look_up(act: Act, question: Question) -> Entry | None:
    """Answer a question for `act`; the trace is written whether there is an entry or not.

    One's own data (`subject` is who acts) one reads without a trace.

    Raises NotShown for a field that is not for this reader, RegisterSilent when it is not there.
    """
    return next(iter(_rows(act, question)), None)


def look_up_own(act: Act, questions: Mapping[str, Question]) -> dict[str, Entry]:
    """Answer several questions about oneself by one statement; what has no entry, or is silent, is left out.

    Raises NotShown for a field that is not for this reader, ValueError for a question about somebody else.
    """
    asked = {}
    for name, question in questions.items():
        if question.subject is None or question.subject != act.principal or question.key is not None:
            raise ValueError("only one's own entries are read without a trace")
        try:
            asked[name] = _register(question.register)
        except RegisterSilent:
            continue
    rows: dict[str, Record] = {}
    in_question = list(dict.fromkeys(register.id for register in asked.values()))
    for row in _records(in_question, "subject", act.principal, clock.today()):
        rows.setdefault(row.register, row)
    found = {
        name: _entry(register, rows[register.id], _visible(act, register, questions[name], own=True))
        for name, register in asked.items()
        if register.id in rows
    }
    return {name: entry for name, entry in found.items() if entry is not None}


def history(act: Act, question: Question) -> list[Entry]:
    """All entries about the question's subject or key that the register holds true today, newest first."""
    return _rows(act, question, whole=True)


def made_by(act: Act, question: Question) -> str | None:
    """What made the entry with this key that is in force (`case:<reference>:…`); traced like any look."""
    register = _register(question.register)
    index = _index(question)
    open_reading(
        act,
        source=question.register,
        index=index,
        fields=[],
        ground=question.ground,
        purpose=question.purpose,
        agency=register.agency,
    )
    rows = Record.objects.filter(register=question.register, key_index=index, superseded_at__isnull=True)
    return rows.order_by("-valid_from").values_list("source", flat=True).first()


def _rows(act: Act, question: Question, *, whole: bool = False) -> list[Entry]:
    register = _register(question.register)
    own = question.subject is not None and question.subject == act.principal
    fields = _visible(act, register, question, own=own)
    index = _index(question)
    if not own:
        open_reading(
            act,
            source=question.register,
            index=index,
            fields=fields,
            ground=question.ground,
            purpose=question.purpose,
            subject=question.subject,
            agency=register.agency,
            case_ref=question.case_ref,
        )
    day = None if whole else question.on or clock.today()
    if question.key is not None:
        rows = _records([question.register], "key_index", index, day)
    else:
        rows = _records([question.register], "subject", question.subject, day)
    return [entry for row in rows if (entry := _entry(register, row, fields)) is not None]


def _visible(act: Act, register: RegisterRow, question: Question, *, own: bool) -> tuple[str, ...]:
    return visible_fields(
        register.definition,
        question.fields,
        own=own,
        staff=register.agency in act.roles,
        machine=bool(act.machine),
    )


def _records(
    registers: list[str], which: Literal["key_index", "subject"], value: object, day: date | None
) -> Iterable[Record]:
    """The rows in force that answer, true on `day` or ever; a plain statement, as a case asks many registers."""
    return Record.objects.raw(
        f"""
        SELECT * FROM registries_record
        WHERE register = ANY(%(registers)s) AND {which} = %(value)s AND superseded_at IS NULL
            AND (%(day)s::date IS NULL
                OR valid_from <= %(day)s::date AND (valid_to IS NULL OR valid_to > %(day)s::date))
        ORDER BY valid_from DESC
        """,  # noqa: S608 -- one of two columns
        {"registers": registers, "value": value, "day": day},
    )


def _register(register_id: str) -> RegisterRow:
    """A register as it is in force. Raises RegisterSilent."""
    row = _registers_in_force().get(register_id)
    if row is None:
        raise RegisterSilent(register_id)
    agency, holder, sha256 = row
    try:
        definition = _definition(register_id, sha256)
    except Register.DoesNotExist:  # a new one has come into force since it was read
        forget_registers()
        return _register(register_id)
    return RegisterRow(register_id, agency, holder, definition)


def _registers_in_force() -> Mapping[str, tuple[str, UUID, bytes]]:
    """All registers: agency, holder, digest of the definition. A transaction reads them once."""
    memory = transaction_memory()
    kept: Mapping[str, tuple[str, UUID, bytes]] | None = None if memory is None else memory.get(REMEMBERED)
    if kept is not None:
        return kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, agency, holder, sha256 FROM registries_register")
        rows = {name: (agency, holder, bytes(sha256)) for name, agency, holder, sha256 in cursor.fetchall()}
    if memory is not None:
        memory[REMEMBERED] = rows
    return rows


@lru_cache(maxsize=256)
def _definition(register_id: str, sha256: bytes) -> Mapping[str, Any]:
    """The definition with this digest; a process reads it once."""
    kept: Mapping[str, Any] = Register.objects.values_list("definition", flat=True).get(
        id=register_id, sha256=sha256
    )
    return kept


def _index(question: Question) -> bytes:
    if question.key is not None:
        return key_index(question.register, question.key)
    return blind("register_subject", f"{question.register}:{question.subject}")


def _entry(register: RegisterRow, row: Record, fields: tuple[str, ...]) -> Entry | None:
    try:
        data = safe_of(row.subject or register.holder).open(place(row.id), row.sealed)
    except Erased:
        return None
    return Entry(
        register=row.register,
        record=row.id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded_on=row.recorded_at.astimezone(clock.TEHRAN).date(),
        fields={name: data.get(name) for name in fields},
    )


def own_name(act: Act, language: str) -> str:
    """The name of whoever acts, from the population register, for the head of their own pages."""
    row = (
        Record.objects.filter(register=POPULATION, subject=act.principal, superseded_at__isnull=True)
        .order_by("-valid_from")
        .first()
    )
    if row is None or act.principal is None:
        return ""
    try:
        data = safe_of(act.principal).open(place(row.id), row.sealed)
    except Erased:
        return ""
    suffix = "_latin" if language == "en" and data.get("family_name_latin") else ""
    return f"{data.get(f'name{suffix}', '')} {data.get(f'family_name{suffix}', '')}".strip()
