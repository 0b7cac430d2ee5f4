"""Numbers in words, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools import digits

from panjereh.kernel import numwords_en, numwords_fa


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "صفر"),
        (21, "بیست و یک"),
        (100, "صد"),
        (1000, "یک هزار"),
        (1001, "یک هزار و یک"),
        (17000, "هفده هزار"),
        (1_250_000, "یک میلیون و دویست و پنجاه هزار"),
        (4_500_000, "چهار میلیون و پانصد هزار"),
        (999_999, "نهصد و نود و نه هزار و نهصد و نود و نه"),
        (-21, "منفی بیست و یک"),
        (10**9, "یک میلیارد"),
        (2 * 10**12 + 5, "دو هزار میلیارد و پنج"),
        (10**15, "یک میلیون میلیارد"),
        (3 * 10**18, "سه میلیارد میلیارد"),
    ],
)
def test_persian_vectors(number: int, words: str) -> None:
    assert numwords_fa.words(number) == words


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_persian_agrees_with_an_outside_library(number: int) -> None:
    # The library says «یکصد» and «تریلیون» where our documents say «صد» and «هزار میلیارد».
    other = digits.to_word(number).replace("تریلیون", "هزار میلیارد").replace("یکصد", "صد")
    assert numwords_fa.words(number) == other


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (21, "twenty-one"),
        (1001, "one thousand one"),
        (115, "one hundred and fifteen"),
        (4_500_000, "four million five hundred thousand"),
        (-300, "minus three hundred"),
        (10**12 + 40, "one trillion forty"),
    ],
)
def test_english(number: int, words: str) -> None:
    assert numwords_en.words(number) == words


@given(st.integers(0, 10**21 - 1), st.integers(0, 10**21 - 1))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (numwords_fa.words(one) == numwords_fa.words(other)) == (one == other)
    assert (numwords_en.words(one) == numwords_en.words(other)) == (one == other)


@pytest.mark.parametrize("number", [10**21, -(10**21)])
def test_too_large_is_refused(number: int) -> None:
    for language in (numwords_fa, numwords_en):
        with pytest.raises(ValueError, match="21 digits"):
            language.words(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "یکم"), (2, "دوم"), (3, "سوم"), (10, "دهم"), (23, "بیست و سوم"), (30, "سی‌ام"), (100, "صدم")],
)
def test_ordinals(number: int, words: str) -> None:
    assert numwords_fa.ordinal(number) == words
    with pytest.raises(ValueError, match="starts at 1"):
        numwords_fa.ordinal(0)
