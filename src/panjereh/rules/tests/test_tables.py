from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.rules import (
    Function,
    LimitExceeded,
    Limits,
    Table,
    TableError,
    TableErrors,
    compile_table,
    feel_text,
    to_feel,
)

FEE = """permit fee,hit U,,,,
in,in,out,ref,note,note
answers.kind,answers.area,fee,ref,fa,en
shop|clinic|سوپر مارکت,number,number,,,
shop,< 50,100000,fee bylaw art. 3,کوچک است,It is small
shop,[50..200),100000 + answers.area * 2000,fee bylaw art. 3 note 1,,
سوپر ماركت,-,5,,,
"shop, clinic",>= 200,0,fee bylaw art. 9,,
"""


def table(text: str, names: tuple[str, ...] = ("answers",), **more: Any) -> Table:
    return compile_table(text, name="fee", names=names, **more)


def errors(text: str, names: tuple[str, ...] = ("answers",)) -> list[TableError]:
    with pytest.raises(TableErrors) as refused:
        table(text, names)
    found = refused.value.errors
    assert all(isinstance(error, TableError) for error in found)
    assert refused.value.message("fa") == found[0].message("fa")
    return [error for error in found if isinstance(error, TableError)]


def small(policy: str, rules: str, output: str = "number", heading: str = "y") -> Table:
    return table(f"t,hit {policy}\nin,out\nx,{heading}\nnumber,{output}\n{rules}", ("x",))


def test_a_table_tells_its_columns_and_rules() -> None:
    fee = table(FEE)
    assert fee.title == "permit fee"
    assert [column.name for column in fee.inputs] == ["answers.kind", "answers.area"]
    assert fee.inputs[0].values == ("shop", "clinic", "سوپر مارکت")
    assert fee.outputs[0].name == "fee"
    assert fee.rules[0].notes == {"fa": "کوچک است", "en": "It is small"}
    assert [rule.line for rule in fee.rules] == [5, 6, 7, 8]
    assert fee.names == {"answers.kind", "answers.area"}


@pytest.mark.parametrize(
    ("answers", "fee", "matched", "refs"),
    [
        ({"kind": "shop", "area": 10}, "100000", (1,), ("fee bylaw art. 3",)),
        ({"kind": "shop", "area": 60}, "220000", (2,), ("fee bylaw art. 3 note 1",)),
        ({"kind": "سوپر مارکت"}, "5", (3,), ()),
        ({"kind": "clinic", "area": Decimal("200.0")}, "0", (4,), ("fee bylaw art. 9",)),
        ({"kind": "clinic", "area": 1}, "null", (), ()),
        ({}, "null", (), ()),
    ],
)
def test_a_table_decides(
    answers: dict[str, Any], fee: str, matched: tuple[int, ...], refs: tuple[str, ...]
) -> None:
    for scope in ({"answers": answers}, to_feel({"answers": answers})):
        result = table(FEE).evaluate(scope)
        assert (feel_text(result.value), result.matched, result.refs) == (fee, matched, refs)
        assert result.error is None


def test_the_sentences_of_the_matched_rules_come_along() -> None:
    result = table(FEE).evaluate({"answers": {"kind": "shop", "area": 10}})
    assert result.notes == ({"fa": "کوچک است", "en": "It is small"},)


def test_an_input_that_is_not_listed_or_of_another_type_is_said_so() -> None:
    result = table(FEE).evaluate({"answers": {"kind": "school", "area": "wide"}})
    assert [note.key for note in result.diagnostics] == ["input_not_listed", "input_type"]


