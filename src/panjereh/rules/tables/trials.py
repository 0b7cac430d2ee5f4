"""Tests of a decision table, in a CSV beside it (`<table>.tests.csv`).

Line 1 names the columns: outputs of the table hold what is expected; `note` holds a sentence for the
reader; every other heading is a name that the table reads, as a dotted path (`answers.area`). Each
further line is one test. Cells are FEEL; a column of the table with listed values takes bare words.
An empty cell of an input gives nothing, an empty cell of an output expects null. `today` also sets the clock.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from panjereh.rules import messages
from panjereh.rules.comparison import same_value
from panjereh.rules.conversion import from_feel
from panjereh.rules.errors import FeelError, LimitExceeded
from panjereh.rules.expression import Expression, compile_expression
from panjereh.rules.names import canonical_name
from panjereh.rules.run import DEFAULT_ZONE, Run
from panjereh.rules.tables.columns import words_of
from panjereh.rules.tables.errors import TableConflict
from panjereh.rules.tables.model import Column
from panjereh.rules.tables.sheet import Row, filled, read_rows
from panjereh.rules.tables.table import Table, TableResult
from panjereh.rules.temporal import Date
from panjereh.rules.text import feel_text
from panjereh.rules.values import Context

_NOTE = "note"
_TODAY = "today"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the tests or with the table: a message key, the 1-based line, its parts."""

    key: str
    table: str
    line: int
    parts: Mapping[str, str] = field(default_factory=dict)
    cause: FeelError | LimitExceeded | TableConflict | None = None
    rules: tuple[int, ...] = ()

    def message(self, language: str) -> str:
        """One sentence in `fa` or `en`."""
        where = messages.sentence("test_where", language, table=self.table, line=self.line)
        if isinstance(self.cause, TableConflict):
            return where + self.cause.message(language)
        parts = dict(self.parts)
        if self.cause is not None:
            parts["reason"] = self.cause.message(language)
        numbers = (", " if language == "en" else "، ").join(str(rule) for rule in self.rules)
        parts["rules"] = messages.sentence(
            "rules_hit" if self.rules else "no_rule_hit", language, rules=numbers
        )
        return where + messages.sentence(self.key, language, **parts)


@dataclass(frozen=True, slots=True)
class TableTestRun:
    """What the tests of a table showed; `never_hit` are 1-based numbers of rules that no test reached."""

    ran: int
    findings: tuple[Finding, ...]
    never_hit: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    output: Column | None = None
    path: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)


def run_table_tests(
    table: Table, tests_csv: str, *, enough: Callable[[], bool] = lambda: False
) -> TableTestRun:
    """Run the tests of a table; what fails or can't be read comes back as findings, never as an error.

    `enough` is asked before each test; when it says so, the rest is left and a finding says that.
    """
    return _Trials(table, enough).run(tests_csv)


