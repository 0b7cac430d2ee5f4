"""What an applicant does: begin, answer page by page, submit, take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from panjereh.cases.actions.appealing import lodge_appeal
from panjereh.cases.actions.fetching import fetch_pending, freeze_applicant, note_changes
from panjereh.cases.actions.journal import HeldCase, gathered, hold, lock_case, move
from panjereh.cases.actions.keeping import open_pages, pages_now, put_answer, put_typed
from panjereh.cases.actions.matching import compare_again, match_others
from panjereh.cases.actions.receipts import next_receipt
from panjereh.cases.actions.renewing import newer_version, renew
from panjereh.cases.domain import CaseMoved, CaseRef, DraftOutdated, Incomplete, NeedsDecision
from panjereh.cases.entries import misshapen, plain_texts, read_entries
from panjereh.cases.forms import PageForm
from panjereh.cases.models import Case
from panjereh.cases.uploads import read_with_files
from panjereh.catalogue.queries import Live, live_version
from panjereh.flow.model import Page
from panjereh.flow.rows import write_state
from panjereh.flow.state import Open, State, Submit, Withdraw
from panjereh.identity.domain import Kind
from panjereh.identity.levels import require_level
from panjereh.identity.queries import kind_of
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.codes import new_code, new_uuid
from panjereh.kernel.rights import require

APPLICANT = "applicant"


@transaction.atomic
def open_application(act: Act, service_id: str, *, key: UUID) -> CaseRef:
    """Begin a draft on the live version and return its reference; the same key opens one case only.

    Raises StepUpNeeded, ProofingNeeded, NotAllowed, ServiceUnknown.
    """
    live = live_version(service_id)
    require_level(act, live.service.assurance)
    ground = require(act, "apply", live)
    _require_begun_alone(live)
    case, is_new = _case_of_key(act, live, key)
    if is_new:
        _begin(act, hold(case, new=True), ground)
    return CaseRef(case.ref)


def _require_begun_alone(live: Live) -> None:
    """An appeal is begun from the decision that it is about; what is only told about, nowhere here."""
    if live.service.elsewhere:
        raise NeedsDecision(
            "این خدمت هنوز اینجا درخواست نمی‌شود؛ صفحهٔ آن می‌گوید کجا بروید.",
            "This service isn't applied for here yet; its page says where to go.",
        )
    if live.service.about:
        raise NeedsDecision(
            "اعتراض از صفحهٔ همان پرونده آغاز می‌شود: پرونده را باز کنید و «اعتراض به این تصمیم» را انتخاب کنید.",
            "An appeal is begun from the decision: open that case and choose “Appeal this decision”.",
        )


def _case_of_key(act: Act, live: Live, key: UUID) -> tuple[Case, bool]:
    """The one case of a key, and whether it was made just now."""
    fresh = new_case(act, live, key)
    # A second click at the same moment waits here for the first, and then finds its case.
    Case.objects.bulk_create([fresh], ignore_conflicts=True)
    there = Case.objects.get(principal=act.party, open_key=key)
    return (fresh, True) if there.id == fresh.id else (there, False)


def _begin(act: Act, held: HeldCase, ground: str) -> None:
    held.folder.put("act", APPLICANT, seen_of(act), turn=0)
    move(held, Open(), by=act, ground=ground, party=APPLICANT)


def seen_of(act: Act) -> dict[str, object]:
    """What expressions see of who applies without asking a register."""
    person = kind_of(act.party) == Kind.person
    return {"kind": "citizen" if person else "business", "assurance": act.assurance}


def new_case(act: Act, live: Live, key: UUID) -> Case:
    return Case(
        id=new_uuid(),
        ref=new_code(80),
        open_key=key,
        service=live.service.id,
        version_id=live.id,
        agency=live.service.agency,
        principal=act.party,
        status="draft",
        stage="",
        seq=0,
        state=write_state(State()),
        opened_at=clock.now(),
        is_sample=settings.DEMO,
    )


@transaction.atomic
def save_page(
    act: Act, ref: CaseRef, page: str, *, values: Mapping[str, Any], raw: Mapping[str, Any]
) -> HeldCase:
    """Keep what was typed on one page of the present questions, and return the case; nothing official yet.

    Raises NotAllowed, CaseMoved (the case no longer asks this page).
    """
    held = lock_case(ref)
    require(act, "answer", held.case)
    if page not in {asked.id for asked in pages_now(held)}:
        raise CaseMoved(
            "این پرونده اکنون پاسخ این صفحه را نمی‌خواهد.", "This case is not asking for this page now."
        )
    put_answer(held, page, values, raw)
    return held


def submit_application(act: Act, ref: CaseRef, *, seen: Mapping[str, str] | None = None) -> str:
    """Send the answers of the present stage; returns the receipt number.

    `seen` are the digests of what the check page showed of registers: where a register says something
    else by now, the applicant is told.

    Raises NotAllowed, StepUpNeeded, ProofingNeeded, CaseMoved (already sent), DraftOutdated, Incomplete.
    """
    sent = _submit_whole(act, ref, seen or {})
    if isinstance(sent, tuple):
        raise Incomplete(sent)
    return sent


@transaction.atomic
def _submit_whole(act: Act, ref: CaseRef, seen: Mapping[str, str]) -> str | tuple[str, ...]:
    """The receipt, or the pages that are missing; what was found out on the way is kept in either case."""
    held = lock_case(ref)
    ground = require(act, "answer", held.case)
    require_level(act, held.live.service.assurance)
    if newer_version(held) is not None:
        raise DraftOutdated
    with gathered(held):
        compare_again(act, held, pages_now(held))
        return tuple(open_pages(held)) or _submit(act, held, ground, seen)


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of an application in one go: the case, and what kept it from being submitted."""

    held: HeldCase
    faults: Mapping[str, Any]  # page -> question -> sentences; a list of those where the page repeats
    missing: tuple[str, ...]  # pages
    is_new: bool  # submitted now, not by an earlier request with the same key


