"""Amounts as people read and type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel.amounts import (
    LARGEST,
    Currency,
    amount_text,
    amount_words,
    everyday_line,
    grouped,
    parse_amount,
)
from panjereh.kernel.faults import Refused


def test_amount_in_both_languages() -> None:
    assert grouped(4_500_000, "fa") == "۴٬۵۰۰٬۰۰۰"
    assert grouped(4_500_000, "en") == "4,500,000"
    assert amount_text(4_500_000, "fa") == "۴٬۵۰۰٬۰۰۰ ریال"
    assert amount_text(1, "en") == "1 rial"
    assert amount_text(0, "en") == "0 rials"
    assert amount_words(4_500_000, "fa") == "چهار میلیون و پانصد هزار ریال"
    assert amount_words(4_500_000, "en") == "four million five hundred thousand rials"


def test_minus_is_isolated() -> None:
    assert grouped(-1500, "fa") == "\u2066−۱٬۵۰۰\u2069"
    assert everyday_line(-1500, "en") == "\u2066−150\u2069 tomans"


@pytest.mark.parametrize(
    ("rials", "fa", "en"),
    [
        (4_500_000, "۴۵۰٬۰۰۰ تومان", "450,000 tomans"),
        (15, "۱٫۵ تومان", "1.5 tomans"),
        (10, "۱ تومان", "1 toman"),
    ],
)
def test_everyday_line(rials: int, fa: str, en: str) -> None:
    assert (everyday_line(rials, "fa"), everyday_line(rials, "en")) == (fa, en)


def test_another_unit_is_data() -> None:
    new = Currency("XIR", "ریال نو", "new rials", "new rial")
    assert amount_text(20, "fa", new) == "۲۰ ریال نو"
    assert everyday_line(20, "fa", new) == ""
    # Two places of the everyday unit are filled with zeros.
    assert everyday_line(105, "en", Currency("XIR", "q", "q", "q", "t", "t", "t", 100)) == "1.05 t"


@given(st.integers(0, LARGEST), st.sampled_from(["fa", "en"]))
def test_what_is_shown_can_be_typed(amount: int, language: str) -> None:
    assert parse_amount(grouped(amount, language)) == amount
    assert parse_amount(amount_text(amount, language)) == amount


@pytest.mark.parametrize("text", ["4,500,000", "۴٬۵۰۰٬۰۰۰ ریال", "۴،۵۰۰،۰۰۰", "٤٥٠٠٠٠٠", "04500000 Rials"])
def test_ways_to_type_one_amount(text: str) -> None:
    assert parse_amount(text) == 4_500_000


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "amount_form"),
        ("-5", "amount_form"),
        ("3.5", "amount_form"),
        ("۳٫۵", "amount_form"),
        ("پنج", "amount_form"),
        ("5²", "amount_form"),
        ("۴۵۰ تومان", "amount_unit"),
        ("450 Toman", "amount_unit"),
        (str(LARGEST + 1), "amount_size"),
        ("9" * 5000, "amount_size"),
    ],
)
def test_refused_amounts(text: str, key: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_amount(text)
    assert caught.value.fault.key == key
