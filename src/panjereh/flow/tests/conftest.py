"""A small service with every verb that runs, and services of one's own stages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from panjereh.flow.compiling import Version, compile_version
from panjereh.flow.model import (
    Condition,
    EndAct,
    Exemption,
    Fee,
    Field,
    Known,
    Law,
    Letter,
    Page,
    ParameterUse,
    Place,
    Service,
    Source,
    Span,
    Stage,
    TableSource,
    Text,
    Way,
)
from panjereh.flow.spans import TEHRAN
from panjereh.flow.state import Papers

SAMPLE = Text("نمونه", "Sample")

RISK = """risk,F,
in,out,out
answers.area,risk,points
number,low|high,number
< 50,low,1
>= 50,high,answers.area / 4
"""
ELIGIBLE = """eligible,C,
out,out
condition,met
number,boolean
1,answers.area > 0
2,known.unit.use = "shop"
"""
FEE = """fee,F,
in,out
facts.risk,fee
low|high,number
low,base * 2
high,base * 3
"""


class WeekdaysOnly:
    """Saturday to Wednesday are working days."""

    def add_working_days(self, start: date, n: int, /) -> date:
        day = start
        while n:
            day += timedelta(days=1)
            n -= day.weekday() not in (3, 4)
        return day


def source(text: str) -> Source:
    return Source(text, Place("process.yaml", 1, 1))


def ways(*pairs: tuple[str | None, str]) -> tuple[Way, ...]:
    return tuple(Way(go, source(when) if when else None) for when, go in pairs)


STAGES = (
    Stage("details", "ask", ways=ways((None, "lookup")), limit=Span(days=30), late="lapsed"),
    Stage("lookup", "fetch", ("unit",), ways=ways((None, "risk")), or_else="review"),
    Stage("risk", "derive", ("risk",), ways=ways((None, "judge"))),
    Stage(
        "judge",
        "check",
        ("eligible",),
        ways=ways(
            ('case.unmet = [] and facts.risk = "low"', "price"),
            ("case.unmet != []", "refused"),
            (None, "review"),
        ),
    ),
    Stage(
        "review",
        "review",
        ("officer",),
        choices={"grant": "price", "ask_more": "details", "refuse": "refused"},
        second=source("answers.area > 500"),
        limit=Span(working_days=10),
    ),
    Stage("price", "assess", ("fee",), ways=ways((None, "granted"))),
    Stage(
        "granted",
        "end",
        ("granted",),
        do=(EndAct("register", "shops"), EndAct("issue", "licence"), EndAct("tell", "letter")),
    ),
    Stage("refused", "end", ("refused",), do=(EndAct("tell", "letter"),)),
    Stage("lapsed", "end", ("lapsed",)),
)


def condition(number: int, applies_when: str | None = None) -> Condition:
    return Condition(number, SAMPLE, "law", SAMPLE, (), source(applies_when) if applies_when else None)


def make_service(*stages: Stage, begin: str | None = None, **changes: Any) -> Service:
    """A service of these stages (those of the sample when none are given)."""
    chosen = stages or STAGES
    read = {name for s in chosen if s.verb in ("derive", "check", "assess") for name in s.what}
    parts: dict[str, Any] = {
        "id": "guilds/shop",
        "title": SAMPLE,
        "summary": SAMPLE,
        "agency": "guild",
        "audience": ("citizen",),
        "theme": "licensing",
        "assurance": 2,
        "law": {"law": Law("law", SAMPLE)},
        "conditions": {1: condition(1), 2: condition(2, 'answers.kind != "stall"')},
        "known": {
            "unit": Known("unit", "addresses", source("answers.code"), ("use",), "law", "zoning", ("owner",))
        },
        "pages": (
            Page("size", SAMPLE, (Field("area", "number"), Field("kind", "text"))),
            Page("place", SAMPLE, (Field("code", "postal_code"),), when=source('answers.kind != "stall"')),
        ),
        "begin": begin or chosen[0].id,
        "stages": {stage.id: stage for stage in chosen},
        "says": {"review": Text("کارشناس می‌خواند", "An officer reads")},
        "tables": {
            name: TableSource(name, csv, None, Place(f"rules/{name}.csv"))
            for name, csv in (("risk", RISK), ("eligible", ELIGIBLE), ("fee", FEE))
            if name in read
        },
        "letters": {
            name: Letter(
                name,
                SAMPLE,
                Text("{{ case.ref }}", "{{ case.ref }}"),
                "message",
                Place(f"letters/{name}.fa.md"),
            )
            for name in ("licence", "letter")
        },
        "limit": Span(working_days=15),
        "limit_law": "law",
        "fee": Fee("fee", "law", (Exemption(source("applicant.assurance > 2"), 50, "law"),)),
        "uses": {"base": ParameterUse("base", "base_fee", "submitted")},
    }
    return Service(**{**parts, **changes})


def make_papers(**answers: Any) -> Papers:
    """Papers of a small shop, with other answers where they are given."""
    given: Mapping[str, Any] = {"area": 40, "kind": "shop", "code": "1345678911", **answers}
    return Papers(
        given,
        {"unit": {"use": "shop", "owner": "a"}},
        {"kind": "citizen", "assurance": 2},
        {"base": Decimal(1_000_000)},
        "1405-1",
    )


@pytest.fixture(scope="session")
def version() -> Version:
    return compile_version(make_service())


@pytest.fixture(scope="session")
def service() -> Callable[..., Service]:
    return make_service


@pytest.fixture(scope="session")
def papers() -> Callable[..., Papers]:
    return make_papers


@pytest.fixture(scope="session")
def calendar() -> WeekdaysOnly:
    return WeekdaysOnly()


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 4, 4, 9, tzinfo=TEHRAN)