def test_a_trace_shows_every_cell_of_every_rule() -> None:
    scope = {"answers": {"kind": "shop", "area": 60}}
    plain, traced = table(FEE).evaluate(scope), table(FEE).evaluate(scope, trace=True)
    assert plain.trace is None
    assert (traced.value, traced.matched, traced.refs) == (plain.value, plain.matched, plain.refs)
    assert traced.trace is not None
    assert traced.trace.inputs == (("answers.kind", "shop"), ("answers.area", Decimal(60)))
    cells = [[cell.result for cell in rule.cells] for rule in traced.trace.rules]
    assert cells == [[True, False], [True, True], [False, True], [True, False]]
    assert [rule.hit for rule in traced.trace.rules] == [False, True, False, False]
    assert traced.trace.rules[1].results == (Decimal(220_000),)
    assert traced.trace.rules[1].cells[1].text == "[50..200)"


RULES = "> 1,10\n> 2,30\n> 3,20\n"
LISTED = "30|20|10"


@pytest.mark.parametrize(
    ("policy", "output", "given", "value", "matched"),
    [
        ("U", "number", 2, "10", (1,)),
        ("A", "number", 2, "10", (1,)),
        ("F", "number", 9, "10", (1,)),
        ("P", LISTED, 9, "30", (2,)),
        ("R", "number", 9, "[10, 30, 20]", (1, 2, 3)),
        ("O", LISTED, 9, "[30, 20, 10]", (2, 3, 1)),
        ("C", "number", 9, "[10, 30, 20]", (1, 2, 3)),
        ("C+", "number", 9, "60", (1, 2, 3)),
        ("C<", "number", 9, "10", (1, 2, 3)),
        ("C>", "number", 9, "30", (1, 2, 3)),
        ("C#", "number", 9, "3", (1, 2, 3)),
        ("U", "number", 0, "null", ()),
        ("A", "number", 0, "null", ()),
        ("F", "number", 0, "null", ()),
        ("P", LISTED, 0, "null", ()),
        ("R", "number", 0, "null", ()),
        ("O", LISTED, 0, "null", ()),
        ("C", "number", 0, "null", ()),
        ("C+", "number", 0, "null", ()),
        ("C<", "number", 0, "null", ()),
        ("C#", "number", 0, "0", ()),
        ("U", "number default 7", 0, "7", ()),
        ("C", "number default x + 1", 0, "1", ()),
    ],
)
def test_hit_policies(policy: str, output: str, given: int, value: str, matched: tuple[int, ...]) -> None:
    for trace in (False, True):
        result = small(policy, RULES, output).evaluate({"x": given}, trace=trace)
        assert (feel_text(result.value), result.matched, result.error) == (value, matched, None)


@pytest.mark.parametrize("policy", ["U", "A"])
def test_rules_that_contradict_each_other_are_a_conflict(policy: str) -> None:
    result = small(policy, RULES).evaluate({"x": 9})
    assert result.value is None
    assert result.matched == (1, 2, 3)
    assert result.error is not None
    assert result.error.rules == (1, 2, 3)
    assert "1، 2، 3" in result.error.message("fa")
    assert "1, 2, 3" in result.error.message("en")


def test_equal_results_are_no_conflict_under_any() -> None:
    result = small("A", "> 1,10\n> 2,10.0\n").evaluate({"x": 9})
    assert (result.value, result.matched) == (Decimal(10), (1, 2))


def test_several_outputs_make_a_context_and_priority_compares_them_in_turn() -> None:
    head = "t,hit P\nin,out,out,out\nx,risk,why,level\n,high|low,string,2|1\n"
    rules = '> 1,low,"""a""",2\n> 2,high,"""b""",1\n> 3,high,"""c""",2\n'
    found = table(head + rules, ("x",)).evaluate({"x": 9})
    assert feel_text(found.value) == '{risk: "high", why: "c", level: 2}'
    listed = table(head.replace("hit P", "hit R") + rules, ("x",))
    assert len(listed.evaluate({"x": 9}).value) == 3


def test_a_result_of_the_wrong_type_or_outside_of_its_list_is_null_and_said_so() -> None:
    wrong = small("U", "-,x\n", "string").evaluate({"x": 5})
    assert (wrong.value, [note.key for note in wrong.diagnostics]) == (None, ["output_type"])
    unlisted = small("U", "-,x\n", "1|2").evaluate({"x": 5})
    assert (unlisted.value, [note.key for note in unlisted.diagnostics]) == (None, ["output_not_listed"])


