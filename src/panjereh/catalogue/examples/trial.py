"""One example's case: the clock jumps, registers answer, effects are done at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from panjereh.catalogue.examples.effects import Moment, entry_faults, letter_faults
from panjereh.catalogue.examples.registers import SimulatedRegisters
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.records import Record
from panjereh.flow.asking import value_of
from panjereh.flow.compiling import Version
from panjereh.flow.effort import Effort
from panjereh.flow.folding import owed
from panjereh.flow.model import Known, Span
from panjereh.flow.spans import TEHRAN, last_day, tehran_day
from panjereh.flow.state import Done, Effect, Event, Fetched, Input, Open, Papers, State, Tick
from panjereh.flow.stepping import step
from panjereh.kernel.workdays import WorkingCalendar

FIRST_DAY = date(2026, 4, 4)
LONGEST = timedelta(days=1100)
APPLICANT = "9990000018"
_HOUR = time(9, 0, tzinfo=TEHRAN)


class OutOfTime(Exception):
    """The examples of a service take too long in all."""


@dataclass(slots=True)
class Trial:
    """A case that an example drives."""

    version: Version
    country: Country
    registers: SimulatedRegisters
    now: datetime
    applicant: Mapping[str, Any]
    effort: Effort
    state: State = field(default_factory=State)
    answers: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Record | None] = field(default_factory=dict)
    history: list[tuple[Event, datetime]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    payments: int = 0  # how many were tried
    late: int = 0  # rials that came when the case no longer waited for them, and go back
    faults: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    calendar: WorkingCalendar = field(init=False)

    def __post_init__(self) -> None:
        self.calendar = self.country.calendar(self.version.service.agency)

    @classmethod
    def on(
        cls, day: date, version: Version, country: Country, applicant: Mapping[str, Any], effort: Effort
    ) -> Trial:
        registers = SimulatedRegisters(country.registers)
        return cls(version, country, registers, datetime.combine(day, _HOUR), applicant, effort)

    @property
    def papers(self) -> Papers:
        return Papers(dict(self.answers), dict(self.known), self.applicant, self._parameters(), "1-sample")

    def _parameters(self) -> dict[str, Any]:
        submitted = tehran_day(self.state.submitted_at or self.now)
        values: dict[str, Any] = {}
        for name, use in self.version.service.uses.items():
            parameter = self.country.parameters.get(use.parameter)
            day = submitted if use.as_of == "submitted" else tehran_day(self.now)
            values[name] = parameter.on(day) if parameter else None
        return values

    def begin(self, about: Mapping[str, Any] | None = None) -> None:
        self._step(Open(about=about))

    def happens(self, happened: Input) -> None:
        """One input, and all that the machine, the registers and the effects do after it."""
        self._step(happened)
        for _ in range(1000):
            effects = owed(self.version, self.state)
            if not effects:
                return
            effect = effects[0]
            if effect.verb == "fetch":
                self._step(self._fetched(self.version.service.known[effect.what]))
            else:
                self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        """Do nothing but look whether it could be done."""
        moment = Moment(self.version, self.state, self.papers, self.now)
        if effect.verb == "register":
            faults = entry_faults(moment, self.country.registers[effect.what])
            self.faults += (("example_entry", words) for words in faults)
        elif effect.verb in ("issue", "tell"):
            self.faults += (("example_letter", words) for words in letter_faults(moment, effect))
        self.done.append(f"{effect.verb} {effect.what}")
        self._step(Done(effect.key, f"sample-{len(self.done)}"))

    def after(self, span: Span) -> None:
        """Let time pass day by day and look at the clock on each.

        Raises ValueError for more than three years.
        """
        day = last_day(tehran_day(self.now), span, self.calendar)
        if day > tehran_day(self.now) + LONGEST:
            raise ValueError("too long")
        while tehran_day(self.now) < day:
            self.now += timedelta(days=1)
            self.happens(Tick())

    def _step(self, happened: Input) -> None:
        if self.effort.spent:
            raise OutOfTime
        made = step(self.version, self.state, happened, self.now, papers=self.papers, calendar=self.calendar)
        self._take(made.state, made.events)

    def _take(self, state: State, events: tuple[Event, ...]) -> None:
        self.state = state
        self.history.extend((event, self.now) for event in events)

    def _fetched(self, known: Known) -> Fetched:
        register = self.registers.registers[known.register]
        if known.by is None:
            result, record = self.registers.of_person(register, APPLICANT)
        else:
            key = value_of(self.version, known.by, self.state, self.papers, self.now)
            result, record = self.registers.by_key(register, key)
        self.known[known.id] = None if record is None else {n: record.get(n) for n in known.fields}
        return Fetched(known.id, result, digest=digest_of(self.known[known.id]), ground=known.ground)


def digest_of(value: Any) -> str:
    """A digest that stands for papers in the events of a trial."""
    return hashlib.sha256(repr(value).encode()).hexdigest()