class _Trials:
    def __init__(self, table: Table, enough: Callable[[], bool]) -> None:
        self.table = table
        self.enough = enough
        self.findings: list[Finding] = []
        self.hit: set[int] = set()
        self.ran = 0

    def run(self, text: str) -> TableTestRun:
        try:
            rows = filled(read_rows(text))
        except csv.Error as error:
            self._find("test_csv", 1, text=str(error))
            rows = []
        else:
            if len(rows) < 2:
                self._find("test_empty", rows[0][0] if rows else 1)
        headings = self._headings(rows[0]) if len(rows) > 1 else []
        if headings and not self.findings:
            for row in rows[1:]:
                if self.enough():
                    self._find("tests_too_slow", row[0])
                    break
                self._run_row(row, headings)
        numbers = (rule.number for rule in self.table.rules)
        return TableTestRun(
            self.ran, tuple(self.findings), tuple(each for each in numbers if each not in self.hit)
        )

    def _find(self, key: str, line: int, **parts: str) -> None:
        self.findings.append(Finding(key, self.table.name, line, parts))

    def _headings(self, row: Row) -> list[_Heading]:
        line, cells = row
        headings = [self._heading(line, cell) for cell in cells]
        if not any(heading.output for heading in headings):
            self._find("test_no_output", line, text=", ".join(column.name for column in self.table.outputs))
        return headings

    def _heading(self, line: int, text: str) -> _Heading:
        for column in self.table.outputs:
            if column.name == text:
                return _Heading(text, output=column, words=words_of(column))
        if text == _NOTE:
            return _Heading(text)
        path = self._path(text)
        if path is None:
            self._find("test_heading", line, text=text)
            return _Heading(text)
        words = next((words_of(column) for column in self.table.inputs if column.name == text), {})
        return _Heading(text, path=path, words=words)

    def _path(self, text: str) -> tuple[str, ...] | None:
        """A name that the table reads, or a path from it; the longest known name comes first."""
        name = canonical_name(text)
        roots = [
            root
            for root in (*self.table.program.known, _TODAY)
            if name == root or name.startswith(f"{root}.")
        ]
        if not roots:
            return None
        root = max(roots, key=len)
        rest = name[len(root) + 1 :]
        return (root, *rest.split(".")) if rest else (root,)

    def _run_row(self, row: Row, headings: list[_Heading]) -> None:
        line, cells = row
        if len(cells) != len(headings):
            self._find("test_row", line, text=str(len(headings)))
            return
        values = list(self._values(line, cells, headings))
        if len(values) < len(headings):
            return
        self.ran += 1
        scope: dict[str, Any] = {}
        for heading, cell, value in zip(headings, cells, values, strict=True):
            if heading.path and cell:
                _put(scope, heading.path, value)
        try:
            result = self.table.evaluate(scope, clock=_clock(scope.get(_TODAY)))
        except LimitExceeded as error:
            self.findings.append(Finding("test_stopped", self.table.name, line, cause=error))
            return
        self.hit.update(() if result.error else result.matched)
        self._compare(line, headings, values, result)

    def _values(self, line: int, cells: list[str], headings: list[_Heading]) -> Iterator[Any]:
        """The values of the cells; stops short after a cell that can't be read."""
        for heading, cell in zip(headings, cells, strict=True):
            if heading.text == _NOTE or not cell:
                yield None
                continue
            try:
                yield self._expression(heading, cell).evaluate({})
            except (FeelError, LimitExceeded) as error:
                finding = Finding("test_cell", self.table.name, line, {"text": heading.text}, cause=error)
                self.findings.append(finding)
                return

    def _expression(self, heading: _Heading, cell: str) -> Expression:
        program = self.table.program
        expression = compile_expression(
            cell, functions=program.functions, limits=program.limits, words=heading.words
        )
        if expression.names:
            column = 1 + cell.find(min(expression.names))
            raise FeelError("unknown_word", 1, max(column, 1), ", ".join(sorted(expression.names)))
        return expression

    def _compare(self, line: int, headings: list[_Heading], values: list[Any], result: TableResult) -> None:
        if result.error is not None:
            key = f"conflict_{result.error.policy}"
            self.findings.append(
                Finding(key, self.table.name, line, cause=result.error, rules=result.matched)
            )
            return
        run = Run(self.table.program.limits)
        for heading, expected in zip(headings, values, strict=True):
            if heading.output is None:
                continue
            found = self._output(result.value, heading.output)
            if not same_value(expected, found, run):
                parts = {
                    "text": heading.text,
                    "expected": messages.shortened(feel_text([expected])[1:-1]),
                    "found": messages.shortened(feel_text([found])[1:-1]),
                }
                self.findings.append(
                    Finding("test_failed", self.table.name, line, parts, rules=result.matched)
                )

    def _output(self, value: Any, column: Column) -> Any:
        """What the table said for one output; for policies with lists, the list of it."""
        if len(self.table.outputs) == 1 or value is None:
            return value
        if type(value) is list:
            return [each[column.name] for each in value]
        return value[column.name]


def _put(scope: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    place = scope
    for step in path[:-1]:
        inner = place.setdefault(step, Context())
        if type(inner) is not Context:
            inner = place[step] = Context()
        place = inner
    place[path[-1]] = value


def _clock(today: Any) -> datetime | None:
    day = from_feel(today) if type(today) is Date else None
    return datetime.combine(day, time(), ZoneInfo(DEFAULT_ZONE)) if day is not None else None
