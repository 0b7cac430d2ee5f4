from __future__ import annotations

import pytest

from panjereh.rules import Table, compile_table, run_table_tests

FEE = """fee,hit U,,
in,in,out,ref
answers.kind,answers.area,fee,ref
shop|clinic|سوپر مارکت,number,number,
shop,< 50,100000,art. 3
shop,>= 50,answers.area * 2000,art. 4
سوپر مارکت,-,5,
"""


def fee(text: str = FEE, names: tuple[str, ...] = ("answers", "today")) -> Table:
    return compile_table(text, name="fee", names=names)


def keys(tests: str, table: Table | None = None) -> list[tuple[str, int]]:
    return [(finding.key, finding.line) for finding in run_table_tests(table or fee(), tests).findings]


def test_tests_that_hold_find_nothing_and_reach_every_rule() -> None:
    tests = (
        "answers.kind,answers.area,fee,note\n"
        "shop,10,100000,a small shop\n"
        "shop,60,60 * 2000,\n"
        "سوپر ماركت,,5,Arabic letters\n"
        "clinic,60,,no rule: null\n"
    )
    found = run_table_tests(fee(), tests)
    assert (found.ran, found.findings, found.never_hit) == (4, (), ())


def test_a_rule_that_no_test_reaches_is_told() -> None:
    found = run_table_tests(fee(), "answers.kind,answers.area,fee\nshop,10,100000\n")
    assert (found.findings, found.never_hit) == ((), (2, 3))


def test_a_wrong_result_is_told_with_what_was_found() -> None:
    found = run_table_tests(fee(), "answers.kind,answers.area,fee\n\nshop,10,100001\n").findings
    assert [(finding.key, finding.line, finding.rules) for finding in found] == [("test_failed", 3, (1,))]
    for language in ("fa", "en"):
        message = found[0].message(language)
        assert all(part in message for part in ("fee", "3", "100001", "100000"))


def test_other_names_than_columns_may_be_given() -> None:
    head = 't,hit U\nin,out\n"years and months duration(answers.born, today).years",adult\n,boolean\n'
    table = fee(head + ">= 18,true\n< 18,false\n")
    tests = 'answers.born,today,adult\n@"2006-03-21",@"2024-03-20",false\n@"2006-03-21",@"2024-03-21",true\n'
    assert run_table_tests(table, tests).findings == ()


def test_today_sets_the_clock() -> None:
    table = fee("t,hit U\nin,out\ntoday().year,y\nnumber,number\n2024,1\n!= 2024,2\n", ("x",))
    assert run_table_tests(table, 'today,y\n@"2024-05-01",1\n@"2025-05-01",2\n').findings == ()


def test_several_outputs_are_compared_one_by_one_also_in_lists() -> None:
    text = 't,hit R\nin,out,out\nx,y,z\n,,\n> 1,1,"""a"""\n> 2,2,"""b"""\n'
    table = fee(text, ("x",))
    assert run_table_tests(table, 'x,y,z\n3,"[1, 2]","[""a"", ""b""]"\n2,[1],"[""a""]"\n0,,\n').findings == ()
    assert keys('x,z\n3,"[""b"", ""a""]"\n', table) == [("test_failed", 2)]


def test_a_contradiction_is_a_finding() -> None:
    table = fee(FEE.replace(">= 50", ">= 40"))
    found = run_table_tests(table, "answers.kind,answers.area,fee\nshop,45,100000\n")
    assert [finding.key for finding in found.findings] == ["conflict_U"]
    assert "1، 2" in found.findings[0].message("fa")
    assert found.never_hit == (1, 2, 3)


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ("", [("test_empty", 1)]),
        ("answers.kind,fee\n", [("test_empty", 1)]),
        ('answers.kind,fee\n"shop"x,1\n', [("test_csv", 1)]),
        ("answers.kind,fees\nshop,1\n", [("test_heading", 1), ("test_no_output", 1)]),
        ("answer.kind,fee\nshop,1\n", [("test_heading", 1)]),
        ("answers.kind,answers.area\nshop,1\n", [("test_no_output", 1)]),
        ("answers.kind,fee\nshop,1,2\n", [("test_row", 2)]),
        ("answers.kind,fee\nschool,1\n", [("test_cell", 2)]),
        ("answers.kind,fee\nshop,1 +\n", [("test_cell", 2)]),
        ("answers.area,fee\nfor i in 1..99999 return i,1\n", [("test_cell", 2)]),
    ],
)
def test_tests_that_can_not_be_read_are_findings(tests: str, expected: list[tuple[str, int]]) -> None:
    assert keys(tests) == expected
    for finding in run_table_tests(fee(), tests).findings:
        assert finding.message("fa")
        assert finding.message("en")
        assert "{" not in finding.message("en")