def test_an_aggregate_over_null_is_null_and_said_so() -> None:
    result = small("C+", "-,null\n-,1\n").evaluate({"x": 5})
    assert (result.value, [note.key for note in result.diagnostics]) == (None, ["output_type"])


def test_cells_may_call_functions_and_use_the_input() -> None:
    functions = {"working days": Function("working days", ("from",), lambda value: value * 2)}
    text = "t,hit F\nin,out\nworking days(x),y\nnumber,number\n? > 10 and x < 100,working days(x)\n-,0\n"
    found = table(text, ("x",), functions=functions)
    assert [found.evaluate({"x": each}).value for each in (3, 7, 200)] == [0, 14, 0]


def test_listed_values_may_be_numbers_booleans_and_quoted_texts() -> None:
    head = 't,hit U\nin,in,in,out\na,b,c,y\n1|2|-3,true|false,"""x|y""|z w",\n'
    text = head + '"2, -3",true,"""x|y""",1\n-,false,z w,2\n'
    found = table(text, ("a", "b", "c"))
    assert found.inputs[0].values == (1, 2, -3)
    assert found.inputs[1].values == (True, False)
    assert found.inputs[2].values == ("x|y", "z w")
    assert found.evaluate({"a": -3, "b": True, "c": "x|y"}).value == 1
    assert found.evaluate({"a": 1, "b": False, "c": "z w"}).value == 2


def test_a_head_without_types_and_blank_lines_between_rules_are_fine() -> None:
    found = table("\ufeff\n t ,hit U\nin,out\nx,y\n\n1,2\n,,\n2,3\n", ("x",))
    assert [rule.line for rule in found.rules] == [6, 8]
    assert found.evaluate({"x": 2}).value == 3


def test_a_cell_may_span_lines() -> None:
    found = table('t,hit U\nin,out\nx,y\n,\n"1,\n2",3\n7,4\n', ("x",))
    assert found.rules[1].line == 7
    assert found.evaluate({"x": 2}).value == 3


@pytest.mark.parametrize(
    ("change", "key", "line", "rule", "header"),
    [
        (("hit U", "hit Z"), "hit_policy", 1, 0, "2"),
        (("in,in,out", "in,inn,out"), "role", 2, 0, "2"),
        (("in,in,out", "in,in,in"), "no_outputs", 2, 0, "1"),
        (("fa,en", "fa,de"), "note_language", 3, 0, "6"),
        (("answers.area,fee", ",fee"), "heading_missing", 3, 0, "2"),
        (("answers.area,fee", "answers.kind,fee"), "heading_twice", 3, 0, "answers.kind"),
        (("answers.area,fee", "answers.area +,fee"), "unexpected_end", 3, 0, "answers.area +"),
        (("answers.area,fee", "answer.area,fee"), "unknown_word", 3, 0, "answer.area"),
        (("number,number", "numbr,number"), "column_type", 4, 0, "answers.area"),
        (("shop|clinic|", "shop|shop|"), "value_twice", 4, 0, "answers.kind"),
        (("shop|clinic|", 'shop|"a" b|'), "bad_value", 4, 0, "answers.kind"),
        (("shop,< 50", "shp,< 50"), "unknown_word", 5, 1, "answers.kind"),
        (("shop,< 50", '"""shp""",< 50'), "not_listed", 5, 1, "answers.kind"),
        (("shop,< 50", 'shop,"< ""50"""'), "cell_type", 5, 1, "answers.area"),
        (("shop,< 50", "shop,< 50 60"), "unexpected", 5, 1, "answers.area"),
        (("shop,< 50", "shop,< ~"), "illegal_character", 5, 1, "answers.area"),
        (("shop,< 50,100000", 'shop,< 50,"""a"""'), "cell_type", 5, 1, "fee"),
        (("shop,< 50,100000", "shop,< 50,"), "output_missing", 5, 1, "fee"),
        (("area * 2000", "area * rate"), "unexpected", 6, 2, "fee"),
        (("100000 + answers", "rate + answers"), "unknown_word", 6, 2, "fee"),
        (("سوپر ماركت,-,5,,,", "سوپر ماركت,-"), "row_short", 7, 3, "fee"),
        (("کوچک است,It is small", "کوچک است,It is,small"), "row_long", 5, 1, "7"),
        (("shop,< 50", '"shop"x,< 50'), "bad_csv", 1, 0, "1"),
    ],
)
def test_an_error_names_its_place(
    change: tuple[str, str], key: str, line: int, rule: int, header: str
) -> None:
    if change[1] == "area * rate":
        change = ("answers.area * 2000", "answers.area 2000")
    assert change[0] in FEE
    found = errors(FEE.replace(*change))
    assert [(error.key, error.line, error.rule, error.header) for error in found] == [
        (key, line, rule, header)
    ]
    for language in ("fa", "en"):
        message = found[0].message(language)
        assert "fee" in message
        assert str(line) in message


