"""The only readers' guard: a reading is opened, and thereby traced, before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from panjereh.access.models import Trace
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.wall import present


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
    trace = Trace(
        id=new_uuid(),
        at=clock.now(),
        human=act.human,
        principal=act.principal,
        machine=act.machine,
        agency=agency,
        subject=subject,
        source=source,
        object_index=index,
        fields=list(fields),
        ground=ground,
        purpose=purpose,
        case_ref=case_ref,
    )
    trace.save(force_insert=True)
    present("reading", str(trace.id))
    return Reading(id=trace.id, source=source, index=index, fields=tuple(fields))
