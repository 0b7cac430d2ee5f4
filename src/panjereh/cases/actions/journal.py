"""The one writer of cases: locks the row, lets `flow` compute, appends events, keeps the row, owes effects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from panjereh.cases.actions.following import follow_money
from panjereh.cases.actions.opinion_rows import follow_opinions
from panjereh.cases.actions.papers import Folder
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.messages import AppealOver, EffectsOwed
from panjereh.cases.models import Case, CaseEvent
from panjereh.cases.placing import PLACE_FIELDS, put_in_its_place
from panjereh.catalogue.queries import Live, parameters_as_of, version_of, working_calendar
from panjereh.flow import NotNow, step
from panjereh.flow.model import Stage
from panjereh.flow.rows import read_state, write_state
from panjereh.flow.state import Effect, Event, Input, Papers, State, Step
from panjereh.kernel import clock
from panjereh.kernel.act import Act
from panjereh.kernel.outbox import put
from panjereh.kernel.rights import NotAllowed
from panjereh.kernel.workdays import WorkingCalendar


@dataclass
class HeldCase:
    """A case under its row lock, with all that is needed to move it on."""

    case: Case
    live: Live
    state: State
    folder: Folder
    events: list[CaseEvent] = field(default_factory=list)  # not written down yet
    gathering: bool = False
    own: dict[str, dict[str, Any]] | None = None  # what registers say of the applicant, once it was read
    _read: dict[tuple[tuple[str, date], ...], Mapping[str, Decimal]] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar(self.case.agency)

    @property
    def stage(self) -> Stage:
        return self.live.service.stages[self.state.stage]

    @property
    def papers(self) -> Papers:
        """What expressions see; register data only as it was frozen at fetching."""
        known = self.folder.latest("known")
        shown = {name: None if entry is None else entry["fields"] for name, entry in known.items()}
        return Papers(
            answers=self.folder.answers(),
            known=shown,
            applicant={**self.folder.latest("act").get("applicant", {}), **(shown.get("applicant") or {})},
            parameters=self._parameters(),
            ref=self.case.receipt or "",
        )

    def _parameters(self) -> Mapping[str, Decimal]:
        """Read once for each set of days while the case is held."""
        days = self.days()
        as_of = tuple(sorted(days.items()))
        if as_of not in self._read:
            self._read[as_of] = parameters_as_of(self.live.service, days)
        return self._read[as_of]

    def days(self) -> dict[str, date]:
        """The day as of which each kind of parameter is read."""
        submitted = self.state.submitted_at
        today = clock.today()
        day = submitted.astimezone(clock.TEHRAN).date() if submitted else today
        return {"submitted": day, "today": today, "decided": today}


def lock_case(ref: CaseRef) -> HeldCase:
    """Lock the case's row until the end of the transaction. Raises NotAllowed when there is none to be seen."""
    case = Case.objects.select_for_update().filter(ref=ref).first()
    if case is None:
        raise NotAllowed("case")
    return hold(case)


def hold(case: Case, *, new: bool = False) -> HeldCase:
    """A case with what is needed to move it; a `new` one has no papers yet to be read."""
    return HeldCase(
        case=case,
        live=version_of(case.version_id),
        state=read_state(case.state),
        folder=Folder(case, empty=new),
    )


def move(held: HeldCase, given: Input, *, by: Act, ground: str, party: str) -> Step:
    """Let one thing happen to a locked case and write all of it down. Raises CaseMoved when it can't happen now."""
    moment = clock.now()
    try:
        taken = step(
            held.live.version,
            held.state,
            given,
            moment,
            papers=held.papers,
            calendar=held.calendar,
        )
    except NotNow as late:
        raise CaseMoved(late.message("fa"), late.message("en")) from late
    _append(held, taken.events, moment, by=by, ground=ground, party=party)
    follow_money(held.case.id, held.live.service.stages, held.state, taken.state, taken.events)
    held.state = taken.state
    follow_opinions(held.case, held.live.version, taken.state, taken.events)
    if not held.gathering:
        _write_down(held)
    _owe(held, taken.effects)
    if taken.state.about and taken.state.status == "ended":
        put(AppealOver(case=str(held.case.id)))
    return taken


@contextmanager
def gathered(held: HeldCase) -> Iterator[None]:
    """Let several things happen to a locked case and write them down together at the end.

    Inside of one transaction only: what breaks off here has written nothing.
    """
    held.gathering = held.folder.gathering = True
    yield
    held.gathering = held.folder.gathering = False
    held.folder.write()
    _write_down(held)


def _append(
    held: HeldCase, events: tuple[Event, ...], moment: datetime, *, by: Act, ground: str, party: str
) -> None:
    first = held.state.seq
    held.events += [
        CaseEvent(
            case_id=held.case.id,
            seq=first + number,
            at=moment,
            kind=event.kind,
            stage=event.stage,
            party=party,
            human=by.human,
            principal=by.principal,
            mandate=by.mandate,
            assurance=by.assurance,
            ground=ground,
            data=dict(event.data),
            seen_by=event.seen_by,
        )
        for number, event in enumerate(events, start=1)
    ]


def _write_down(held: HeldCase) -> None:
    """Append the events and bring the row up to the state that they give."""
    if not held.events:
        return
    CaseEvent.objects.bulk_create(held.events)
    held.events.clear()
    case, state = held.case, held.state
    case.status, case.stage, case.seq = state.status, state.stage, state.seq
    case.state = write_state(state)
    case.submitted_at, case.due_on, case.stage_due_on = state.submitted_at, state.due_on, state.stage_due_on
    put_in_its_place(case, held.live.service, state)
    case.save(
        update_fields=[
            *(
                "version",
                "status",
                "stage",
                "seq",
                "state",
                "submitted_at",
                "due_on",
                "stage_due_on",
                "receipt",
            ),
            *PLACE_FIELDS,
        ]
    )


def _owe(held: HeldCase, effects: tuple[Effect, ...]) -> None:
    """Effects at an end are a job's; it finds them in the row. Registers are asked by the caller."""
    if any(effect.verb != "fetch" for effect in effects):
        put(EffectsOwed(case=str(held.case.id)))
