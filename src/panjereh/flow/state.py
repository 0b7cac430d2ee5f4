"""Where a case stands, what can happen to it, and what then has been recorded.

`State` is the public part: it is rebuilt from events alone, also after the
person's key is gone. `Papers` is the private part: it is given to `step` so that
rules can read it, and never goes into an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

# Values in papers are plain Python: str, bool, int, Decimal, date, list, dict, None.
# Values in facts and event data are JSON-plain (`facts.py` says how a date or a decimal is written),
# so that a replay from the database is equal to the row without any conversion.
Value = Any


@dataclass(frozen=True, slots=True)
class Papers:
    """What expressions may read of the person; sealed at rest, absent from events.

    `known` holds what has been fetched so far, the answer to the present input included;
    None stands for «the register has no such record».
    """

    answers: Mapping[str, Value] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, Value] | None] = field(default_factory=dict)
    applicant: Mapping[str, Value] = field(default_factory=dict)
    parameters: Mapping[str, Value] = field(default_factory=dict)  # values of `uses`, already dated
    ref: str = ""  # the receipt number, read as `case.ref`


@dataclass(frozen=True, slots=True)
class State:
    """The present state of a case. `status`:

    draft      the applicant has not submitted yet
    running    someone or something moves it on
    held       a rule could not decide (`reason` says which); an officer of the agency goes on
    finishing  an end is reached, its effects are being carried out (`pending`)
    ended      nothing is left to do
    """

    stage: str = ""
    status: str = "draft"
    entered_at: datetime | None = None
    opened_at: datetime | None = None
    submitted_at: datetime | None = None
    due_on: date | None = None  # the legal limit of the whole service
    stage_due_on: date | None = None  # the limit of this stage
    overdue: bool = False  # the limit of this stage has passed
    past_due: bool = False  # the limit of the whole service has passed
    facts: Mapping[str, Value] = field(default_factory=dict)
    met: tuple[int, ...] = ()
    unmet: tuple[int, ...] = ()
    fee: int | None = None  # rials: the last assessment
    fees: Mapping[str, int] = field(default_factory=dict)  # table -> its last assessment
    paid_for: Mapping[str, int] = field(default_factory=dict)  # table -> rials held; not what is owed back
    payments: tuple[str, ...] = ()  # ids of the payments that were counted
    asked_pages: tuple[str, ...] = ()  # after ask_more: only these
    taken_by: str | None = None  # review: the officer who holds the task
    first_choice: str | None = None  # review: what the first pair of eyes chose
    first_officer: str | None = None
    first_conditions: tuple[int, ...] = ()
    lacking: tuple[str, ...] = ()  # fetch: ids of `known` without a record, or with a silent register
    reason: str | None = None  # held: why, see `sentences.REASONS`
    raised_to: str | None = None  # review: the higher role that may act too, as the limit has passed
    reminded: bool = False  # the applicant has been reminded of this stage's limit
    messages: int = 0  # how many have been written in the case, by both sides
    read_by_applicant: int = 0  # the number of the last message that each side has seen
    read_by_agency: int = 0
    reply_from: str | None = None  # who is awaited in the conversation: `applicant` or `agency`
    outcome: str | None = None
    ended_at: datetime | None = None
    pending: tuple[str, ...] = ()  # keys of effects not yet done (fetch: in any order; end: in this order)
    path: tuple[str, ...] = ()  # stages entered, in order
    seq: int = 0
    # After the decision (`after_events.py`).
    decided_at: datetime | None = None  # when the case ended, or the last measure was taken
    decision: int = 0  # `seq` of what can be appealed: a refusal, a suspension, a revocation; 0: nothing
    deciders: tuple[str, ...] = ()  # officers who decided or gave an opinion
    appeal: str | None = None  # the reference of the appeal that is being heard
    appealed: tuple[int, ...] = ()  # the decisions about which an appeal has been decided
    given: str | None = None  # what was granted is `valid`, `suspended`, `revoked` or `replaced`
    grounds: tuple[int, ...] = ()  # numbers of the grounds on which it is suspended or revoked
    before: Mapping[str, Value] = field(default_factory=dict)  # given, grounds, decision before the measure
    proposal: Mapping[str, Value] = field(default_factory=dict)  # a measure that waits for a second officer
    opinions: Mapping[str, Value] = field(default_factory=dict)  # branch -> {due_on, choice} (`opinions.py`)
    about: Mapping[str, Value] = field(default_factory=dict)  # an appeal: public facts of the decision
    barred: tuple[str, ...] = ()  # an appeal: officers who may not decide it

    @property
    def paid(self) -> int:
        """Rials that the case holds."""
        return sum(self.paid_for.values())


# What can happen to a case: the inputs of `step`.


@dataclass(frozen=True, slots=True)
class Open:
    """The applicant begins: a draft. An appeal says what it is `about`, and which officers are `barred`."""

    about: Mapping[str, Value] | None = None
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submit:
    """The applicant (or a named party) sends the answers of the present `ask` stage."""

    digest: str  # SHA-256 of the answers as kept, keyed by the case


@dataclass(frozen=True, slots=True)
class Fetched:
    """A register has answered: `found`, `missing` or `failed` (silent until retries ended)."""

    known: str
    result: str
    digest: str = ""
    ground: str = ""
    trace: str = ""  # id of the access trace


@dataclass(frozen=True, slots=True)
class Take:
    """An officer takes the task of the present review; `over`: from another who holds it."""

    officer: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """The officer who holds the task puts it back."""

    officer: str


@dataclass(frozen=True, slots=True)
class HandOn:
    """The officer who holds the task gives it to a colleague."""

    officer: str
    to: str


@dataclass(frozen=True, slots=True)
class Assign:
    """A superior gives the task to an officer, whoever holds it."""

    by: str
    to: str


@dataclass(frozen=True, slots=True)
class Say:
    """One side writes a message (`applicant` or `agency`); `reply`: an answer is awaited."""

    side: str
    digest: str
    reply: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """One side has seen the messages up to a number."""

    side: str
    up_to: int


@dataclass(frozen=True, slots=True)
class Decide:
    """An officer chooses at a review (a second one confirms where the version asks for it).

    choice      an id of the stage's `choices`; where the case is held: a stage that one of its ways leads to
    conditions  numbers that are not met; required where the choice leads to a refusing end
    pages       ask_more: which pages to ask again
    """

    officer: str
    choice: str
    conditions: tuple[int, ...] = ()
    pages: tuple[str, ...] = ()
    note_digest: str = ""


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """An officer of another agency answers for it: a branch of the present `together`, one of its answers."""

    officer: str
    branch: str
    choice: str
    note_digest: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """The provider has confirmed a payment for the present `pay` stage: its id, and rials."""

    payment: str
    amount: int


@dataclass(frozen=True, slots=True)
class Done:
    """An effect at the end has been carried out: its key, and the id that it made."""

    key: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The applicant takes the application back, before a decision."""


