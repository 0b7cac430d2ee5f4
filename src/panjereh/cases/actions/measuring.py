"""Measures on what a case gave: what an officer does, and what follows in register, document and inbox."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from panjereh.cases.actions.deciding import open_case_reading
from panjereh.cases.actions.journal import HeldCase, lock_case, move
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.measures import has_expired, measure_message, public_law, public_reason
from panjereh.cases.models import CaseEvent
from panjereh.documents.actions import NewStanding, restand
from panjereh.flow.state import AgreeToMeasure, DropMeasure, Effect, Input, Measure
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require
from panjereh.notices.actions import tell
from panjereh.registries.actions import restate


@transaction.atomic
def take_measure(act: Act, ref: CaseRef, *, measure: str, grounds: Sequence[int], reason: str) -> HeldCase:
    """Suspend, reinstate or revoke what a case gave, or propose it where a second officer has to agree.

    The reason is sealed and read by the holder. Raises NotAllowed, CaseMoved.
    """
    held = lock_case(ref)
    ground = _allowed(act, held)
    _require_in_force(held)
    turn = len(held.folder.rounds("measure", measure))
    digest = held.folder.put("measure", measure, {"text": reason, "turn": turn}, turn=turn)
    _happens(act, held, Measure(str(act.human), measure, tuple(grounds), digest), ground)
    return held


@transaction.atomic
def agree_to_measure(act: Act, ref: CaseRef) -> HeldCase:
    """Agree, as another officer, to the measure that was proposed. Raises NotAllowed, CaseMoved."""
    held = lock_case(ref)
    ground = _allowed(act, held)
    _require_in_force(held)
    _happens(act, held, AgreeToMeasure(str(act.human)), ground)
    return held


@transaction.atomic
def drop_measure(act: Act, ref: CaseRef) -> HeldCase:
    """Turn a proposed measure down, or take one's own proposal back. Raises NotAllowed, CaseMoved."""
    held = lock_case(ref)
    _happens(act, held, DropMeasure(str(act.human)), _allowed(act, held))
    return held


def _require_in_force(held: HeldCase) -> None:
    if has_expired(held):
        raise CaseMoved(
            "مدت اعتبار این سند گذشته است؛ چیزی برای تعلیق یا ابطال نمانده است.",
            "This has expired; nothing is left to suspend or to revoke.",
        )


def _allowed(act: Act, held: HeldCase) -> str:
    ground = require(act, "measure", held.case)
    open_case_reading(act, held, purpose="measure")
    return ground


def _happens(act: Act, held: HeldCase, given: Input, ground: str) -> None:
    move(held, given, by=act, ground=ground, party=f"agency:{held.case.agency}")


def restate_entry(held: HeldCase, effect: Effect) -> str:
    """The register's entry says from today on what stands."""
    entered = _made(held, "RecordRegistered", effect.what)
    record = restate(effect.what, entered, held.state.given or "", source=_source(held, effect))
    return str(record or "")


def mark_document(held: HeldCase, effect: Effect) -> str:
    """Whoever verifies the document reads what stands."""
    document = _made(held, "DocumentIssued", effect.what)
    restand(
        NewStanding(
            document=document,
            standing=held.state.given or "",
            reason=public_reason(held),
            law=public_law(held),
            source=_source(held, effect),
        )
    )
    return str(document)


def tell_holder(held: HeldCase, effect: Effect) -> str:
    """The holder reads ground, law, reason and the way of appeal in their inbox."""
    title, body = measure_message(held, effect.what)
    notice = tell(
        held.case.principal, title=title, body=body, source=_source(held, effect), case_ref=held.case.ref
    )
    return str(notice)


def _made(held: HeldCase, kind: str, what: str) -> UUID:
    """The id of what the end of the case made: of the last one, where it came to an end more than once."""
    made = CaseEvent.objects.filter(case_id=held.case.id, kind=kind, data__what=what).order_by("-seq")
    return UUID(made.values_list("data__ref", flat=True)[0])


def _source(held: HeldCase, effect: Effect) -> str:
    return f"case:{held.case.ref}:{effect.key}"
