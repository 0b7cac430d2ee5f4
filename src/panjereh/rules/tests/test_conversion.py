from __future__ import annotations

import datetime as python
from collections import OrderedDict
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.rules import compile_expression, feel_text, from_feel, to_feel
from panjereh.rules.temporal import Date
from panjereh.rules.values import Context

# FEEL has no text with the character zero or with half a character.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | texts | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@given(plain)
def test_plain_values_come_back(value: Any) -> None:
    assert from_feel(to_feel(value)) == value


@given(plain)
def test_converting_twice_changes_nothing(value: Any) -> None:
    once = to_feel(value)
    assert to_feel(once) == once


def test_a_context_is_converted_once_only() -> None:
    context = to_feel({"a": {"b": 1}})
    assert type(context) is Context
    assert to_feel(context) is context


class Kind(StrEnum):
    SHOP = "shop"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Kind.SHOP, "shop"),
        (True, "true"),
        (1.5, "1.5"),
        (float("nan"), "null"),
        (Decimal("Infinity"), "null"),
        (Decimal("1E+3"), "1000"),
        (10**40, "1" + "0" * 40),
        (
            python.datetime(2026, 3, 21, 10, 0, tzinfo=ZoneInfo("Asia/Tehran")),
            "2026-03-21T10:00:00@Asia/Tehran",
        ),
        (python.datetime(2026, 3, 21, 10, 0, tzinfo=python.UTC), "2026-03-21T10:00:00Z"),
        (python.datetime(2026, 3, 21, 10, 0, 0, 500), "2026-03-21T10:00:00.0005"),
        (
            python.datetime(2026, 3, 21, tzinfo=python.timezone(python.timedelta(hours=3, minutes=30))),
            "2026-03-21T00:00:00+03:30",
        ),
        (python.date(2026, 3, 21), "2026-03-21"),
        (python.time(10, 30), "10:30:00"),
        (python.timedelta(days=1, seconds=1, microseconds=1), "P1DT1.000001S"),
        ((1, 2), "[1, 2]"),
        (OrderedDict(a=None), "{a: null}"),
    ],
)
def test_python_values_become_feel(value: Any, text: str) -> None:
    assert feel_text(to_feel(value)) == text


def test_booleans_are_no_numbers() -> None:
    assert compile_expression("x + 1", ("x",)).evaluate({"x": True}) is None


@pytest.mark.parametrize("value", [object(), {1: 2}, b"bytes", {1, 2}])
def test_other_types_are_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        to_feel(value)


def test_endless_nesting_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="nested"):
        to_feel(endless)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"10:30:00Z"', "10:30:00Z"),
        ('@"2020-01-01T00:00:00"', "2020-01-01T00:00:00"),
        ('@"P1Y"', "P1Y"),
        ("[1..2]", "[1..2]"),
        ("abs", "abs"),
        ("function(a, b) a", "function(a, b)"),
    ],
)
def test_what_python_lacks_becomes_text(text: str, value: str) -> None:
    assert from_feel(compile_expression(text).evaluate({})) == value


def test_dates_beyond_python_become_text() -> None:
    assert from_feel(Date(12345, 1, 1)) == "12345-01-01"
    assert from_feel(Date(2026, 3, 21)) == python.date(2026, 3, 21)


@given(plain)
def test_the_text_of_a_value_is_feel(value: Any) -> None:
    feel = to_feel(value)
    if isinstance(feel, str) or "@" in feel_text(feel) or _has_date(value):
        return
    assert compile_expression(feel_text(feel)).evaluate({}) == feel


def _has_date(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_date(item) for item in value.values())
    if isinstance(value, list):
        return any(_has_date(item) for item in value)
    return isinstance(value, python.date)
