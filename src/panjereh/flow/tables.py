"""What compiled tables give to a process: facts with their types, and the conditions that they decide."""

from __future__ import annotations

from collections.abc import Mapping

from panjereh.flow.facts import FactType
from panjereh.flow.model import Service
from panjereh.rules import Column, Rule, Table
from panjereh.rules.types import BOOLEAN, DATE, NUMBER, STRING

SINGLE_RESULT = ("U", "A", "P", "F")
CONDITION, MET = "condition", "met"
_PLAIN = {NUMBER: "number", BOOLEAN: "boolean", DATE: "date"}


def fact_type(column: Column) -> FactType | None:
    """The type of a fact from this output, or None for free text."""
    if column.type == STRING and column.values:
        return FactType("values", tuple(column.values))
    kind = _PLAIN.get(column.type) if column.type in _PLAIN else None
    return FactType(kind) if kind else None


def uses_of_tables(service: Service) -> tuple[tuple[str, str], ...]:
    """(stage, table) of all stages that read a table."""
    return tuple(
        (stage.id, stage.what[0])
        for stage in service.stages.values()
        if stage.verb in ("derive", "check", "assess") and stage.what
    )


def derive_tables(service: Service) -> tuple[str, ...]:
    """The tables whose outputs become facts."""
    return tuple(dict.fromkeys(s.what[0] for s in service.stages.values() if s.verb == "derive" and s.what))


def fact_types(service: Service, tables: Mapping[str, Table]) -> dict[str, FactType]:
    """Name and type of every fact that the derive tables give."""
    types: dict[str, FactType] = {}
    for name in derive_tables(service):
        for column in tables[name].outputs if name in tables else ():
            found = fact_type(column)
            if found is not None:
                types.setdefault(column.name, found)
    return types


def condition_cell(table: Table, rule: Rule) -> str:
    """What a rule of a check table says in its column `condition`."""
    names = [column.name for column in table.outputs]
    return rule.results[names.index(CONDITION)] if CONDITION in names else ""


def numbers_in(table: Table) -> tuple[int, ...]:
    """The condition numbers that a check table decides."""
    cells = (condition_cell(table, rule) for rule in table.rules)
    return tuple(sorted({int(cell) for cell in cells if cell.isascii() and cell.isdigit()}))
