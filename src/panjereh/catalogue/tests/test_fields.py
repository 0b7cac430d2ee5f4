from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from panjereh.catalogue.fields import FIELD_TYPES, Reading
from panjereh.catalogue.folder.schemas import schema
from panjereh.flow.model import Field, Text

LABEL = Text("برچسب", "Label")
CHOICES = {"a": Text("یک", "One"), "b": Text("دو", "Two"), "c": Text("سه", "Three")}


def field(kind: str, **changes: Any) -> Field:
    choices = CHOICES if kind in ("choice", "choices") else {}
    return Field(**{"id": "f", "type": kind, "label": LABEL, "choices": choices, **changes})


def read(kind: str, *texts: str, **changes: Any) -> Reading:
    made = field(kind, **changes)
    if kind == "date":
        names = ("f-day", "f-month", "f-year")
        return FIELD_TYPES[kind].read({n: [t] for n, t in zip(names, texts, strict=True)}, made)
    return FIELD_TYPES[kind].read({"f": list(texts)}, made)


GOOD: list[tuple[str, tuple[str, ...], Any, str, str]] = [
    ("text", ("  علي  رضا ",), "علی رضا", "علی رضا", "علی رضا"),
    ("long_text", ("یک\r\nدو",), "یک\nدو", "یک\nدو", "یک\nدو"),
    ("number", ("۴۲٫۵",), Decimal("42.5"), "۴۲٫۵", "42.5"),
    ("number", ("1,200",), Decimal(1200), "۱۲۰۰", "1200"),
    ("money", ("۴٬۵۰۰٬۰۰۰ ریال",), 4_500_000, "۴٬۵۰۰٬۰۰۰ ریال", "4,500,000 rials"),
    ("date", ("1", "۲", "۱۳۷۰"), date(1991, 4, 21), "۱ اردیبهشت ۱۳۷۰", "21 April 1991"),
    ("date", ("21", "4", "1991"), date(1991, 4, 21), "۱ اردیبهشت ۱۳۷۰", "21 April 1991"),
    ("yes_no", ("yes",), True, "بله", "Yes"),
    ("yes_no", ("no",), False, "خیر", "No"),
    ("choice", ("b",), "b", "دو", "Two"),
    ("choices", ("c", "a"), ["a", "c"], "یک، سه", "One, Three"),
    ("national_id", ("۰۰۸۴۵۷۵۹۴۸",), "0084575948", "0084575948", "0084575948"),
    ("postal_code", ("13456-78911",), "1345678911", "13456-78911", "13456-78911"),
    ("phone", ("0912 123 4567",), "+989121234567", "09121234567", "09121234567"),
    ("phone", ("02130000012",), "+982130000012", "02130000012", "02130000012"),
    ("email", ("Name@Example.IR",), "Name@example.ir", "Name@example.ir", "Name@example.ir"),
    ("declaration", ("yes",), True, "پذیرفته شد", "Accepted"),
]


@pytest.mark.parametrize(("kind", "texts", "value", "fa", "en"), GOOD)
def test_a_good_answer_is_read_shown_kept_and_asked_again(
    kind: str, texts: tuple[str, ...], value: Any, fa: str, en: str
) -> None:
    owner, made = FIELD_TYPES[kind], field(kind)
    reading = read(kind, *texts)
    assert reading.fault is None
    assert reading.value == value
    assert (owner.show(value, made, "fa"), owner.show(value, made, "en")) == (fa, en)
    stored = json.loads(json.dumps(owner.store(value)))
    assert owner.restore(stored) == value
    Draft202012Validator(owner.schema(made)).validate(stored)
    assert owner.read(owner.raw_from(value, made), made).value == value


