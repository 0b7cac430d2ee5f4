"""Tasks go from hand to hand: put back, handed on to a colleague, assigned by a superior."""

from __future__ import annotations

from collections.abc import Sequence, Set
from uuid import UUID

from django.db import transaction

from panjereh.cases.actions.deciding import agency_party, open_case_reading
from panjereh.cases.actions.journal import HeldCase, lock_case, move
from panjereh.cases.colleagues import introduce
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.parties import require_no_party
from panjereh.cases.placing import ANYBODY
from panjereh.cases.telling import tell_given
from panjereh.flow.state import Assign, HandOn, Release
from panjereh.identity.queries import staff_with
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require
from panjereh.kernel.wall import as_machine


@transaction.atomic
def release_task(act: Act, ref: CaseRef) -> None:
    """Put the task back for anybody. Raises NotAllowed, CaseMoved."""
    held = lock_case(ref)
    ground = require(act, "decide", held.case)
    open_case_reading(act, held, purpose="decision")
    move(held, Release(officer=str(act.human)), by=act, ground=ground, party=agency_party(held))


@transaction.atomic
def hand_task_on(act: Act, ref: CaseRef, to: UUID, *, note: str = "") -> None:
    """Give the task to a colleague who may decide it, with a note that is sealed in the case.

    Raises NotAllowed, CaseMoved.
    """
    held = lock_case(ref)
    ground = require(act, "decide", held.case)
    open_case_reading(act, held, purpose="decision")
    introduce(act, held.case.agency)
    _require_receiver(held, to)
    move(held, HandOn(officer=str(act.human), to=str(to)), by=act, ground=ground, party=agency_party(held))
    if note:
        turn = len(held.folder.rounds("handing", held.state.stage))
        held.folder.put("handing", held.state.stage, {"text": note, "to": str(to)}, turn=turn)
    tell_given(held, to)


@transaction.atomic
def assign_task(act: Act, ref: CaseRef, to: UUID) -> None:
    """Let a superior give the task to an officer, whoever holds it. Raises NotAllowed, CaseMoved."""
    held = lock_case(ref)
    ground = require(act, "assign", held.case)
    introduce(act, held.case.agency)
    # The engine is given the papers as in every step; the superior sees none of them.
    with as_machine("case:assign"):
        _require_receiver(held, to)
        move(held, Assign(by=str(act.human), to=str(to)), by=act, ground=ground, party=agency_party(held))
    tell_given(held, to)


def _require_receiver(held: HeldCase, to: UUID) -> None:
    """Only one who may decide the case: of the right role today, and no party to it."""
    if held.case.principal == to or to not in may_hold(held.case.agency, held.case.roles):
        raise CaseMoved(
            "این همکار نمی‌تواند این پرونده را بررسی کند. کسی را از فهرست انتخاب کنید.",
            "This colleague can't work on this case. Choose somebody from the list.",
        )
    require_no_party(held, to)


def may_hold(agency: str, roles: Sequence[str]) -> list[UUID]:
    """Who holds today one of the roles that a task lies with."""
    wanted = None if ANYBODY in roles else roles
    return list(dict.fromkeys(party for _, _, party in staff_with([agency], clock.today(), roles=wanted)))


def receivers_among(wanted: Set[tuple[str, str]]) -> list[tuple[str, str, UUID]]:
    """Agency, role and person of all who hold one of these roles (agency, role) today, each person once."""
    agencies, roles = {agency for agency, _ in wanted}, {role for _, role in wanted}
    held = staff_with(agencies, clock.today(), roles=roles)
    once = {party: (agency, role, party) for agency, role, party in sorted(held) if (agency, role) in wanted}
    return list(once.values())
