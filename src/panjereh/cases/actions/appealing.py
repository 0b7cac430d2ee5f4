"""Appeals: begun from a decision, lodged with their submission, decided on in the original case."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from panjereh.cases.actions.fetching import fetch_pending
from panjereh.cases.actions.journal import HeldCase, hold, lock_case, move
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.models import Appeal, Case
from panjereh.catalogue.queries import Live, live_version
from panjereh.flow.appeal import OVERTURN, about, why_not
from panjereh.flow.sentences import NOT_NOW
from panjereh.flow.state import DropAppeal, Effect, LodgeAppeal, Open, Overturn, Uphold
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.rights import require
from panjereh.kernel.wall import current_act

APPLICANT = "applicant"


@transaction.atomic
def begin_appeal(act: Act, ref: CaseRef) -> CaseRef:
    """Begin the appeal against the present decision of a case, or find the one that is open.

    The original's row lock makes a double click begin one. Raises NotAllowed, CaseMoved, ServiceUnknown.
    """
    original = lock_case(ref)
    require(act, "appeal", original.case)
    there = open_appeal(original)
    if there is not None:
        return CaseRef(there.ref)
    reason = why_not(original.live.version, original.state, clock.today(), original.calendar)
    if reason is not None:
        raise CaseMoved(NOT_NOW[reason].fa, NOT_NOW[reason].en)
    live = live_version(original.live.service.appeal or "")
    ground = require(act, "apply", live)
    return _begin(act, original, live, ground)


def open_appeal(original: HeldCase) -> Case | None:
    """The case of an appeal against the present decision that has not ended."""
    links = Appeal.objects.filter(about_id=original.case.id, decision=original.state.decision)
    return Case.objects.filter(id__in=links.values("appeal_id")).exclude(status="ended").first()


def _begin(act: Act, original: HeldCase, live: Live, ground: str) -> CaseRef:
    from panjereh.cases.actions.applying import new_case, seen_of  # that module lodges appeals by this one

    case = new_case(act, live, new_uuid())
    case.save(force_insert=True)
    Appeal(
        appeal=case,
        about=original.case,
        decision=original.state.decision,
        agency=case.agency,
        about_agency=original.case.agency,
        principal=case.principal,
        at=clock.now(),
    ).save(force_insert=True)
    held = hold(case, new=True)
    held.folder.put("act", APPLICANT, seen_of(act), turn=0)
    facts = about(original.live.service, original.state, original.case.receipt or "")
    opening = Open(about=facts, barred=original.state.deciders)
    move(held, opening, by=act, ground=ground, party=APPLICANT)
    return CaseRef(case.ref)


def lodge_appeal(act: Act, held: HeldCase, ground: str) -> None:
    """With its first submission an appeal counts: within the limit, against the decision as it stands.

    Raises CaseMoved; nothing of any other case.
    """
    if not held.state.about:
        return
    link = Appeal.objects.get(appeal_id=held.case.id)
    original = _original(link)
    move(original, LodgeAppeal(held.case.ref, link.decision), by=act, ground=ground, party=APPLICANT)


def _original(link: Appeal) -> HeldCase:
    """The case that an appeal is about, locked after the appeal's own row."""
    return hold(Case.objects.select_for_update().get(id=link.about_id))


def tell_original(held: HeldCase, effect: Effect) -> str:
    """Uphold or overturn the decision that the appeal is about; the reviewer's words go with it, sealed."""
    original = _original(Appeal.objects.get(appeal_id=held.case.id))
    words = last_words(held)
    digest = ""
    if words:
        digest = original.folder.put("appeal", held.case.ref, {"text": words}, turn=0)
    kind = Overturn if effect.verb == OVERTURN else Uphold
    heard = kind(appeal=held.case.ref, end=held.state.stage, note_digest=digest)
    act = current_act()
    assert act is not None, "effects are carried out by the machine"
    taken = move(original, heard, by=act, ground=f"effect:{effect.verb}", party=f"agency:{held.case.agency}")
    fetch_pending(original, taken)
    return original.case.ref


def last_words(held: HeldCase) -> str:
    """What the officer wrote who decided last; empty when the decision came without words."""
    decided = held.case.events.filter(kind="ReviewDecided").order_by("-seq").first()
    digest = decided.data.get("note_digest") if decided is not None else None
    notes = held.folder.rounds("note", decided.stage) if decided is not None and digest else []
    return next((str(note["text"]) for note in notes if held.folder.digest(note) == digest), "")


@transaction.atomic
def close_appeal(act: Act, case_id: UUID) -> None:
    """Where a lodged appeal ended without a decision, let the original case go without it; safe twice."""
    appeal = Case.objects.select_for_update().get(id=case_id)
    original = _original(Appeal.objects.get(appeal_id=case_id))
    if original.state.appeal == appeal.ref:
        move(original, DropAppeal(appeal.ref), by=act, ground="appeal:over", party="machine")
