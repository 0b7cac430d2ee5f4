"""Reads of what cases gave: the list for whoever may take measures, and one case for a measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from panjereh.cases.actions.deciding import open_case_reading
from panjereh.cases.actions.journal import HeldCase, hold
from panjereh.cases.domain import CaseRef
from panjereh.cases.models import Case
from panjereh.catalogue.queries import Live, live_services, version_of
from panjereh.flow.measures import measures_of
from panjereh.kernel.act import Act
from panjereh.kernel.rights import NotAllowed, allowed_by, require
from panjereh.kernel.text_fa import clean, digits_ascii
from panjereh.registries.queries import Question, made_by

PAGE = 25
LONGEST = 120  # of what is searched for


@dataclass(frozen=True, slots=True)
class GivenRow:
    ref: str
    receipt: str
    title: dict[str, str]
    given: str
    proposed: bool
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class GivenPage:
    """One page of the list. `number` from 1."""

    rows: Sequence[GivenRow]
    number: int
    more: bool


def given_cases(act: Act, *, search: str = "", page: int = 1) -> GivenPage:
    """What was given by services on which the officer may take measures, newest first.

    `search`: a receipt number, or the key of a register's entry; a look into a register is traced.
    Raises NotAllowed for somebody who is no staff.
    """
    if not act.roles:
        raise NotAllowed("given")
    measured = _measured(act)
    found = _of_services(act, measured)
    if search:
        found = found.filter(_matching(act, measured, search))
    first = (page - 1) * PAGE
    cases = list(found.order_by("-submitted_at", "id")[first : first + PAGE + 1])
    rows = [_row(case) for case in cases[:PAGE] if allowed_by(act, "measure", case)]
    return GivenPage(rows, page, more=len(cases) > PAGE)


def _measured(act: Act) -> list[Live]:
    """The live services on which this officer may take measures."""
    return [
        live
        for live in live_services()
        if (measures := measures_of(live.version)) and act.holds(live.service.agency, measures.role)
    ]


def _of_services(act: Act, measured: Sequence[Live]) -> QuerySet[Case]:
    return Case.objects.filter(
        agency__in=act.agencies,
        service__in=[live.service.id for live in measured],
        status__in=["ended", "finishing"],
        state__outcome="granted",
    ).exclude(principal__in=[party for party in (act.human, act.principal) if party])


def _matching(act: Act, measured: Sequence[Live], search: str) -> Q:
    wanted = digits_ascii(clean(search))[:LONGEST].replace(" ", "")
    refs = []
    for live in measured:
        outcome = live.service.outcome
        if wanted and outcome is not None and outcome.register:
            question = Question(
                register=outcome.register,
                fields=(),
                ground=live.service.ground,
                purpose="measure",
                key=wanted,
            )
            made = made_by(act, question)
            refs += [made.split(":")[1]] if made and made.startswith("case:") else []
    return Q(receipt=wanted) | Q(ref__in=refs)


def _row(case: Case) -> GivenRow:
    title = version_of(case.version_id).service.title
    decided: Any = case.state.get("decided_at")
    return GivenRow(
        ref=case.ref,
        receipt=case.receipt or "",
        title={"fa": title.fa, "en": title.en},
        given=case.state.get("given") or "",
        proposed=bool(case.state.get("proposal")),
        decided_at=datetime.fromisoformat(decided) if decided else None,
    )


def keep_case(act: Act, ref: CaseRef) -> HeldCase:
    """A case that gave something, for whoever may take measures on it; traced. Raises NotAllowed."""
    case = Case.objects.filter(ref=ref).first()
    if case is None:
        raise NotAllowed("case")
    require(act, "measure", case)
    held = hold(case)
    open_case_reading(act, held, purpose="measure")
    return held
