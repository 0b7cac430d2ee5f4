from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.rules import (
    FeelError,
    Function,
    LimitExceeded,
    Limits,
    compile_expression,
    compile_unary_tests,
    feel_text,
)


def value(text: str, scope: dict[str, Any] | None = None, **more: Any) -> str:
    return feel_text(compile_expression(text, scope or {}, **more).evaluate(scope or {}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # precedence
        ("-3 ** 2", "9"),
        ("3 ** 4 ** 5", "3486784401"),
        ("2 + 3 * 4 - 1", "13"),
        ("10 - 3 - 2", "5"),
        ("true or false and false", "true"),
        ("1 + 1 = 2 and 3 > 2", "true"),
        ("-1 instance of number", "null"),
        ("(-1) instance of number", "true"),
        # three-valued logic
        ("false and null", "false"),
        ("true and null", "null"),
        ("null or true", "true"),
        ("0 and 0", "null"),
        ("not(null)", "null"),
        # numbers
        ("0.1 + 0.2", "0.3"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("10 / 0", "null"),
        ("10 ** 6145", "null"),
        ("0 ** 0", "1"),
        ("1e3", "1000"),
        ("-0", "0"),
        # equality
        ('100 = "100"', "null"),
        ("100 = null", "false"),
        ("null = null", "true"),
        ("0 = 0.00", "true"),
        ("[1, [2]] = [1, [2]]", "true"),
        ("{a: 1, b: 2} = {b: 2, a: 1}", "true"),
        ("[] = []", "true"),
        ("(< 10) = (null..10)", "false"),
        # if, lists, filters
        ("if null then 1 else 2", "2"),
        ("[1, 2, 3][-1]", "3"),
        ("[1, 2, 3][4]", "null"),
        ("[1, 2, 3][item > 1]", "[2, 3]"),
        ("[][1]", "null"),
        ("[][item > 1]", "[]"),
        ("100[0]", "null"),
        ('"foo"[1]', "foo"),
        ("[{item: 1}, {item: 2}][item >= 2]", "[{item: 2}]"),
        ("[{x: 1}, {y: 2}].y", "[null, 2]"),
        ("[{b: [1]}, {b: [2, 3]}].b", "[[1], [2, 3]]"),
        ("[{a: 1, b: [{c: 1}, {c: 2}]}][a = 1].b[1][c = 2]", "[{c: 2}]"),
        ("[{date of birth: 5}][date of birth > 3]", "[{date of birth: 5}]"),
        ("{foo: 1, foo: 2}", "null"),
        ("{a: 1, b: a + 1}.b", "2"),
        # loops
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for i in [2..1] return i", "null"),
        ("for i in (1..4) return i", "[2, 3]"),
        ("for i in [1, 2], j in [i, 10] return i * j", "[1, 10, 4, 20]"),
        ("for i in 1..4 return if i = 1 then 1 else sum(partial)", "[1, 1, 2, 4]"),
        ('for i in "a".."c" return i', "null"),
        ('for d in @"2024-02-28"..@"2024-03-01" return d.day', "[28, 29, 1]"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("every x in [] satisfies false", "true"),
        ("every x in [1, null] satisfies x > 0", "null"),
        ("some x in [1], y in [x] satisfies x = y", "true"),
        # functions
        ("(function(a, b) a - b)(b: 1, a: 3)", "2"),
        ('(function(a: number) a)("x")', "null"),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r", "120"),
        ("{k: 10, f: function(n) n + k, k2: f(1)}.k2", "11"),
        ("(for i in [1, 2] return function() i)[2]()", "2"),
        ("5(1)", "null"),
        ("abs(number: -1)", "null"),
        ("abs(n: -1)", "1"),
        ("abs()", "null"),
        ("{f: abs, r: f(-2)}.r", "2"),
        # ranges and membership
        ("5 in (null..10]", "null"),
        ("1 in (1, < 5)", "true"),
        ("7 in (1, < 5)", "false"),
        ("3 in ([1..2], [3..4])", "true"),
        ("3 in (1 + 2)", "true"),
        ("2 in (1) + 1", "true"),
        ("[1..10[.end included", "false"),
        ("[1..[1, 5][2]].end", "5"),
        ("(= 10).start included", "true"),
        ("x in [1..3]", "null"),
        # temporal
        ('@"2021-01-02" - @"PT1M"', "2021-01-01"),
        ('@"23:30:00" + @"PT1H"', "00:30:00"),
        ('@"2024-01-31" + @"P1M"', "2024-02-29"),
        ('@"2021-01-02" - @"2021-01-01"', "P1D"),
        ('@"2021-01-02" - @"2021-01-01T10:10:10@Australia/Melbourne"', "P1DT49M50S"),
        ('@"2021-01-02" - @"2021-01-01T10:10:10"', "null"),
        ('@"-2021-01-01T10:10:10+11:00" + @"-P1M"', "-2022-12-01T10:10:10+11:00"),
        ('@"P1Y" < @"P366D"', "null"),
        ('@"PT1H" * 2.5', "PT2H30M"),
        ('@"P1D" / @"PT6H"', "4"),
        ('@"10:30:00.0001" = @"10:30:00.0002"', "true"),
        ('@"12:00:00" = @"12:00:00Z"', "false"),
        ('@"12:00:00" < @"12:00:00Z"', "null"),
        ('is(@"23:00:50Z", @"23:00:50+00:00")', "true"),
        ('@"nonsense"', "null"),
        ('@"999999999-12-31" + @"P1D"', "null"),
        ('(-@"PT25H").hours', "-1"),
        # types
        ("null instance of Any", "false"),
        ("null instance of Null", "true"),
        ("{a: null} instance of context<a: string>", "true"),
        ("[1] instance of number", "false"),
        ("[1] instance of list<number>", "true"),
        ("[1..2] instance of range<number>", "true"),
        ("(function(a: number) a) instance of function<number> -> Any", "true"),
        ("abs instance of function<Any> -> Any", "true"),
        # comments and line ends
        ("1 + /* 2 + */ 3 // 4", "4"),
        ("1\n+\n2", "3"),
    ],
)
def test_feel_means_what_the_standard_says(text: str, expected: str) -> None:
    assert value(text) == expected


def test_names_with_blanks_operators_and_persian_letters() -> None:
    scope = {"کد پستی": "13", "Date-Time2": 5, "a": 7, "b": 2, "در دست اقدام": True}
    assert value('كد  پستي = "13"', scope) == "true"
    assert value("Date-Time2 - a-b", scope) == "-4"
    assert value("در دست اقدام and true", scope) == "true"


def test_a_key_in_arabic_spelling_is_found() -> None:
    scope = {"answers": {"كد پستي": 5, "بند ۱": 6}}
    assert value("answers.کد پستی + answers.بند 1", scope, members=("بند ۱",)) == "11"


def test_persian_digits_are_numbers() -> None:
    assert value("۱۲٫۵ * ۲") == "25"
    assert value("max(۱، ۲)") == "2"


def test_names_are_the_free_ones_as_dotted_paths() -> None:
    text = (
        "for x in answers.staff return x.age + known.premises.use + {a: facts}.a + count([1][item > limit])"
    )
    expression = compile_expression(text, ("answers", "known", "facts", "limit"))
    assert expression.names == {"answers.staff", "known.premises.use", "facts", "limit"}


def test_a_missing_entry_is_null_and_said_so() -> None:
    outcome = compile_expression("answers.area > 5", ("answers",)).explain({"answers": {}})
    assert outcome.value is None
    assert [note.key for note in outcome.diagnostics] == ["missing_entry"]
    assert "area" in outcome.diagnostics[0].message("fa")


def test_an_unknown_name_is_null_and_said_so() -> None:
    outcome = compile_expression("speed + 1").explain({})
    assert outcome.value is None
    assert [(note.key, note.text, note.at) for note in outcome.diagnostics] == [("unknown_name", "speed", 0)]


def test_a_value_named_like_a_function_leaves_the_function_callable() -> None:
    clock = datetime(2026, 3, 21, 22, 0, tzinfo=UTC)
    scope = {"today": date(2020, 1, 1)}
    expression = compile_expression("[today, today()]", ("today",))
    assert feel_text(expression.evaluate(scope, clock=clock)) == "[2020-01-01, 2026-03-21]"


def test_the_clock_is_the_one_passed_in() -> None:
    clock = datetime(2026, 3, 21, 22, 0, 1, 500, tzinfo=UTC)
    assert feel_text(compile_expression("now()").evaluate({}, clock=clock)) == "2026-03-21T22:00:01.0005Z"


def test_injected_functions_are_called_by_position_and_by_name() -> None:
    half = Function("half of", ("whole",), lambda whole: whole / 2)
    functions = {"half of": half}
    assert value("half of(8) + half of(whole: 2)", functions=functions) == "5"

    def refuses(whole: Any) -> Any:
        raise ValueError("no")

    assert value("half of(8)", functions={"half of": Function("half of", ("whole",), refuses)}) == "null"


def test_evaluation_leaves_the_decimal_context_of_the_caller_alone() -> None:
    compile_expression("1 / 3").evaluate({})
    assert len(str(Decimal(1) / Decimal(3))) == 30


@pytest.mark.parametrize(
    ("text", "key", "column", "expected"),
    [
        ("", "unexpected_end", 1, "expression"),
        ("1 +", "unexpected_end", 4, "expression"),
        ("(1", "unexpected_end", 3, ")"),
        ("[1, 2", "unexpected_end", 6, "]"),
        ("{a 1}", "unexpected", 2, "name"),
        ("if true 1", "unexpected", 9, "then"),
        ("if true then 1", "unexpected_end", 15, "else"),
        ("for i return 1", "unexpected", 5, "name"),
        ("some x in [1] return x", "unexpected", 15, "satisfies"),
        ("a between 1 or 2", "unexpected", 13, "and"),
        ("1 2", "unexpected", 3, "operator"),
        ("f(a: 1, 2)", "mixed_arguments", 9, ""),
        ("f(1, a: 2)", "mixed_arguments", 6, ""),
        ("f(a: 1, a: 2)", "argument_twice", 9, ""),
        ("function(a, a) a", "argument_twice", 13, ""),
        ("function() external {}", "external_function", 12, ""),
        ("1 instance of nonsense", "unknown_type", 15, "type"),
        ("x.1", "unexpected", 2, "operator"),
        ("1e99999", "number_too_large", 1, ""),
        ("in", "unexpected", 1, "expression"),
    ],
)
def test_wrong_text_is_refused_with_place_and_expectation(
    text: str, key: str, column: int, expected: str
) -> None:
    with pytest.raises(FeelError) as refused:
        compile_expression(text)
    error = refused.value
    assert (error.key, error.column) == (key, column)
    if expected:
        assert expected in error.expected
    assert error.message("fa") != error.message("en")
    assert str(column) in error.message("fa")


@pytest.mark.parametrize(
    ("tests", "given", "passes"),
    [
        ("-", None, True),
        ("", 5, True),
        ("< 5", 3, True),
        ("< 5", "a", None),
        ("[1..3], 7", 7, True),
        ("[1..3], 7", 5, False),
        ('"a", "b"', "b", True),
        ('not("a", "b")', "c", True),
        ('not("a", "b")', "a", False),
        ("not(true)", False, True),
        ("not(limit = 5) or true", True, True),
        ("? > limit", 6, True),
        ("? > limit", 4, False),
        ("limit", 5, True),
        ("limit + 1", 6, True),
        ("[1, 5]", 5, True),
        ("null", None, True),
        ("5", None, False),
        ("> limit", 6, True),
        ("(> 5)", 6, True),
        ("? in [1..3]", 2, True),
        ('@"2020-01-01"', date(2020, 1, 1), True),
        ('[@"2020-01-01"..@"2020-12-31"]', date(2020, 6, 1), True),
        ("= 5", 5, True),
        ("!= 5", 5, False),
        ("true", True, True),
        ("5", True, None),
    ],
)
def test_unary_tests(tests: str, given: Any, passes: bool | None) -> None:
    assert compile_unary_tests(tests, ("limit",)).passes(given, {"limit": 5}) is passes


def test_bare_words_stand_for_values_where_they_are_listed() -> None:
    words = {"سوپر مارکت": "سوپر مارکت", "24/7": "24/7"}
    tests = compile_unary_tests("سوپر ماركت, 24/7", words=words)
    assert [tests.passes(each, {}) for each in ("سوپر مارکت", "24/7", "24")] == [True, True, False]


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
    st.decimals(min_value=1, max_value=10**6, places=3),
)
def test_arithmetic_is_decimal(left: Decimal, right: Decimal) -> None:
    scope = {"x": left, "y": right}
    assert compile_expression("(x + y) - y = x or x > 1e20 or x < -1e20", scope).evaluate(scope) is True
    assert compile_expression("x * y / y - x < 0.000001", scope).evaluate(scope) is True


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_between_and_in_agree(subject: int, low: int, high: int) -> None:
    scope = {"x": subject, "a": low, "b": high}
    texts = ("x between a and b", "x in [a..b]", "x >= a and x <= b")
    answers = {compile_expression(text, scope).evaluate(scope) for text in texts}
    assert answers == {low <= subject <= high}


def test_limits_are_settings() -> None:
    with pytest.raises(LimitExceeded):
        compile_expression("1 + 1", limits=Limits(expression_length=4))
    with pytest.raises(LimitExceeded):
        compile_expression("for i in 1..100 return i", limits=Limits(list_items=50)).evaluate({})