@transaction.atomic
def apply_whole(act: Act, service_id: str, sent: Mapping[str, Any], *, key: UUID) -> Applied:
    """Begin, answer (page -> question -> answer, or a list of such) and submit; what is wrong leaves a draft.

    A case of this key that was submitted before stays as it is.
    Raises NotAllowed, ServiceUnknown, CaseMoved.
    """
    live = live_version(service_id)
    require_level(act, live.service.assurance)
    ground = require(act, "apply", live)
    _require_begun_alone(live)
    case, is_new = _case_of_key(act, live, key)
    held = hold(case, new=True) if is_new else lock_case(CaseRef(case.ref))
    if held.case.receipt is not None:
        return Applied(held, {}, (), is_new=False)
    if not is_new:
        renew(act, held)
    with gathered(held):
        if is_new:
            _begin(act, held, ground)
        faults = _answered(act, held, sent)
        missing = () if faults else tuple(open_pages(held))
        if not faults and not missing:
            _submit(act, held, require(act, "answer", held.case), {})
    return Applied(held, faults, missing, is_new=True)


def _answered(act: Act, held: HeldCase, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the right ones of all pages that are asked; returns what is wrong with the others."""
    faults: dict[str, Any] = {}
    for page in held.live.service.pages:
        if page.id not in {asked.id for asked in pages_now(held)}:
            continue
        wrong = misshapen(page, sent[page.id]) if page.id in sent else None
        if wrong is not None:
            faults[page.id] = {page.id: {"fa": wrong.fa, "en": wrong.en}}
            continue
        if page.repeat is not None:
            faults |= _answered_often(act, held, page, sent.get(page.id, []))
            continue
        form = read_with_files(act, held, page, plain_texts(page, sent.get(page.id, {})))
        match_others(act, held, form, None)
        if form.whole:
            put_answer(held, page.id, form.values, form.raw)
        else:
            faults[page.id] = form.faults
            if page.id in sent:
                put_typed(held, form)
    return faults


def _answered_often(act: Act, held: HeldCase, page: Page, sent: Any) -> dict[str, Any]:
    """Keep the entries of a page that repeats; what is wrong, entry by entry, or with how many there are."""
    read = read_entries(page, sent, partial(_entry_read, act, held))
    put_answer(held, page.id, *read.entries.papers())
    if read.count is not None:
        return {page.id: {page.id: {"fa": read.count.fa, "en": read.count.en}}}
    return {} if read.whole else {page.id: read.faults}


def _entry_read(act: Act, held: HeldCase, page: Page, texts: Mapping[str, list[str]]) -> PageForm:
    form = read_with_files(act, held, page, texts)
    match_others(act, held, form, None)
    return form


def _submit(act: Act, held: HeldCase, ground: str, seen: Mapping[str, str]) -> str:
    if held.case.receipt is None:
        held.case.receipt = next_receipt(held.case.agency, clock.today())
        lodge_appeal(act, held, ground)
        freeze_applicant(held)
    answered = held.folder.latest("page")
    digest = held.folder.digest({page.id: answered[page.id]["values"] for page in pages_now(held)})
    taken = move(held, Submit(digest=digest), by=act, ground=ground, party=APPLICANT)
    fetch_pending(held, taken)
    note_changes(held, seen)
    return held.case.receipt


@transaction.atomic
def withdraw_application(act: Act, ref: CaseRef) -> None:
    """Take the application back before it is decided. Raises NotAllowed, CaseMoved."""
    held = lock_case(ref)
    ground = require(act, "withdraw", held.case)
    move(held, Withdraw(), by=act, ground=ground, party=APPLICANT)
