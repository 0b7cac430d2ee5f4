"""Opinions of other agencies: what lies with whom, and giving one."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from panjereh.access.actions import open_reading
from panjereh.cases.actions.fetching import fetch_pending
from panjereh.cases.actions.journal import HeldCase, hold, lock_case, move
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.models import Case, Opinion
from panjereh.cases.parties import require_no_party
from panjereh.flow.state import GiveOpinion
from panjereh.kernel.act import Act
from panjereh.kernel.rights import NotAllowed, require
from panjereh.kernel.wall import as_machine

NOTE = "opinion"  # the kind of paper


def asked_opinion(act: Act, opinion_id: UUID) -> tuple[Opinion, HeldCase]:
    """An opinion that is asked of whoever looks, and the case: traced, and this one case alone.

    Raises NotAllowed.
    """
    opinion, _ = _open(act, opinion_id)
    return opinion, hold(Case.objects.get(id=opinion.case_id))


@transaction.atomic
def give_opinion(act: Act, opinion_id: UUID, *, choice: str, note: str) -> None:
    """Answer for one's agency; the words are sealed in the case. Raises NotAllowed, CaseMoved."""
    opinion, ground = _open(act, opinion_id)
    ref = Case.objects.values_list("ref", flat=True).get(id=opinion.case_id)
    # The case is another agency's: whoever gives an opinion reads it, and the machine writes it down for them.
    with as_machine("case:opinion"):
        held = lock_case(CaseRef(ref))
        require_no_party(held, act.human)
        turn = len(held.folder.rounds(NOTE, opinion.branch))
        digest = held.folder.put(NOTE, opinion.branch, {"text": note, "choice": choice}, turn=turn)
        given = GiveOpinion(str(act.human), opinion.branch, choice, digest)
        step = move(held, given, by=act, ground=ground, party=f"agency:{opinion.agency}")
        fetch_pending(held, step)


def _open(act: Act, opinion_id: UUID) -> tuple[Opinion, str]:
    opinion = Opinion.objects.filter(id=opinion_id).first()
    if opinion is None:
        raise NotAllowed("opinion")
    ground = require(act, "opine", opinion)
    if not opinion.awaited:
        raise CaseMoved(
            "این نظر دیگر خواسته نیست: داده شده، مهلت آن گذشته یا پرونده پیش رفته است.",
            "This opinion is no longer asked for: it was given, its deadline passed, or the case went on.",
        )
    open_reading(
        act,
        source="case",
        index=opinion.case_id.bytes,
        fields=["answers"],
        ground=opinion.ground,
        purpose="opinion",
        subject=opinion.principal,
        agency=opinion.agency,
        case_ref=opinion.receipt,
    )
    return opinion, ground
