"""Directions of filled-in text, and the marks that never reach a document."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.documents.directions import direction, safe_lines
from panjereh.kernel.amounts import grouped


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("مریم", "rtl"),
        ("شرکت ABC", "rtl"),
        ("ABC شرکت", "rtl"),
        ("IR74 0990", "ltr"),
        ("9990000018", "ltr"),
        ("۱۴۰۵/۰۹/۰۳", "ltr"),
        ("−5", "ltr"),
        ("—", ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_direction(text: str, way: str) -> None:
    assert direction(text) == way


def test_lines_and_marks() -> None:
    assert safe_lines("یک\r\nدو\rسه\u2028چهار\u2029پنج") == ["یک", "دو", "سه", "چهار", "پنج"]
    assert safe_lines("نام\u202eevil\u202c\x00\ufeff می‌شود\tب") == ["نامevil می‌شود ب"]
    assert safe_lines("\U000f0000\ue000\ud800x") == ["x"]


def test_only_closed_isolates_stay() -> None:
    assert safe_lines(grouped(-1500, "fa")) == [grouped(-1500, "fa")]
    assert safe_lines("الف\u2067ب") == ["الفب"]
    assert safe_lines("الف\u2069ب\u2066") == ["الفب"]
    assert safe_lines("\u2066یک\nدو\u2069") == ["یک", "دو"]


@given(st.text())
def test_nothing_turns_what_follows(text: str) -> None:
    for line in safe_lines(text):
        assert line.count("\u2066") + line.count("\u2067") + line.count("\u2068") == line.count("\u2069")
        assert not any(unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF", "B") for c in line)
