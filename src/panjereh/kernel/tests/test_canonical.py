"""Values come back as they were, and equal ones are spelled equally."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel.canonical import NotCanonical, Value, read, write

# Zones with summer time are left out: Python calls their doubled hours unequal to any other zone's.
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8"), max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=OFFSETS)
)
KEYS = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(["$decimal", "$date", "$$x", "$"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_value_comes_back(value: Value) -> None:
    again = read(write(value))
    assert again == value
    assert write(again) == write(value)
    assert type(again) is type(value)


@given(st.dictionaries(KEYS, SCALARS, max_size=6))
def test_order_of_keys_does_not_count(value: dict[str, Value]) -> None:
    turned = dict(reversed(value.items()))
    assert write(turned) == write(value)


def test_form_is_plain_json() -> None:
    value: Value = {"ب": [1, True, None, "ی"], "a": Decimal("1.50"), "$x": {"$date": "no date"}}
    text = '{"$$x":{"$$date":"no date"},"a":{"$decimal":"1.50"},"ب":[1,true,null,"ی"]}'
    assert write(value).decode() == text
    assert json.loads(text)
    assert read(text.encode()) == value


def test_types_are_told_apart() -> None:
    values: tuple[Value, ...] = (1, "1", True, Decimal("1"), Decimal("1.0"), None, [], {}, "")
    spelled = {write(value) for value in values}
    assert len(spelled) == 9


def test_moment_is_kept_as_utc() -> None:
    tehran = datetime(2026, 11, 24, 1, 30, 5, 7, timezone(timedelta(hours=3.5)))
    assert write(tehran) == b'{"$datetime":"2026-11-23T22:00:05.000007+00:00"}'
    assert read(write(tehran)) == tehran.astimezone(UTC)
    assert read(write(date(2026, 11, 24))) == date(2026, 11, 24)


def test_doubled_hour_is_kept_as_the_moment_it_was() -> None:
    zone = ZoneInfo("Asia/Tehran")
    first, second = (datetime(2021, 9, 21, 23, 30, tzinfo=zone, fold=fold) for fold in (0, 1))
    assert read(write(first)) == datetime(2021, 9, 21, 19, 0, tzinfo=UTC)
    assert read(write(second)) == datetime(2021, 9, 21, 20, 0, tzinfo=UTC)


LOOP: list[object] = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        (1,),
        b"x",
        {1: 2},
        {"a": {2}},
        datetime(2026, 1, 1),
        Decimal("NaN"),
        Decimal("Infinity"),
        "\ud800",
        pytest.param(10**5000, id="endless"),
        pytest.param(LOOP, id="loop"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: Value) -> None:
    with pytest.raises(NotCanonical):
        write(value)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"1.5", b"NaN", b"\xff", b'{"$date":"x"}', b'{"$date":1}', b"[" * 100_000]
)
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        read(data)
