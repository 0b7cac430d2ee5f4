"""What a verb asks of its table: hit policy, columns, condition numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from panjereh.flow.findings import Finding, finding
from panjereh.flow.model import Place, Service, Stage
from panjereh.flow.sentences import FINDINGS
from panjereh.flow.tables import SINGLE_RESULT, Column, TableShape, uses_of_tables


def table_findings(service: Service, shapes: Mapping[str, TableShape]) -> Iterator[Finding]:
    """Every table that is missing or does not fit the stage that reads it."""
    for stage_id, table in uses_of_tables(service):
        stage = service.stages[stage_id]
        if table not in service.tables:
            yield _say(stage.place, "table_missing", stage=stage_id, table=table)
        elif table in shapes:
            yield from _duties(service, stage, table, shapes[table])
    yield from _one_type_a_fact(service, shapes)


def _say(place: Place, key: str, **words: object) -> Finding:
    return finding(place, key, FINDINGS[key], **words)


def _row(service: Service, table: str, row: int) -> Place:
    return Place(service.tables[table].place.file, row)


def _duties(service: Service, stage: Stage, table: str, shape: TableShape) -> Iterator[Finding]:
    wanted = ("C",) if stage.verb == "check" else SINGLE_RESULT
    if stage.verb == "assess":
        wanted = (*SINGLE_RESULT, "C+")
    if shape.hit not in wanted:
        words = {"table": table, "verb": stage.verb, "wanted": " / ".join(wanted), "found": shape.hit}
        yield _say(_row(service, table, 1), "table_hit_policy", **words)
    if stage.verb == "check":
        yield from _check_duties(service, table, shape)
    elif stage.verb == "assess":
        if [column.type for column in shape.outputs] != ["number"]:
            yield _say(_row(service, table, 4), "fee_output", table=table)
    else:
        for column in shape.outputs:
            if column.fact_type is None:
                yield _say(_row(service, table, 4), "free_text_fact", output=column.name, table=table)


def _check_duties(service: Service, table: str, shape: TableShape) -> Iterator[Finding]:
    if {(c.name, c.type) for c in shape.outputs} != {("condition", "number"), ("met", "boolean")}:
        yield _say(_row(service, table, 3), "check_columns", table=table)
        return
    column = next(c for c in shape.outputs if c.name == "condition")
    known = {str(number) for number in service.conditions}
    for line, row in shape.rows:
        cell = row[column.index] if column.index < len(row) else ""
        if cell not in known:
            words = {"table": table, "cell": cell, "known": ", ".join(sorted(known, key=int))}
            yield _say(_row(service, table, line), "check_number", **words)


def _one_type_a_fact(service: Service, shapes: Mapping[str, TableShape]) -> Iterator[Finding]:
    seen: dict[str, Column] = {}
    tables = dict.fromkeys(s.what[0] for s in service.stages.values() if s.verb == "derive" and s.what)
    for table in tables:
        for column in shapes[table].outputs if table in shapes else ():
            if seen.setdefault(column.name, column).fact_type != column.fact_type:
                yield _say(_row(service, table, 3), "fact_twice", output=column.name, table=table)
