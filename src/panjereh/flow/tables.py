"""The head of a decision table, and what each verb asks of it: read before and apart from its rules."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from panjereh.flow.facts import FactType
from panjereh.flow.model import Service, TableSource

SINGLE_RESULT = ("U", "A", "P", "F")
_FREE = ("", "-", "any", "string", "text", "time", "date and time", "list", "context")
_PLAIN = ("number", "boolean", "date")


@dataclass(frozen=True, slots=True)
class Column:
    """One output: its name, and its type as written in row 4."""

    name: str
    type: str
    index: int

    @property
    def fact_type(self) -> FactType | None:
        """The type of a fact, or None for free text."""
        written = self.type.strip()
        if written in _PLAIN:
            return FactType(written)
        if written.casefold() in _FREE or written.startswith(("days and time", "years and months")):
            return None
        return FactType("values", tuple(_bare(value) for value in written.split("|")))


def _bare(value: str) -> str:
    return value.strip().strip('"')


@dataclass(frozen=True, slots=True)
class TableShape:
    """Hit policy, outputs and rule rows (as text) of a table."""

    hit: str
    outputs: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # line in the file, cells

    def output(self, name: str) -> Column | None:
        return next((column for column in self.outputs if column.name == name), None)


def shape_of(table: TableSource) -> TableShape | None:
    """The shape, or None where the head is not complete (the compiler of tables then says why)."""
    rows = tuple(_rows(table.csv))
    if len(rows) < 4 or len(rows[0][1]) < 2:
        return None
    (roles, names, types) = (row for _, row in rows[1:4])
    outputs = tuple(
        Column(names[i], types[i], i)
        for i, role in enumerate(roles)
        if role == "out" and i < len(names) and i < len(types)
    )
    return TableShape(rows[0][1][1], outputs, rows[4:])


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text))
    line = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield line, tuple(cell.strip() for cell in row)
        line = reader.line_num + 1


def uses_of_tables(service: Service) -> tuple[tuple[str, str], ...]:
    """(stage, table) of all stages that read a table."""
    return tuple(
        (stage.id, stage.what[0])
        for stage in service.stages.values()
        if stage.verb in ("derive", "check", "assess") and stage.what
    )


def numbers_in(shape: TableShape) -> tuple[int, ...]:
    """The condition numbers that a check table decides."""
    column = shape.output("condition")
    if column is None:
        return ()
    cells = (row[column.index] for _, row in shape.rows if column.index < len(row))
    return tuple(sorted({int(cell) for cell in cells if cell.isascii() and cell.isdigit()}))


def fact_types(shapes: Mapping[str, TableShape], derive_tables: tuple[str, ...]) -> dict[str, FactType]:
    """Name and type of every fact that the derive tables give."""
    types: dict[str, FactType] = {}
    for name in derive_tables:
        for column in shapes[name].outputs if name in shapes else ():
            if column.fact_type is not None:
                types.setdefault(column.name, column.fact_type)
    return types