@dataclass(frozen=True, slots=True)
class Renew:
    """A draft goes over to another version of its service: the version that is stepped is the newer one."""

    before: str  # ids of the two versions
    now: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; limits are looked at. `up`: the role above that of the present review, if there is one."""

    up: str = ""


@dataclass(frozen=True, slots=True)
class LodgeAppeal:
    """The applicant appeals against the decision with this number: `appeal` is the other case's reference."""

    appeal: str
    decision: int


@dataclass(frozen=True, slots=True)
class DropAppeal:
    """The appeal ended without a decision: taken back, lapsed, closed."""

    appeal: str


@dataclass(frozen=True, slots=True)
class Uphold:
    """The appeal ended at its stage `end`, and the decision stays."""

    appeal: str
    end: str
    note_digest: str = ""


@dataclass(frozen=True, slots=True)
class Overturn:
    """The appeal ended at its stage `end`, and the decision falls. `note_digest`: of the instructions."""

    appeal: str
    end: str
    note_digest: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """An officer suspends, reinstates or revokes what was given, or proposes it where two must agree."""

    officer: str
    measure: str
    grounds: tuple[int, ...] = ()
    note_digest: str = ""


@dataclass(frozen=True, slots=True)
class AgreeToMeasure:
    """Another officer agrees to the measure that was proposed."""

    officer: str


@dataclass(frozen=True, slots=True)
class DropMeasure:
    """The proposed measure is not taken."""

    officer: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Another case has renewed what this one gave: `by` is its receipt."""

    by: str


AfterInput = LodgeAppeal | DropAppeal | Uphold | Overturn | Measure | AgreeToMeasure | DropMeasure | Replace
Input = (
    Open
    | Submit
    | Fetched
    | Take
    | Release
    | HandOn
    | Assign
    | Say
    | Read
    | Decide
    | GiveOpinion
    | Paid
    | Done
    | Withdraw
    | Renew
    | Tick
    | AfterInput
)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. `data` holds ids, codes, amounts and digests, never answers or notes.

    kind     past tense: CaseOpened, ApplicationSubmitted, EvidenceFetched, FactsDerived, ConditionsChecked,
             FeeAssessed, StageEntered (data: by, the way taken), TaskTaken, TaskReleased, TaskHandedOn,
             TaskAssigned, TaskEscalated, OpinionAsked, OpinionGiven, OpinionMissed, MoreAsked, FirstOpinionGiven, ReviewDecided, PaymentConfirmed,
             RefundOwed, LimitPassed, LimitNear, MessageSent, MessageRead, CaseHeld, CaseEnded (data: end),
             RecordRegistered, DocumentIssued, PersonTold, ApplicationWithdrawn,
             DraftMoved (data: before, now: ids of versions); after the decision
             AppealLodged, AppealDropped, DecisionUpheld, DecisionOverturned, MeasureProposed, MeasureDropped,
             OutcomeSuspended, OutcomeRevoked, OutcomeReinstated, OutcomeReplaced, FormerReplaced, EntryRestated, DocumentMarked; in an appeal
             OverturnDelivered, UpholdDelivered
    data     JSON-plain (dates as ISO text)
    seen_by  `public` (also the map of the way), `applicant`, `agency`
    """

    kind: str
    stage: str
    data: Mapping[str, Value] = field(default_factory=dict)
    seen_by: str = "applicant"


@dataclass(frozen=True, slots=True)
class Effect:
    """Work that the caller owes: `fetch` (what: known id), `register`, `issue`, `tell` (what: id).

    In an appeal `overturn` and `uphold`; after a measure `restate` (what: register), `mark` (what: letter)
    and `notify` (what: the measure).

    `key` names it once for ever within its case (`granted:1:issue:licence`); carry it out at most once.
    """

    key: str
    verb: str
    what: str


@dataclass(frozen=True, slots=True)
class Step:
    state: State
    events: tuple[Event, ...]
    effects: tuple[Effect, ...]
