"""The only readers' guard: a reading is opened, and thereby traced, before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import new_uuid


@dataclass(frozen=True, slots=True)
class Reading:
    """Proof that a read has been traced; rooms that hold data give it out only for one.

    Made by `open_reading` alone. `index` is the blind index of the one object that may be read.
    """

    id: UUID
    source: str
    index: bytes
    fields: tuple[str, ...]


def open_reading(
    act: Act,
    *,
    source: str,
    index: bytes,
    fields: Sequence[str],
    ground: str,
    purpose: str,
    subject: UUID | None = None,
    agency: str = "",
    case_ref: str = "",
) -> Reading:
    """Write the trace, and show it to the wall for the rest of this transaction."""
    trace_id = new_uuid()
    trace: dict[str, Any] = {
        "id": trace_id,
        "at": clock.now(),
        "human": act.human,
        "principal": act.principal,
        "machine": act.machine,
        "agency": agency,
        "subject": subject,
        "source": source,
        "object_index": index,
        "fields": list(fields),
        "ground": ground,
        "purpose": purpose,
        "case_ref": case_ref,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE_AND_SHOW, trace)
    return Reading(id=trace_id, source=source, index=index, fields=tuple(fields))


# One statement for both, as a case asks several registers.
WRITE_AND_SHOW = """
INSERT INTO access_trace (id, at, human, principal, machine, agency, subject, source, object_index, fields,
    ground, purpose, case_ref)
VALUES (%(id)s, %(at)s, %(human)s, %(principal)s, %(machine)s, %(agency)s, %(subject)s, %(source)s,
    %(object_index)s, %(fields)s, %(ground)s, %(purpose)s, %(case_ref)s)
RETURNING set_config('app.reading', id::text, true)
"""
