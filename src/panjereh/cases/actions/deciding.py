"""What an officer does: take a task, decide, ask for more."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from panjereh.access.actions import open_reading
from panjereh.cases.actions.fetching import fetch_pending
from panjereh.cases.actions.journal import HeldCase, lock_case, move
from panjereh.cases.colleagues import introduce
from panjereh.cases.domain import CaseRef
from panjereh.cases.parties import require_no_party
from panjereh.flow.state import Decide, Take
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require


def open_case_reading(act: Act, held: HeldCase, *, purpose: str) -> None:
    """Trace that an officer opens the papers of a case; only then does the wall let them be seen."""
    open_reading(
        act,
        source="case",
        index=held.case.id.bytes,
        fields=["answers", "known"],
        ground=held.live.service.ground,
        purpose=purpose,
        subject=held.case.principal,
        agency=held.case.agency,
        case_ref=held.case.ref,
    )


@transaction.atomic
def take_task(act: Act, ref: CaseRef, *, over: bool = False) -> None:
    """Take the review of a case (`over`: from the officer who holds it). Raises NotAllowed, CaseMoved."""
    held = lock_case(ref)
    ground = require(act, "decide", held.case)
    open_case_reading(act, held, purpose="decision")
    require_no_party(held, act.human)
    introduce(act, held.case.agency)
    move(held, Take(officer=str(act.human), over=over), by=act, ground=ground, party=agency_party(held))


@transaction.atomic
def decide_application(
    act: Act,
    ref: CaseRef,
    *,
    choice: str,
    conditions: Sequence[int] = (),
    pages: Sequence[str] = (),
    note: str = "",
) -> None:
    """Decide a review: one of the version's choices; a refusal names the numbers of unmet conditions.

    The note is sealed with the case and seen by the applicant. Raises NotAllowed, CaseMoved, DecisionFault.
    """
    held = lock_case(ref)
    ground = require(act, "decide", held.case)
    open_case_reading(act, held, purpose="decision")
    require_no_party(held, act.human)
    digest = ""
    if note:
        turn = len(held.folder.rounds("note", held.state.stage))
        digest = held.folder.put("note", held.state.stage, {"text": note, "choice": choice}, turn=turn)
    taken = move(
        held,
        Decide(
            officer=str(act.human),
            choice=choice,
            conditions=tuple(conditions),
            pages=tuple(pages),
            note_digest=digest,
        ),
        by=act,
        ground=ground,
        party=agency_party(held),
    )
    fetch_pending(held, taken)


def agency_party(held: HeldCase) -> str:
    return f"agency:{held.case.agency}"
