"""What both sides write to each other in a case: sealed with the applicant's key, an event without the words."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from panjereh.cases.actions.deciding import agency_party, open_case_reading
from panjereh.cases.actions.handing import may_hold
from panjereh.cases.actions.journal import HeldCase, lock_case, move
from panjereh.cases.colleagues import introduce
from panjereh.cases.domain import CaseRef
from panjereh.cases.models import CaseEvent
from panjereh.cases.placing import ANYBODY, reviewing_roles
from panjereh.cases.telling import tell_message
from panjereh.flow.state import Read, Say
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.limits import count_attempt
from panjereh.kernel.rights import require

MESSAGE, THREAD = "message", "thread"
MOST_AN_HOUR = 20


def side_of(act: Act, held: HeldCase) -> str:
    """On which side of the conversation whoever acts stands."""
    return "applicant" if act.principal == held.case.principal else "agency"


@transaction.atomic
def send_message(act: Act, ref: CaseRef, text: str, *, reply: bool = True) -> None:
    """Write to the other side; the same words twice in a row are one message.

    Raises NotAllowed, CaseMoved, TooManyAttempts.
    """
    held, ground, side = _held_for(act, ref)
    if _said_last(held, side) == text:
        return
    count_attempt("message", f"{held.case.ref}|{act.human}", most=MOST_AN_HOUR, seconds=3600)
    number = held.state.messages + 1
    paper = {
        "text": text,
        "side": side,
        "at": clock.now().isoformat(),
        "human": str(act.human) if side == "agency" else "",
        "role": _role_of(act, held) if side == "agency" else "",
    }
    saying = Say(side=side, digest=held.folder.digest(paper), reply=reply)
    move(held, saying, by=act, ground=ground, party=_party(held, side))
    held.folder.put(MESSAGE, THREAD, paper, turn=number)
    for reader in _readers(held, side):
        tell_message(held, reader, applicant=side == "agency")


@transaction.atomic
def read_messages(act: Act, ref: CaseRef) -> None:
    """Record that one side has seen what the other has written. Raises NotAllowed."""
    held, ground, side = _held_for(act, ref)
    if getattr(held.state, f"read_by_{side}") < held.state.messages:
        reading = Read(side=side, up_to=held.state.messages)
        move(held, reading, by=act, ground=ground, party=_party(held, side))


def _held_for(act: Act, ref: CaseRef) -> tuple[HeldCase, str, str]:
    held = lock_case(ref)
    ground, side = require(act, "converse", held.case), side_of(act, held)
    if side == "agency":
        open_case_reading(act, held, purpose="conversation")
        introduce(act, held.case.agency)
    return held, ground, side


def _said_last(held: HeldCase, side: str) -> str | None:
    """The text of the last message, where this side wrote it."""
    last = held.folder.at(MESSAGE, THREAD, held.state.messages)
    return last["text"] if last and last["side"] == side else None


def _role_of(act: Act, held: HeldCase) -> str:
    """The role in which an officer writes: the applicant sees it instead of a name."""
    roles = act.roles.get(held.case.agency, frozenset())
    fitting = roles & (reviewing_roles(held.live.service) | {held.state.raised_to or ""})
    return min(fitting or roles)


def _party(held: HeldCase, side: str) -> str:
    return "applicant" if side == "applicant" else agency_party(held)


def _readers(held: HeldCase, side: str) -> list[UUID]:
    """Who is told: the applicant; else the officer of the case, and where there is none, all who could be.

    In the queue an unanswered message is marked for everybody.
    """
    if side == "agency":
        return [held.case.principal]
    if held.state.taken_by:
        return [UUID(held.state.taken_by)]
    if held.case.status != "ended":
        return []
    return _who_decided(held)


def _who_decided(held: HeldCase) -> list[UUID]:
    """After the end, when no queue shows the case: whoever decided, as long as they may still open it."""
    staff = may_hold(held.case.agency, sorted(reviewing_roles(held.live.service)) or [ANYBODY])
    decided = (
        CaseEvent.objects.filter(case_id=held.case.id, kind="ReviewDecided", human__isnull=False)
        .order_by("-seq")
        .values_list("human", flat=True)
        .first()
    )
    return [decided] if decided in staff else [party for party in staff if party != held.case.principal]
