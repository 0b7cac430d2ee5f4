"""What a service version says, as data: the typed form of a service folder.

`catalogue` reads YAML and CSV into these classes; `flow` compiles and steps them.
Expressions are FEEL source text with the place where they stand, so that every
message can point at the author's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in the folder: file relative to it, 1-based line and column."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    fa: str
    en: str

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.fa


@dataclass(frozen=True, slots=True)
class Source:
    """FEEL source text of the author."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time of the law: `15wd` (working days), `P10D` (calendar days), `P5Y`/`P3M` (months)."""

    working_days: int = 0
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Law:
    id: str
    title: Text
    article: str = ""
    approved_on: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A published condition. Its number keeps its meaning for ever."""

    number: int
    text: Text
    law: str
    cure: Text
    evidence: tuple[str, ...] = ()
    applies_when: Source | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Register data that is fetched instead of asked.

    `show` is fetched and shown to the applicant, `read` is fetched for the rules alone;
    no other field of the record leaves the register.
    """

    id: str
    register: str
    by: Source | None  # None: the applicant
    show: tuple[str, ...]
    ground: str
    purpose: str
    read: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.show, *self.read)))


@dataclass(frozen=True, slots=True)
class Match:
    """Where another person or a firm is compared with a register, of which nobody learns more than yes or no.

    `birth_date` names the register's field that a person's day of birth is compared with.
    """

    register: str
    ground: str
    purpose: str
    birth_date: str = "birth_date"


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `inside`: names below its value, where that is several things in one."""

    id: str
    type: str
    label: Text | None = None
    hint: Text | None = None
    required: bool = True
    choices: Mapping[str, Text] = field(default_factory=dict)
    min: Decimal | None = None
    max: Decimal | None = None
    kinds: tuple[str, ...] = ()
    max_mb: int = 0
    example: Text | None = None
    past: bool = False  # date: not after today
    shared: str = ""  # the shared list that the choices come from
    match: Match | None = None
    oneself: bool = False  # person, firm: the applicant may name themself
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A page that is answered several times, at least `min` and at most `max`; `one` names one of them."""

    max: int
    one: Text
    min: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    ask: Text | None
    fields: tuple[Field, ...]
    hint: Text | None = None
    when: Source | None = None
    repeat: Repeat | None = None
    section: str = ""  # id of the section of a long form


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: taken when `when` is true (None: otherwise). `says` is its line on the public map."""

    go: str
    when: Source | None = None
    says: Text | None = None


@dataclass(frozen=True, slots=True)
class EndAct:
    """One effect at an end: `register` or `replace` (a register id), `issue` or `tell` (a letter id).

    In an appeal service also `overturn` and `uphold` (what: `decision`, the one that the case is about).
    """

    verb: str
    what: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage is one verb with what that verb must say.

    verb      one of VERBS
    what      ask: page ids (empty: all) · fetch: ids of `known` · derive/check/assess/pay: table id
              review, opinion: role · sign: party ids · call: service id · together: opinion stages · end: outcome
    ways      the ways on, tried in order
    choices   review: choice id -> next stage; `labels` are the words on the officer's buttons
    agency    opinion: the agency that gives it, of which `what` is a role; its answers stand in `labels`
    or_else   fetch: where to go when the register has nothing or stays silent
    silent    fetch: where to go when it stays silent, if that is elsewhere
    late      pay/sign/book/wait/ask: where to go when `limit` passes
    join      together: `all` or `any`
    """

    id: str
    verb: str
    what: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    or_else: str | None = None
    late: str | None = None
    declined: str | None = None
    limit: Span | None = None
    second: Source | None = None
    join: str = "all"
    do: tuple[EndAct, ...] = ()
    place: Place = Place("process.yaml")
    places: Mapping[str, Place] = field(default_factory=dict)  # where each way out is written, by `Edge.by`
    silent: str | None = None
    agency: str = ""


VERBS = (
    "ask",
    "fetch",
    "derive",
    "check",
    "assess",
    "pay",
    "sign",
    "review",
    "book",
    "wait",
    "together",
    "opinion",
    "call",
    "end",
)


@dataclass(frozen=True, slots=True)
class Exemption:
    when: Source
    share: int  # per cent
    law: str


@dataclass(frozen=True, slots=True)
class Fee:
    table: str
    law: str
    exempt: tuple[Exemption, ...] = ()
    refund: tuple[str, ...] = ("refused", "lapsed", "closed", "withdrawn")  # ends at which it goes back


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """A dated amount of law: read as of `submitted`, `today` or `decided`."""

    name: str
    parameter: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A published ground on which what was given can be taken back. `allows`: suspend, revoke."""

    number: int
    text: Text
    law: str
    allows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """Who may suspend, reinstate and revoke what was given, and on which grounds.

    second   the measures on which another officer must agree
    hearing  how the holder is heard: stands in the message about a measure
    """

    role: str
    grounds: Mapping[int, Ground]
    second: tuple[str, ...] = ()
    hearing: Text | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a grant leaves behind. `language`: FEEL that gives the letter's, `fa` or `en`."""

    letter: str | None
    register: str | None
    valid: Span | None
    public: tuple[str, ...] = ()
    language: Source | None = None
    entry: Mapping[str, Source] = field(default_factory=dict)  # field of the register -> what is entered
    measures: Measures | None = None


@dataclass(frozen=True, slots=True)
class Party:
    id: str
    label: Text
    many: bool = False
    signs: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in Markdown with {{ FEEL }} places, one text a language (`bodies`: where each begins)."""

    id: str
    title: Text
    body: Text
    layout: str
    place: Place
    bodies: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSource:
    """A decision table in the CSV form, with its tests."""

    id: str
    csv: str
    tests_csv: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How one gets what isn't applied for here yet: where to go, what to bring, what it costs, as sentences."""

    how: Text
    documents: tuple[Text, ...] = ()
    fee: Text | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One version of a service, as its folder says it."""

    id: str
    title: Text
    summary: Text
    agency: str
    audience: tuple[str, ...]
    theme: str
    assurance: int
    law: Mapping[str, Law]
    conditions: Mapping[int, Condition]
    known: Mapping[str, Known]
    pages: tuple[Page, ...]
    begin: str
    stages: Mapping[str, Stage]
    says: Mapping[str, Text]
    tables: Mapping[str, TableSource]
    letters: Mapping[str, Letter]
    limit: Span | None
    limit_law: str | None
    fee: Fee | None = None
    uses: Mapping[str, ParameterUse] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    outcome: Outcome | None = None
    appeal: str | None = None
    appeal_within: Span | None = None
    appeal_overturned: str | None = None  # the stage at which a case goes on whose refusal was overturned
    about: str = ""  # `case`: an appeal service, whose cases are about a decision of another service
    life_events: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retention: Mapping[str, str] = field(default_factory=dict)  # after, keep, then, law as written
    corrects: str = ""  # the register in which a grant of this service corrects one's own entry
    sections: Mapping[str, Text] = field(default_factory=dict)  # of a long form, in order
    elsewhere: Elsewhere | None = None  # told about only: without questions and stages
    retired: tuple[int, ...] = ()  # condition numbers that were used once and never come again

    @property
    def ground(self) -> str:
        """The law on which its cases are read and worked on: that of its limit, else the first it names."""
        return self.limit_law or next(iter(self.law), "")
