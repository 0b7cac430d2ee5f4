"""The officer's queue: which cases lie where, a page at a time; asked of the database, never sorted out afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import Count, F, Max, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from panjereh.cases.models import Case
from panjereh.cases.placing import ANYBODY
from panjereh.catalogue.queries import Roles, roles_of
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.text_fa import digits_ascii

PAGE = 25
TABS = ("mine", "team", "overdue", "second", "applicant")
SORTS = ("due", "received")
_FURTHEST = 4000  # pages


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the queue; all of it stands in the address."""

    tab: str = ""
    service: str = ""
    receipt: str = ""
    sort: str = "due"
    page: int = 1


def read_wanted(sent: Mapping[str, str]) -> Wanted:
    """Read an address; what makes no sense is as if it weren't there."""
    page = digits_ascii(sent.get("page", ""))
    return Wanted(
        tab=sent.get("tab", "") if sent.get("tab") in TABS else "",
        service=sent.get("service", "")[:128],
        receipt=digits_ascii(sent.get("receipt", ""))[:32].strip(),
        sort=sent.get("sort", "") if sent.get("sort") in SORTS else "due",
        page=min(int(page), _FURTHEST) if page.isascii() and page.isdigit() and int(page) > 0 else 1,
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of one tab. `services`: id -> a version of it, of all that lies in the queue."""

    wanted: Wanted
    counts: Mapping[str, int]
    services: Mapping[str, UUID]
    cases: list[Case]
    more: bool
    roles: Mapping[str, Roles]  # by agency
    below: Mapping[str, frozenset[str]]  # by agency: the roles to which whoever looks may assign
    first: int = field(default=1)


def queue_of(act: Act, wanted: Wanted) -> Queue:
    """What waits where, for the roles that `act` holds and for those below them."""
    roles = roles_of(act.agencies)
    below = {agency: roles[agency].below(held) for agency, held in act.roles.items() if agency in roles}
    scope = _scope(act, below)
    narrowed = _narrowed(wanted)
    tabs = {tab: _tab(act, tab, clock.today()) for tab in TABS}
    rows: list[Any] = list(
        scope.order_by()
        .values("service")
        .annotate(
            version=Max(Cast("version_id", TextField())),
            **{tab: Count("id", filter=tabs[tab] & narrowed) for tab in TABS},
        )
        .order_by("service")
    )
    counts = {tab: sum(row[tab] for row in rows) for tab in TABS}
    chosen = wanted.tab or ("mine" if counts["mine"] else "team")
    first = (wanted.page - 1) * PAGE
    found = list(_sorted(scope.filter(tabs[chosen] & narrowed), act, wanted.sort)[first : first + PAGE + 1])
    return Queue(
        wanted=Wanted(chosen, wanted.service, wanted.receipt, wanted.sort, wanted.page),
        counts=counts,
        services={row["service"]: UUID(row["version"]) for row in rows},
        cases=found[:PAGE],
        more=len(found) > PAGE,
        roles=roles,
        below=below,
        first=first + 1,
    )


def _scope(act: Act, below: Mapping[str, frozenset[str]]) -> QuerySet[Case]:
    """Cases that lie with a role of theirs or with one below it, without their own."""
    lies = Q(pk__in=[])
    for agency, held in act.roles.items():
        wanted = sorted({*held, *below.get(agency, ()), ANYBODY})
        lies |= Q(agency=agency, roles__overlap=wanted)
    own = {party for party in (act.human, act.principal) if party}
    waiting = Case.objects.filter(lies, status__in=["running", "held"]).exclude(principal__in=own)
    # Nor appeals against decisions in which they took part.
    return waiting.exclude(state__contains={"barred": [str(act.human)]})


def _narrowed(wanted: Wanted) -> Q:
    narrowed = Q(service=wanted.service) if wanted.service else Q()
    return narrowed & Q(receipt__contains=wanted.receipt) if wanted.receipt else narrowed


def _tab(act: Act, tab: str, today: date) -> Q:
    """The cases of one tab; a case may lie in several, as an overdue one is somebody's too."""
    waits = Q(turn="agency")
    late = Q(stage_due_on__lt=today) | Q(stage_due_on__isnull=True, due_on__lt=today)
    first = Q(state__first_officer__isnull=False) & ~Q(state__first_officer=None)
    return {
        "mine": waits & Q(officer=act.human),
        "team": waits & (Q(officer__isnull=True) | ~Q(officer=act.human)),
        "overdue": waits & late,
        "second": waits & first & ~Q(state__first_officer=str(act.human)) & _free_or_mine(act),
        "applicant": Q(turn="applicant"),
    }[tab]


def _free_or_mine(act: Act) -> Q:
    return Q(officer__isnull=True) | Q(officer=act.human)


def _sorted(cases: QuerySet[Case], act: Act, sort: str) -> QuerySet[Case]:
    """What has gone up to a role of theirs comes first."""
    held = sorted({role for roles in act.roles.values() for role in roles})
    up = Choose(When(state__raised_to__in=held, then=Value(0)), default=Value(1))
    if sort == "received":
        return cases.order_by("submitted_at", "id")
    due = F("stage_due_on").asc(nulls_last=True)
    return cases.order_by(up, due, "submitted_at", "id")
