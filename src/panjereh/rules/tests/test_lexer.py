from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.rules import FeelError
from panjereh.rules.lexer import joined, name_tokens, tokenize
from panjereh.rules.names import NameTree, canonical_name


def pieces(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenize(text)[:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1..3", [("number", "1"), ("symbol", ".."), ("number", "3")]),
        (".5+01", [("number", ".5"), ("symbol", "+"), ("number", "01")]),
        ("1.2e+4", [("number", "1.2e+4")]),
        ("a.b", [("word", "a"), ("symbol", "."), ("word", "b")]),
        ("a /* * / */ b", [("word", "a"), ("word", "b")]),
        ("a // b\nc", [("word", "a"), ("word", "c")]),
        ("x**2", [("word", "x"), ("symbol", "**"), ("number", "2")]),
        ('@"P1D"', [("at", "P1D")]),
        (
            "function<>->Any",
            [("word", "function"), *(("symbol", mark) for mark in "<>"), ("symbol", "->"), ("word", "Any")],
        ),
    ],
)
def test_text_is_cut_into_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\"b\\c"', 'a"b\\c'),
        (r'"\n\t\r"', "\n\t\r"),
        (r'"\u06cc\U01F4A9"', "ی💩"),
        (r'"\uD83D\uDCA9"', "💩"),
        (r'"\d+\s"', r"\d+\s"),
        ('"يك، ۱۲؛"', "يك، ۱۲؛"),
    ],
)
def test_the_value_of_a_string_keeps_the_letters_of_its_author(text: str, value: str) -> None:
    assert pieces(text) == [("string", value)]


def test_persian_spellings_count_like_ascii_outside_of_strings() -> None:
    assert pieces("۱۲٫۵، كد") == [("number", "12.5"), ("symbol", ","), ("word", "کد")]
    assert pieces("٣ + ۴") == [("number", "3"), ("symbol", "+"), ("number", "4")]


def test_bidi_controls_are_dropped_and_half_spaces_kept() -> None:
    assert pieces("\u200fکد\u200e\u2067 می‌شود") == [("word", "کد"), ("word", "می‌شود")]


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("a\n ~", "illegal_character", 2, 2),
        ('1 + "abc', "open_string", 1, 5),
        ('"abc\n"', "open_string", 1, 1),
        ("1 /* 2", "open_comment", 1, 3),
        (r'"\u12"', "bad_escape", 1, 2),
        (r'"\U110000"', "bad_escape", 1, 2),
        (r'"a\uD83D"', "lone_surrogate", 1, 2),
        ('"\x00"', "lone_surrogate", 1, 2),
    ],
)
def test_what_is_no_feel_is_refused_with_its_place(text: str, key: str, line: int, column: int) -> None:
    with pytest.raises(FeelError) as refused:
        tokenize(text)
    assert (refused.value.key, refused.value.line, refused.value.column) == (key, line, column)


def test_names_collapse_blanks_and_even_out_letters() -> None:
    assert canonical_name(" كد  پستي\u200f ") == "کد پستی"
    assert canonical_name("بند ۱۲") == "بند 12"


def test_the_longest_known_name_is_found() -> None:
    tree = NameTree()
    for name in ("date", "date and time", "a-b", "Student's name"):
        tokens = name_tokens(name)
        assert tokens is not None
        tree.add(name, tokens)
    assert tree.longest(tokenize("date  and\ntime(x)"), 0) == (3, "date and time")
    assert tree.longest(tokenize("date and x"), 0) == (1, "date")
    assert tree.longest(tokenize("a-b"), 0) == (3, "a-b")
    assert tree.longest(tokenize("a - b"), 0) is None
    assert tree.longest(tokenize("Student's name"), 0) == (4, "Student's name")


@given(st.lists(st.from_regex(r"[a-zآ-ی]{1,6}", fullmatch=True), min_size=1, max_size=4))
def test_the_tokens_of_a_name_spell_it(words: list[str]) -> None:
    name = canonical_name(" ".join(words))
    tokens = name_tokens(name)
    assert tokens is not None
    assert joined(list(tokens)) == name
