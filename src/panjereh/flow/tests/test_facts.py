from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.flow.facts import FactType, NotAFact, read_fact, read_facts, write_fact

NUMBER, DATE, TRUTH = FactType("number"), FactType("date"), FactType("boolean")
RISK = FactType("values", ("low", "high"))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20))
def test_numbers_come_back_through_json(value: Decimal) -> None:
    stored = json.loads(json.dumps(write_fact(value, NUMBER)))
    assert read_fact(stored, NUMBER) == value


@given(st.dates())
def test_dates_come_back_through_json(day: date) -> None:
    assert read_fact(json.loads(json.dumps(write_fact(day, DATE))), DATE) == day


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("free text", RISK),
        ("low", NUMBER),
        (True, NUMBER),
        (1, TRUTH),
        (None, NUMBER),
        (Decimal("NaN"), NUMBER),
        ("2026-01-01", DATE),
        ([], RISK),
        (date(2026, 1, 1), RISK),
    ],
)
def test_nothing_else_is_a_fact(value: Any, type_: FactType) -> None:
    with pytest.raises(NotAFact):
        write_fact(value, type_)


def test_listed_values_and_truths_are_facts() -> None:
    assert write_fact("low", RISK) == "low"
    assert write_fact(False, TRUTH) is False


def test_what_is_not_derived_or_does_not_fit_is_null() -> None:
    assert read_facts({}, {"risk": RISK}) == {"risk": None}
    assert read_fact("soon", DATE) is None
    assert read_fact("many", NUMBER) is None