BAD: list[tuple[str, tuple[str, ...], dict[str, Any]]] = [
    ("text", ("x" * 201,), {}),
    ("text", ("xx",), {"min": Decimal(3)}),
    ("text", ("\u200c",), {}),
    ("number", ("چهل",), {}),
    ("number", ("1/2",), {}),
    ("number", ("1e5",), {}),
    ("number", ("11",), {"max": Decimal(10)}),
    ("number", ("-1",), {"min": Decimal(0)}),
    ("money", ("5 تومان",), {}),
    ("money", ("5.5",), {}),
    ("money", ("5",), {"min": Decimal(1000)}),
    ("date", ("30", "12", "1404"), {}),
    ("date", ("30", "2", "2023"), {}),
    ("date", ("1", "13", "1404"), {}),
    ("date", ("1", "", "1404"), {}),
    ("date", ("a", "1", "1404"), {}),
    ("date", ("1", "1", "70"), {}),
    ("yes_no", ("maybe",), {}),
    ("choice", ("z",), {}),
    ("choice", ("a", "b"), {}),
    ("choices", ("a", "z"), {}),
    ("national_id", ("0084575949",), {}),
    ("national_id", ("123",), {}),
    ("postal_code", ("0000000000",), {}),
    ("phone", ("0912",), {}),
    ("phone", ("0113",), {}),
    ("email", ("name.example.ir",), {}),
    ("email", ("a..b@example.ir",), {}),
    ("email", ("<script>@x.ir",), {}),
    ("declaration", ("no",), {}),
    ("declaration", ("perhaps",), {}),
]


@pytest.mark.parametrize(("kind", "texts", "changes"), BAD)
def test_a_bad_answer_gets_a_sentence_and_is_kept_as_typed(
    kind: str, texts: tuple[str, ...], changes: dict[str, Any]
) -> None:
    reading = read(kind, *texts, **changes)
    assert reading.value is None
    assert reading.fault is not None
    assert reading.fault.fa != reading.fault.en
    assert not set("0123456789") & set(reading.fault.fa.replace("9990000018", "")) or kind in (
        "national_id",
        "postal_code",
        "phone",
    )
    typed = [text for texts_of in reading.raw.values() for text in texts_of]
    assert typed == list(texts) or sorted(typed) == sorted(texts)


@pytest.mark.parametrize("kind", sorted(FIELD_TYPES))
def test_an_empty_answer_is_a_fault_only_where_it_is_required(kind: str) -> None:
    owner = FIELD_TYPES[kind]
    for raw in ({}, {name: ["  "] for name in owner.inputs(field(kind))}):
        assert owner.read(raw, field(kind)).fault is not None
        optional = owner.read(raw, field(kind, required=False))
        assert (optional.value, optional.fault) == (None, None)


@pytest.mark.parametrize("kind", sorted(FIELD_TYPES))
def test_a_field_without_label_can_be_asked(kind: str) -> None:
    said = FIELD_TYPES[kind].read({}, field(kind, label=None)).fault
    assert said is not None
    assert "None" not in said.fa + said.en


def test_an_optional_declaration_may_be_declined() -> None:
    assert read("declaration", "no", required=False).value is False


def test_every_type_of_the_format_is_known_here() -> None:
    named = set(schema("parts")["$defs"]["field_type"]["enum"])
    assert named == set(FIELD_TYPES)


@given(st.sampled_from(sorted(FIELD_TYPES)), st.lists(st.text(max_size=30), max_size=3))
def test_anything_typed_is_a_value_or_a_sentence(kind: str, texts: list[str]) -> None:
    owner, made = FIELD_TYPES[kind], field(kind)
    reading = owner.read(dict.fromkeys(owner.inputs(made), texts), made)
    assert (reading.value is None) != (reading.fault is None)
    if reading.fault is None:
        Draft202012Validator(owner.schema(made)).validate(json.loads(json.dumps(owner.store(reading.value))))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_can_be_written_in_both_calendars(day: date) -> None:
    owner, made = FIELD_TYPES["date"], field("date")
    assert owner.read(owner.raw_from(day, made), made).value == day
    assert owner.read(owner.raw_of(day.isoformat(), made), made).value == day


@given(st.decimals(-999_999, 999_999, places=4, allow_nan=False))
def test_numbers_are_kept_exactly(value: Decimal) -> None:
    owner = FIELD_TYPES["number"]
    assert owner.restore(json.loads(json.dumps(owner.store(value)))) == value
