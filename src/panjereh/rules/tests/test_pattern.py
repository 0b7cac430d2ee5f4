from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.rules.pattern import PatternRefused, compile_pattern
from panjereh.rules.pattern.charset import LAST, CharSet


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        ("^a.c$", "", "abc", True),
        ("^a.c$", "", "a\rc", False),
        ("^a.c$", "s", "a\nc", True),
        ("^b$", "", "a\nb", False),
        ("^b$", "m", "a\nb", True),
        ("hello", "i", "HELLO", True),
        ("K", "i", "\u212a", True),
        ("h e l l o", "x", "hello", True),
        ("[ ]", "x", " ", True),
        (r"\p{ Is BasicLatin }+", "x", "abc", True),
        ("a.b", "q", "axb", False),
        ("a.b", "q", "a.b", True),
        ("^[a-z-[aeiou]]+$", "", "xyz", True),
        ("^[a-z-[aeiou]]+$", "", "xaz", False),
        ("^[A-Z-[OI]]$", "", "O", False),
        (r"^[\p{L}-[\p{Lu}]]+$", "", "آب", True),
        (r"^[\p{L}-[\p{Lu}]]+$", "", "Ab", False),
        (r"^\d+$", "", "۱۲٣4", True),
        (r"^\D$", "", "۱", False),
        (r"^\w+$", "", "سلام_", False),
        (r"^\w+$", "", "سلام2", True),
        (r"^\W$", "", "،", True),
        (r"^\s$", "", "\u00a0", False),
        (r"^\i\c*$", "", "a-1", True),
        (r"^\I$", "", "1", True),
        (r"^\p{IsArabic}+$", "", "فارسی", True),
        (r"^\P{IsArabic}+$", "", "ABC", True),
        ("^[^a-c]$", "", "d", True),
        ("^[-a]$", "", "-", True),
        ("^[a-]$", "", "-", True),
        (r"^[\]\[]$", "", "]", True),
        (r"^\$\{x\}$", "", "${x}", True),
        ("^(?:ab){2,3}$", "", "ababab", True),
        ("a|b|", "", "c", True),
        ("a+?b", "", "aab", True),
    ],
)
def test_patterns_mean_what_xpath_says(pattern: str, flags: str, text: str, found: bool) -> None:
    assert compile_pattern(pattern, flags).found_in(text) is found


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a)\1",
        "(?=a)",
        "(?i)a",
        "(?P<n>a)",
        r"\bword",
        r"\Aa",
        r"\Qa\E",
        r"\x41",
        "a**",
        "*a",
        "a{2,1}",
        "a{1001}",
        "a{,2}",
        "(a",
        "a)",
        "[a",
        "[]",
        "[z-a]",
        "[a[b]]",
        "a]",
        "{",
        r"\p{Nonsense}",
        r"\p{IsNonsense}",
        r"\p",
        "\\",
        "^*",
    ],
)
def test_what_is_not_xpath_or_not_linear_is_refused(pattern: str) -> None:
    with pytest.raises(PatternRefused):
        compile_pattern(pattern)


def test_an_unknown_flag_is_refused() -> None:
    with pytest.raises(PatternRefused):
        compile_pattern("a", "g")


def test_splitting_keeps_empty_pieces() -> None:
    assert compile_pattern(";").split("a;b;c;;", 100) == ["a", "b", "c", "", ""]
    assert compile_pattern(r"(،)\s*").split("یک، دو،سه", 100) == ["یک", "دو", "سه"]


@given(st.text(max_size=20), st.text(max_size=5))
def test_the_flag_q_takes_every_character_literally(text: str, part: str) -> None:
    assert compile_pattern(part, "q").found_in(text) is (part in text)


@given(
    st.text(alphabet="abc.-", max_size=12), st.sampled_from(["a+", "[a-b]c?", "(ab|c)*-", "^a.b$", "a{2,3}$"])
)
def test_plain_patterns_agree_with_python(text: str, pattern: str) -> None:
    assert compile_pattern(pattern).found_in(text) is (re.search(pattern, text) is not None)


ranges = st.lists(
    st.tuples(st.integers(0, LAST), st.integers(0, 300)).map(lambda it: (it[0], min(LAST, sum(it))))
)


@given(ranges, ranges, st.integers(0, LAST))
def test_sets_subtract(one: list[tuple[int, int]], other: list[tuple[int, int]], code: int) -> None:
    def holds(pieces: object, wanted: int) -> bool:
        return any(low <= wanted <= high for low, high in pieces)  # type: ignore[attr-defined]

    difference = CharSet(one).minus(CharSet(other)).resolved()
    for wanted in (code, *(low for low, _ in (*one, *other))):
        assert holds(difference, wanted) is (holds(one, wanted) and not holds(other, wanted))


def test_categories_are_unicodes() -> None:
    digits = CharSet(categories=["Nd"]).resolved()
    assert all(unicodedata.category(chr(low)) == "Nd" for low, _ in digits)
    assert (0x6F0, 0x6F9) in digits
