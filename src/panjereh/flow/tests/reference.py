"""The promises of the engine said once more, in another way and much more simply."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from panjereh.flow.compiling import compile_version
from panjereh.flow.model import Span, Stage
from panjereh.flow.spans import TEHRAN
from panjereh.flow.tests.conftest import STAGES, WeekdaysOnly, make_service, ways

PAY = Stage("pay", "pay", ("fee",), ways=ways((None, "granted")), limit=Span(days=10), late="lapsed")
PRICE = Stage("price", "assess", ("fee",), ways=ways((None, "pay")))
VERSION = compile_version(make_service(*(PRICE if stage.id == "price" else stage for stage in STAGES), PAY))
CALENDAR = WeekdaysOnly()
START = datetime(2026, 4, 4, 9, tzinfo=TEHRAN)
OFFICERS = ("o1", "o2", "o3")
CHOICES = {"grant": "price", "ask_more": "details", "refuse": "refused"}
WAYS = {"risk": ("judge",), "judge": ("price", "refused", "review"), "price": ("pay",)}
OWED = {
    "granted": ("register:shops", "issue:licence", "tell:letter"),
    "refused": ("tell:letter",),
    "lapsed": (),
}
PAGES = {"size", "place"}
AREAS = st.sampled_from([40, 49, 50, 501, 900, 0, None, None])
KINDS = st.sampled_from(["shop", "stall"])
DAYS = st.sampled_from([0, 0, 0, 0, 1, 2, 14, 30])
RESULTS = st.sampled_from(["found", "found", "missing", "failed"])


def works(day: date) -> bool:
    return day.weekday() not in (3, 4)


def working_days(first: date, last: date) -> int:
    """Working days after `first` up to `last`."""
    return sum(works(first + timedelta(n)) for n in range(1, (last - first).days + 1))


def after_working_days(day: date, count: int) -> date:
    while count:
        day += timedelta(1)
        count -= works(day)
    return day


@dataclass
class Reference:
    """Where a case has to stand. Each method returns whether the act counts."""

    stage: str = ""
    status: str = ""
    path: list[str] = field(default_factory=list)
    risk: str | None = None
    met: set[int] = field(default_factory=set)
    unmet: set[int] = field(default_factory=set)
    fee: int | None = None
    paid: int = 0
    payments: list[str] = field(default_factory=list)
    outcome: str | None = None
    holder: str | None = None
    first: tuple[str, str, tuple[int, ...]] | None = None
    asked: tuple[str, ...] = ()
    pending: list[str] = field(default_factory=list)
    due: date | None = None
    stage_due: date | None = None
    entered: date | None = None
    overdue: bool = False
    past_due: bool = False
    reminded: bool = False
    raised: bool = False

    def open(self) -> bool:
        if self.status:
            return False
        self.status = "draft"
        self.enter("details")
        return True

    def submit(self) -> bool:
        if self.stage != "details" or self.status not in ("draft", "running"):
            return False
        if self.due is None:
            self.due = after_working_days(self.today, 15)
        elif self.entered < self.due:
            self.due = max(self.due, after_working_days(self.today, working_days(self.entered, self.due)))
        self.status = "running"
        self.enter("lookup")
        self.pending = [f"lookup:{self.path.count('lookup')}:fetch:unit"]
        return True

    def fetched(self, result: str) -> bool:
        if self.stage != "lookup" or self.status != "running":
            return False
        self.enter("risk" if result == "found" else "review")
        self.work()
        return True

    def take(self, officer: str, over: bool) -> bool:
        if not self.officers_turn or self.holder == officer or (self.holder and not over):
            return False
        if self.first and self.first[0] == officer:
            return False
        self.holder = officer
        return True

    def release(self, officer: str) -> bool:
        if not self.officers_turn or self.holder != officer:
            return False
        self.holder = None
        return True

    def hand_on(self, officer: str, to: str) -> bool:
        return self.holder == officer and self.assign(to)

    def assign(self, to: str) -> bool:
        if not self.officers_turn or self.holder == to or (self.first and self.first[0] == to):
            return False
        self.holder = to
        return True

    def pay(self, payment: str, amount: int) -> bool:
        if self.due_rials == 0 or amount != self.due_rials or payment in self.payments:
            return False
        self.paid += amount
        self.payments.append(payment)
        self.enter("granted")
        return True

    def decide(self, officer: str, choice: str, numbers: tuple[int, ...], pages: tuple[str, ...]) -> bool:
        target = self.options.get(choice)
        if target is None or self.holder not in (None, officer):
            return False
        if target == "details":
            if not pages or not set(pages) <= PAGES:
                return False
            self.status = "running"
            self.enter("details", pages)
            return True
        named = set(numbers)
        if (target == "refused") != bool(named) or not named <= self.applying:
            return False
        if self.first and self.first[0] == officer:
            return False
        opinion = (officer, choice, tuple(sorted(named)))
        two = self.first is not None or (self.status != "held" and self.large is not False)
        if two and (self.first is None or self.first[1:] != opinion[1:]):
            self.first, self.holder = opinion, None
            return True
        if named:
            self.unmet, self.met = named, self.met - named
        self.status = "running"
        self.enter(target)
        self.work()
        return True

    def withdraw(self) -> bool:
        if self.status not in ("draft", "running", "held"):
            return False
        self.status, self.outcome, self.pending, self.holder = "ended", "withdrawn", [], None
        return True

    def done(self, key: str) -> bool:
        if self.status != "finishing" or self.pending[0] != key:
            return False
        self.pending.pop(0)
        self.status = "finishing" if self.pending else "ended"
        return True

    def tick(self) -> bool:
        if self.status not in ("draft", "running", "held"):
            return True
        self.past_due |= self.due is not None and self.today > self.due
        if self.stage_due is None:
            return True
        if self.today <= self.stage_due:
            near = after_working_days(self.today, 3) >= self.stage_due
            applicants = self.stage in ("details", "pay") and self.status != "held"
            self.reminded |= applicants and near and self.entered < self.today
            return True
        late = not self.overdue and self.stage in ("details", "pay")
        self.overdue = True
        if late:
            self.enter("lapsed")
        elif self.stage == "review" and self.status == "running":
            self.raised = True
        return True

    # What is seen of the world; set before each act.
    today: date = date(2026, 4, 4)
    area: int | None = 40
    kind: str = "shop"
    use: str | None = None

    @property
    def large(self) -> bool | None:
        return None if self.area is None else self.area > 500

    @property
    def due_rials(self) -> int:
        waits = self.stage == "pay" and self.status == "running"
        return (self.fee or 0) - self.paid if waits else 0

    @property
    def applying(self) -> set[int]:
        return {1} if self.kind == "stall" else {1, 2}

    @property
    def officers_turn(self) -> bool:
        return self.status == "held" or (self.status == "running" and self.stage == "review")

    @property
    def options(self) -> dict[str, str]:
        if not self.officers_turn:
            return {}
        return CHOICES if self.stage == "review" else {name: name for name in WAYS[self.stage]}

    def enter(self, stage: str, pages: tuple[str, ...] = ()) -> None:
        first_time = not self.path
        self.stage, self.asked, self.entered = stage, pages, self.today
        self.path.append(stage)
        self.holder = self.first = None
        self.overdue, self.pending = False, []
        self.reminded = self.raised = False
        self.stage_due = {
            "details": self.today + timedelta(30),
            "review": after_working_days(self.today, 10),
            "pay": self.today + timedelta(10),
        }.get(stage)
        if stage in OWED:
            self.outcome = stage
            visit = self.path.count(stage)
            self.pending = [f"{stage}:{visit}:{act}" for act in OWED[stage]]
            self.status = "finishing" if self.pending else "ended"
        elif not first_time:
            self.status = "draft" if stage == "details" and self.due is None else "running"

    def work(self) -> None:
        """What needs nobody."""
        if self.stage == "risk":
            if self.area is None:
                return self.hold()
            self.risk = "low" if self.area < 50 else "high"
            self.enter("judge")
        if self.stage == "judge":
            if self.area is None:
                return self.hold()
            self.check()
            easy = not self.unmet and self.risk == "low"
            self.enter("price" if easy else "refused" if self.unmet else "review")
        if self.stage == "price":
            if self.risk is None:
                return self.hold()
            self.fee = {"low": 2_000_000, "high": 3_000_000}[self.risk]
            self.enter("pay")
        if self.stage == "pay" and not self.due_rials:
            self.enter("granted")
        return None

    def check(self) -> None:
        holds = {1: self.area > 0, 2: self.use == "shop"}
        seen = {number: holds[number] for number in self.applying}
        self.met = {n for n, fits in seen.items() if fits}
        self.unmet = {n for n, fits in seen.items() if not fits}

    def hold(self) -> None:
        self.status, self.pending, self.holder = "held", [], None
