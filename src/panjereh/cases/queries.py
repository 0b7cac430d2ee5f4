"""Reads of cases for pages: what I have, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from panjereh.cases.actions.deciding import open_case_reading
from panjereh.cases.actions.files import OpenedFile, open_file
from panjereh.cases.actions.journal import HeldCase, hold
from panjereh.cases.domain import CaseRef, turn
from panjereh.cases.models import Case, CaseEvent, CaseFile
from panjereh.catalogue.queries import version_of
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.rights import NotAllowed, allowed_by, require
from panjereh.kernel.wall import as_machine


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a list of cases."""

    ref: str
    receipt: str | None
    title: Mapping[str, str]
    status: str
    outcome: str | None
    turn: str
    opened_at: datetime
    submitted_at: datetime | None
    due_on: date | None
    overdue: bool
    officer: UUID | None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    seq: int
    at: datetime
    kind: str
    stage: str
    party: str
    data: Mapping[str, Any]
    seen_by: str


def my_cases(act: Act, *, most: int = 50) -> list[CaseRow]:
    """The principal's cases: those that wait for them first, then the newest."""
    cases = Case.objects.filter(principal=act.party).order_by("-opened_at")[:most]
    rows = [_row(case) for case in cases]
    return sorted(rows, key=lambda row: row.turn != "applicant")


def see_case(act: Act, ref: CaseRef) -> HeldCase:
    """The applicant's own case with its papers. Raises NotAllowed."""
    case = _found(ref)
    require(act, "see", case)
    return hold(case)


def work_on_case(act: Act, ref: CaseRef) -> HeldCase:
    """A case with its papers for an officer; the reading is traced first. Raises NotAllowed."""
    case = _found(ref)
    require(act, "work", case)
    held = hold(case)
    open_case_reading(act, held, purpose="review")
    return held


def may_work(act: Act, ref: CaseRef) -> bool:
    """Whether this is a case that staff may open; asked for staff alone."""
    case = Case.objects.filter(ref=ref).first() if act.roles else None
    return case is not None and allowed_by(act, "work", case) is not None


def answerable_case(act: Act, ref: CaseRef) -> HeldCase:
    """A case that one may answer for. Raises NotAllowed."""
    case = _found(ref)
    require(act, "answer", case)
    return hold(case)


def case_file(act: Act, file_id: UUID) -> OpenedFile | None:
    """A file that an answer names: for its case's applicant, and, traced, for who may work on the case.

    Raises NotAllowed, FileLost, SealBroken.
    """
    with as_machine("case:file"):
        ref = CaseFile.objects.filter(id=file_id).values_list("case__ref", flat=True).first()
    case = _found(CaseRef(ref or ""))
    if allowed_by(act, "see", case):
        return open_file(hold(case), file_id)
    return open_file(work_on_case(act, CaseRef(case.ref)), file_id)


def timeline(case: Case, *, seen_by: tuple[str, ...]) -> list[TimelineRow]:
    """The case's events that this kind of reader may see, oldest first."""
    rows = CaseEvent.objects.filter(case_id=case.id, seen_by__in=seen_by).order_by("seq")
    return [
        TimelineRow(*values)
        for values in rows.values_list("seq", "at", "kind", "stage", "party", "data", "seen_by")
    ]


def _found(ref: CaseRef) -> Case:
    case = Case.objects.filter(ref=ref).first()
    if case is None:
        raise NotAllowed("case")
    return case


def _row(case: Case) -> CaseRow:
    live = version_of(case.version_id)
    title = live.service.title
    due = case.stage_due_on or case.due_on
    running = case.status in ("running", "held")
    return CaseRow(
        ref=case.ref,
        receipt=case.receipt,
        title={"fa": title.fa, "en": title.en},
        status=case.status,
        outcome=case.state.get("outcome"),
        turn=turn(case.status, live.service.stages, case.stage),
        opened_at=case.opened_at,
        submitted_at=case.submitted_at,
        due_on=due,
        overdue=bool(running and due and due < clock.today()),
        officer=case.officer,
    )
