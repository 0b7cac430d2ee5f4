"""FEEL and decision tables: the rules of a service, written by people who know the law.

Pure Python: no Django, no other room, no files, no network. Source: OMG DMN 1.5, chapter 10 (FEEL).
"""

from __future__ import annotations

from panjereh.rules.conversion import from_feel, to_feel
from panjereh.rules.errors import Diagnostic, FeelError, LimitExceeded
from panjereh.rules.expression import Expression, Outcome, Tests, compile_expression, compile_unary_tests
from panjereh.rules.functions import Function
from panjereh.rules.limits import DEFAULT_LIMITS, Limits
from panjereh.rules.tables import (
    Column,
    Finding,
    Rule,
    Table,
    TableConflict,
    TableError,
    TableErrors,
    TableResult,
    TableTestRun,
    compile_table,
    run_table_tests,
)
from panjereh.rules.text import feel_text

__all__ = [
    "DEFAULT_LIMITS",
    "Column",
    "Diagnostic",
    "Expression",
    "FeelError",
    "Finding",
    "Function",
    "LimitExceeded",
    "Limits",
    "Outcome",
    "Rule",
    "Table",
    "TableConflict",
    "TableError",
    "TableErrors",
    "TableResult",
    "TableTestRun",
    "Tests",
    "compile_expression",
    "compile_table",
    "compile_unary_tests",
    "feel_text",
    "from_feel",
    "run_table_tests",
    "to_feel",
]
