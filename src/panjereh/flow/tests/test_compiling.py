from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from panjereh.flow.compiling import Version, VersionUnsound, compile_version, examine
from panjereh.flow.facts import FactType
from panjereh.flow.findings import Finding
from panjereh.flow.model import Condition, Place, Service, Source, TableSource, Text


def with_table(service: Service, name: str, csv: str) -> Service:
    tables = {**service.tables, name: TableSource(name, csv, None, Place(f"rules/{name}.csv"))}
    return replace(service, tables=tables)


def with_condition(service: Service, when: str, line: int = 9, column: int = 20) -> Service:
    text = Text("نمونه", "Sample")
    applies = Source(when, Place("service.yaml", line, column))
    return replace(
        service, conditions={1: Condition(1, text, "law", text, (), applies), 2: service.conditions[2]}
    )


def only(service: Service, key: str) -> Finding:
    found = examine(service).findings
    assert [f.key for f in found] == [key], found
    return found[0]


def test_a_version_knows_its_facts_conditions_and_refusals(version: Version) -> None:
    assert version.fact_types == {"risk": FactType("values", ("low", "high")), "points": FactType("number")}
    assert version.checked["eligible"] == (1, 2)
    assert version.refusing == {"refused"}


def test_a_version_is_immutable(version: Version) -> None:
    with pytest.raises(FrozenInstanceError):
        version.service = None  # type: ignore[assignment,misc]
    with pytest.raises(TypeError):
        version.tables["risk"] = None  # type: ignore[index]


def test_a_broken_expression_points_at_the_author_s_line(service: Any) -> None:
    found = only(with_condition(service(), "answers.area >"), "bad_expression")
    assert (found.place.file, found.place.line) == ("service.yaml", 9)
    assert found.place.column >= 20
    assert found.fa != found.en


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("answers.aera > 1", "answers.aera"),
        ("known.house = null", "known.house"),
        ("known.unit.colour = null", "known.unit.colour"),
        ("facts.mood = null", "facts.mood"),
        ("case.secret = null", "case.secret"),
    ],
)
def test_an_unknown_name_is_refused_with_the_names_that_exist(service: Any, text: str, name: str) -> None:
    found = only(with_condition(service(), text), "unknown_name")
    assert name in found.en
    assert "The names are:" in found.en


def test_nothing_but_the_named_roots_can_be_read(service: Any) -> None:
    keys = {f.key for f in examine(with_condition(service(), "applicants.kind = null")).findings}
    assert keys <= {"unknown_name", "bad_expression"}
    assert keys


def test_parts_of_a_value_may_be_read(service: Any) -> None:
    assert examine(with_condition(service(), "today.year > 1400")).findings == ()


def test_compile_version_raises_all_findings(service: Any) -> None:
    with pytest.raises(VersionUnsound) as unsound:
        compile_version(with_condition(service(), "answers.aera > 1 and answers.b > 2"))
    assert [f.key for f in unsound.value.findings] == ["unknown_name", "unknown_name"]


def test_a_table_with_two_broken_cells_gives_two_findings_with_their_lines(service: Any) -> None:
    csv = "risk,F\nin,out,out\nanswers.area,risk,points\nnumber,low|high,number\n< ,low,1\n-,low,x y\n"
    found = [f for f in examine(with_table(service(), "risk", csv)).findings if f.key == "bad_table"]
    assert [f.place.line for f in found] == [5, 6]


def test_a_fact_can_never_be_free_text(service: Any) -> None:
    csv = "risk,F\nin,out,out\nanswers.area,risk,points\nnumber,string,number\n-,answers.kind,1\n"
    keys = [f.key for f in examine(with_table(service(), "risk", csv)).findings]
    assert "free_text_fact" in keys


def test_a_check_table_collects_and_names_known_conditions(service: Any) -> None:
    wrong_policy = "eligible,F\nout,out\ncondition,met\nnumber,boolean\n1,true\n"
    assert only(with_table(service(), "eligible", wrong_policy), "table_hit_policy").place.line == 1
    unknown = "eligible,C\nout,out\ncondition,met\nnumber,boolean\n1,true\n7,true\n"
    assert only(with_table(service(), "eligible", unknown), "check_number").place.line == 6
    computed = "eligible,C\nout,out\ncondition,met\nnumber,boolean\n1,true\n1 + 1,true\n"
    assert only(with_table(service(), "eligible", computed), "check_number").place.line == 6
    columns = "eligible,C\nout,out\ncondition,ok\nnumber,boolean\n1,true\n"
    only(with_table(service(), "eligible", columns), "check_columns")


def test_a_fee_table_gives_one_number(service: Any) -> None:
    csv = "fee,F\nin,out\nfacts.risk,fee\nlow|high,string\n-,answers.kind\n"
    only(with_table(service(), "fee", csv), "fee_output")


def test_a_stage_without_its_table_is_found(service: Any) -> None:
    sample = service()
    tables = {name: table for name, table in sample.tables.items() if name != "fee"}
    only(replace(sample, tables=tables), "table_missing")


def test_an_expression_that_costs_too_much_is_a_finding(service: Any) -> None:
    found = only(with_condition(service(), "(" * 3000 + "1" + ")" * 3000), "bad_expression")
    assert found.place.line == 9
