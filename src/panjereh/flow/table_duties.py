"""What a verb asks of its table: hit policy, columns, condition numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from panjereh.flow.facts import FactType
from panjereh.flow.findings import Finding, finding
from panjereh.flow.model import Place, Service, Stage
from panjereh.flow.sentences import FINDINGS
from panjereh.flow.tables import (
    CONDITION,
    MET,
    SINGLE_RESULT,
    condition_cell,
    derive_tables,
    fact_type,
    uses_of_tables,
)
from panjereh.rules import Table
from panjereh.rules.types import BOOLEAN, NUMBER

_HEAD, _NAMES, _TYPES = 1, 3, 4  # lines of the CSV form


def table_findings(service: Service, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Every table that is missing or does not fit the stage that reads it."""
    for stage_id, name in uses_of_tables(service):
        stage = service.stages[stage_id]
        if name not in service.tables:
            yield _say(stage.place, "table_missing", stage=stage_id, table=name)
        elif name in tables:
            yield from _duties(service, stage, tables[name])
    yield from _one_type_a_fact(service, tables)


def _say(place: Place, key: str, **words: object) -> Finding:
    return finding(place, key, FINDINGS[key], **words)


def _line(service: Service, table: str, line: int) -> Place:
    return Place(service.tables[table].place.file, line)


def _duties(service: Service, stage: Stage, table: Table) -> Iterator[Finding]:
    wanted: tuple[str, ...] = ("C",) if stage.verb == "check" else SINGLE_RESULT
    if stage.verb == "assess":
        wanted = (*SINGLE_RESULT, "C+")
    if table.policy not in wanted:
        words = {"table": table.name, "verb": stage.verb, "wanted": " / ".join(wanted), "found": table.policy}
        yield _say(_line(service, table.name, _HEAD), "table_hit_policy", **words)
    if stage.verb == "check":
        yield from _check_duties(service, table)
    elif stage.verb == "assess":
        if [column.type for column in table.outputs] != [NUMBER]:
            yield _say(_line(service, table.name, _TYPES), "fee_output", table=table.name)
    else:
        for column in table.outputs:
            if fact_type(column) is None:
                place = _line(service, table.name, _TYPES)
                yield _say(place, "free_text_fact", output=column.name, table=table.name)


def _check_duties(service: Service, table: Table) -> Iterator[Finding]:
    if {column.name: column.type for column in table.outputs} != {CONDITION: NUMBER, MET: BOOLEAN}:
        yield _say(_line(service, table.name, _NAMES), "check_columns", table=table.name)
        return
    known = {str(number) for number in service.conditions}
    for rule in table.rules:
        cell = condition_cell(table, rule)
        if cell not in known:
            words = {"table": table.name, "cell": cell, "known": ", ".join(sorted(known, key=int)) or "–"}
            yield _say(_line(service, table.name, rule.line), "check_number", **words)


def _one_type_a_fact(service: Service, tables: Mapping[str, Table]) -> Iterator[Finding]:
    seen: dict[str, FactType | None] = {}
    for name in derive_tables(service):
        for column in tables[name].outputs if name in tables else ():
            found = fact_type(column)
            if seen.setdefault(column.name, found) != found:
                yield _say(_line(service, name, _NAMES), "fact_twice", output=column.name, table=name)