def test_all_errors_are_told_at_once() -> None:
    found = errors(
        FEE.replace("< 50", '"< ""x"""').replace("[50..200)", "[50..").replace('clinic"', 'clinik"')
    )
    assert [(error.rule, error.key) for error in found] == [
        (1, "cell_type"),
        (2, "unexpected_end"),
        (4, "unknown_word"),
    ]
    assert found[2].expected == ("shop", "clinic", "سوپر مارکت")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "table_head"),
        ("t,hit U\nin,out\n", "table_head"),
        ("t,hit U\nin,out\nx,y\n,\n", "no_rules"),
        ("t,hit P\nin,out\nx,y\n,number\n1,2\n", "order_missing"),
        ("t,hit C+\nin,out,out\nx,y,z\n,,\n1,2,3\n", "one_output"),
    ],
)
def test_an_incomplete_table_is_refused(text: str, key: str) -> None:
    assert [error.key for error in errors(text, ("x",))] == [key]


def test_a_table_that_is_too_large_is_stopped() -> None:
    with pytest.raises(LimitExceeded):
        table(FEE, limits=Limits(table_rules=3))
    with pytest.raises(LimitExceeded):
        table(FEE, limits=Limits(table_length=100))
    found = errors(FEE.replace("100000 +", "(" * 100 + "100000 +"))
    assert found[0].key == "limit_depth"
    assert "64" in found[0].message("en")


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=6, unique=True), st.integers(-60, 60))
def test_ranges_without_gaps_hit_exactly_one_rule(bounds: list[int], given: int) -> None:
    ends = sorted(bounds)
    rules = [f"< {ends[0]},0"]
    rules += [f"[{low}..{high}),{index}" for index, (low, high) in enumerate(pairwise(ends), 1)]
    rules.append(f">= {ends[-1]},{len(ends)}")
    result = small("U", "\n".join(rules)).evaluate({"x": given})
    assert result.value == sum(given >= end for end in ends)
    assert len(result.matched) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), min_size=1, max_size=8), st.integers(0, 9))
def test_collecting_agrees_with_python(pairs: list[tuple[int, int]], given: int) -> None:
    rules = "\n".join(f"<= {limit},{value}" for limit, value in pairs)
    wanted = [value for limit, value in pairs if given <= limit]
    found = {
        policy: small(policy, rules).evaluate({"x": given}).value
        for policy in ("C", "C+", "C<", "C>", "C#", "F")
    }
    assert found["C#"] == len(wanted)
    if wanted:
        assert found["C"] == wanted
        assert (found["C+"], found["C<"], found["C>"], found["F"]) == (
            sum(wanted),
            min(wanted),
            max(wanted),
            wanted[0],
        )
    else:
        assert found["C"] is found["C+"] is found["C<"] is found["F"] is None
