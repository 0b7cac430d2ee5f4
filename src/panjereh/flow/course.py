"""One step in the making: events are recorded, and the state follows from them at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from panjereh.flow.compiling import Version
from panjereh.flow.effort import Effort
from panjereh.flow.folding import apply_event, owed
from panjereh.flow.model import Source, Span, Stage
from panjereh.flow.scope import scope_of
from panjereh.flow.sentences import NOT_NOW
from panjereh.flow.spans import Calendar, last_day, tehran_day
from panjereh.flow.state import Event, Papers, State, Step
from panjereh.rules import LimitExceeded

SEEN_BY: Mapping[str, str] = {
    "StageEntered": "public",
    "CaseEnded": "public",
    "TaskTaken": "agency",
    "TaskReleased": "agency",
    "TaskHandedOn": "agency",
    "TaskAssigned": "agency",
    "FirstOpinionGiven": "agency",
    "FactsDerived": "agency",
    "FormerReplaced": "agency",
    "MeasureProposed": "agency",
    "MeasureDropped": "agency",
}


class NotNow(Exception):
    """The input does not fit the present state: wrong, late or double. `key` names the sentence."""

    def __init__(self, state: State, key: str) -> None:
        super().__init__(key)
        self.state = state
        self.key = key

    def message(self, language: str) -> str:
        return NOT_NOW[self.key].get(language)


class VerbNotYetRun(Exception):
    """The case came to a stage whose verb this release does not run; such a service can't be published."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(f"the stage {stage.id!r} needs the verb {stage.verb!r}, which is not run yet")
        self.stage = stage.id
        self.verb = stage.verb


class Course:
    """The recorder of one step. It never sets the state but by an event."""

    def __init__(
        self, version: Version, state: State, now: datetime, papers: Papers, calendar: Calendar
    ) -> None:
        self.version = version
        self.began = state
        self.state = state
        self.now = now
        self.papers = papers
        self.calendar = calendar
        self.events: list[Event] = []
        self.effort = Effort()

    @property
    def today(self) -> date:
        return tehran_day(self.now)

    @property
    def stage(self) -> Stage:
        return self.version.service.stages[self.state.stage]

    def record(self, kind: str, *, stage: str | None = None, **data: Any) -> None:
        """Append what happened; data without value is left out."""
        kept = {name: value for name, value in data.items() if value is not None}
        event = Event(
            kind, self.state.stage if stage is None else stage, kept, SEEN_BY.get(kind, "applicant")
        )
        self.events.append(event)
        self.state = apply_event(self.version, self.state, event, self.now)

    def hold(self, reason: str) -> None:
        """Stop the case with an officer of the agency."""
        self.record("CaseHeld", reason=reason)

    def due(self, span: Span | None) -> str | None:
        return None if span is None else last_day(self.today, span, self.calendar).isoformat()

    def evaluate(self, source: Source) -> Any:
        """The value of an expression now; none where it or its step costs too much."""
        if self.effort.spent:
            return None
        scope = scope_of(self.version, self.state, self.papers, self.now)
        try:
            return self.version.expressions[source].evaluate(scope, clock=self.now)
        except LimitExceeded:
            return None

    def truth(self, source: Source | None) -> bool | None:
        """True, False, or None when the expression is neither; no expression is true."""
        if source is None:
            return True
        value = self.evaluate(source)
        return value if isinstance(value, bool) else None

    def refuse(self, key: str) -> NotNow:
        return NotNow(self.began, key)

    def step(self) -> Step:
        before = set(owed(self.version, self.began))
        effects = tuple(e for e in owed(self.version, self.state) if e not in before)
        return Step(self.state, tuple(self.events), effects)
