from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.rules import compile_expression, feel_text
from panjereh.rules.builtins import BUILT_INS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not(true)", "false"),
        ("not([true])", "false"),
        ('not("true")', "null"),
        ("is(1, 1.0)", "true"),
        ('is(@"P0Y", @"P0D")', "false"),
        ('is(@"10:00:00Z", @"10:00:00@Etc/GMT")', "false"),
        ("is(null, null)", "true"),
        ("is([1, {a: 2}], [1, {a: 2}])", "true"),
        ("string(1.50)", "1.5"),
        ("string(10 ** 20)", "100000000000000000000"),
        ('string([1, 2, "a"])', '[1, 2, "a"]'),
        ('string({a: "foo", "{": 1})', '{a: "foo", "{": 1}'),
        ("string(null)", "null"),
        ("string((< 5))", "(< 5)"),
        ("string(]1..2])", "(1..2]"),
        ('number("1 000,5", " ", ",")', "1000.5"),
        ('number("1,000.5", ",", ".")', "1000.5"),
        ('number("1.000,5", ".", ",")', "1000.5"),
        ('number("1.5", ".", ".")', "null"),
        ('number("x", null, null)', "null"),
        ('number("-1.5", null, null)', "-1.5"),
        ('number("1")', "null"),
        ('date("2017-12-31")', "2017-12-31"),
        ("date(2017, 2, 29)", "null"),
        ('date(@"2017-08-14T14:25:00")', "2017-08-14"),
        ("date(year: 2017, month: 8, day: 30)", "2017-08-30"),
        ('date(from: "2012-12-25")', "2012-12-25"),
        ('date and time("2012-12-24")', "2012-12-24T00:00:00"),
        ('date and time(@"2017-08-10T10:20:00+02:00", @"23:59:01")', "2017-08-10T23:59:01"),
        ('time(@"2017-08-10")', "00:00:00Z"),
        ('time(11, 59, 45, duration("-PT2H"))', "11:59:45-02:00"),
        ("time(24, 0, 0, null)", "null"),
        ('duration("P1Y2M")', "P1Y2M"),
        ('duration("P1Y2D")', "null"),
        ('years and months duration(@"2011-12-22", @"2013-08-24")', "P1Y8M"),
        ('years and months duration(@"2013-08-24", @"2011-12-22")', "-P1Y8M"),
        ('years and months duration(@"2006-03-21", @"2024-03-20").years', "17"),
        ("decimal(0.515, 2)", "0.52"),
        ("decimal(2.5, 0)", "2"),
        ("decimal(1/3, 2.5)", "0.33"),
        ("floor(-1.5)", "-2"),
        ("ceiling(-1.5)", "-1"),
        ("floor(1.56, 1)", "1.5"),
        ("round up(5.5, 6176)", "5.5"),
        ("round up(5.5, 6177)", "null"),
        ("round half up(2.5, 0)", "3"),
        ("round half down(2.5, 0)", "2"),
        ("round down(1234, -2)", "1200"),
        ("abs(-5)", "5"),
        ('abs(@"-P1D")', "P1D"),
        ("modulo(-12, 5)", "3"),
        ("modulo(10.1, -4.5)", "-3.4"),
        ("modulo(5, 0)", "null"),
        ("count([1, null])", "2"),
        ("count(5)", "1"),
        ("count(null)", "null"),
        ("sum([1, 2.5])", "3.5"),
        ("sum(1, 2)", "3"),
        ("sum([])", "null"),
        ('sum([1, "a"])', "null"),
        ("mean([1, 2, 6])", "3"),
        ('min(["b", "a"])', "a"),
        ('max(@"P1D", @"PT30H")', "P1DT6H"),
        ('max([1, "a"])', "null"),
        ("min([])", "null"),
        ("all([])", "true"),
        ("any([])", "false"),
        ("all([true, 123])", "null"),
        ("all(true)", "true"),
        ("list contains([1, null], null)", "true"),
        ("list contains([[1]], [1])", "true"),
        ('list contains(["a"], "b")', "false"),
        ("index of([1, 2, 1], 1)", "[1, 3]"),
        ("append([1], 2, 3)", "[1, 2, 3]"),
        ("concatenate([1], 2, [3])", "[1, 2, 3]"),
        ("distinct values([1, 2, 1, null, null])", "[1, 2, null]"),
        ('string length("\\uD83D\\uDCA9")', "1"),
        ('string length("می‌شود")', "6"),
        ('upper case(["aBc"])', "ABC"),
        ('lower case("ABC")', "abc"),
        ('contains("سلام", "لا")', "true"),
        ('starts with("abc", "ab")', "true"),
        ('ends with("abc", "ab")', "false"),
        ('substring("foobar", 3, 3)', "oba"),
        ('substring("foobar", -2, 1)', "a"),
        ('substring("foobar", 0)', "null"),
        ('substring before("foobar", "x")', ""),
        ('substring after("abc", "")', "abc"),
        ('string join(["a", null, "c"], "X")', "aXc"),
        ('string join("a", "X")', "a"),
        ('split("John Doe", "\\s")', '["John", "Doe"]'),
        ('split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'),
        ('split("abc", "x*")', "null"),
        ('split(delimiter: ",", string: "a,b")', '["a", "b"]'),
        ('matches("foobar", "^fo*b")', "true"),
        ('matches("FOO", "foo", "i")', "true"),
        ('matches("a", "a", "p")', "null"),
        ('matches("a", "(")', "null"),
    ],
)
def test_functions_answer_as_the_standard_says(text: str, expected: str) -> None:
    assert feel_text(compile_expression(text).evaluate({})) == expected


def test_a_refused_pattern_is_said_so() -> None:
    outcome = compile_expression(r'matches("aa", "(a)\1")').explain({})
    assert "bad_pattern" in [note.key for note in outcome.diagnostics]


@pytest.mark.parametrize("name", sorted(BUILT_INS))
def test_every_function_answers_null_for_nonsense(name: str) -> None:
    functions = (BUILT_INS[name], *BUILT_INS[name].others)
    for form in functions:
        arguments = ", ".join(["(function() 1)"] * len(form.parameters))
        compile_expression(f"{name}({arguments})").evaluate({})
        named = ", ".join(f"{parameter}: null" for parameter in form.parameters)
        compile_expression(f"{name}({named})").evaluate({})
    assert compile_expression(f"{name}(no such name: 1)").evaluate({}) is None


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9),
    st.integers(-5, 5),
)
def test_floor_and_ceiling_enclose(number: Decimal, scale: int) -> None:
    scope = {"n": number, "s": scale}
    text = "floor(n, s) <= n and n <= ceiling(n, s) and round down(abs(n), s) <= abs(n)"
    assert compile_expression(text, scope).evaluate(scope) is True


@given(st.integers(-(10**9), 10**9), st.integers(-1000, 1000).filter(bool))
def test_modulo_has_the_sign_of_the_divisor(dividend: int, divisor: int) -> None:
    found = compile_expression("modulo(a, b)", ("a", "b")).evaluate({"a": dividend, "b": divisor})
    assert found == dividend % divisor


@given(st.text(max_size=30), st.text(min_size=1, max_size=3))
def test_before_and_after_are_the_two_sides(text: str, part: str) -> None:
    scope = {"t": text, "p": part}
    found = compile_expression("[substring before(t, p), substring after(t, p)]", scope).evaluate(scope)
    before, _, after = text.partition(part)
    assert found == ([before, after] if part in text else ["", ""])
