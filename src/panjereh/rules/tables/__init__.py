"""Decision tables: their CSV form, their hit policies, their run and their tests."""

from __future__ import annotations

from panjereh.rules.tables.compilation import compile_table
from panjereh.rules.tables.errors import TableConflict, TableError, TableErrors
from panjereh.rules.tables.model import Column, Rule
from panjereh.rules.tables.table import Table, TableResult
from panjereh.rules.tables.trials import Finding, TableTestRun, run_table_tests

__all__ = [
    "Column",
    "Finding",
    "Rule",
    "Table",
    "TableConflict",
    "TableError",
    "TableErrors",
    "TableResult",
    "TableTestRun",
    "compile_table",
    "run_table_tests",
]
