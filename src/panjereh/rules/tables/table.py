"""A compiled decision table and what one run of it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from panjereh.rules.compiler.code import Closure, Code, Frame, Program
from panjereh.rules.compiler.unary import Predicate
from panjereh.rules.conformance import coerce
from panjereh.rules.errors import Diagnostic
from panjereh.rules.expression import guarded
from panjereh.rules.run import Run
from panjereh.rules.tables.errors import TableConflict
from panjereh.rules.tables.model import Column, Rule
from panjereh.rules.tables.policies import Hits, Row, Verdict, decide
from panjereh.rules.text import feel_text
from panjereh.rules.types import ANY, type_text


@dataclass(frozen=True, slots=True)
class CellTrace:
    """One test as written, and whether the value passed: True, False or None."""

    text: str
    result: bool | None


@dataclass(frozen=True, slots=True)
class RuleTrace:
    number: int
    hit: bool
    cells: tuple[CellTrace, ...]
    results: tuple[Any, ...]  # FEEL values; empty where the rule doesn't hold
    ref: str


@dataclass(frozen=True, slots=True)
class TableTrace:
    """Every input with its value, every rule with all its cells."""

    policy: str
    inputs: tuple[tuple[str, Any], ...]
    rules: tuple[RuleTrace, ...]


@dataclass(frozen=True, slots=True)
class TableResult:
    """What a table said.

    value        FEEL value; null where no rule held or rules contradict each other
    matched      1-based numbers of the rules that the value rests on, or that contradict each other
    refs, notes  law references and sentences of these rules, each once
    error        the contradiction, if there is one
    """

    value: Any
    matched: tuple[int, ...]
    refs: tuple[str, ...]
    notes: tuple[Mapping[str, str], ...]
    error: TableConflict | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    trace: TableTrace | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A compiled input column; the value lands in the slot."""

    column: Column
    call: Closure
    slot: int


@dataclass(frozen=True, slots=True)
class Output:
    """A compiled result: code that still has to be checked against its column, or a checked constant."""

    column: Column
    code: Code


@dataclass(frozen=True, slots=True)
class Compiled:
    """The code of one rule: tests by input index without those that pass anything, and results."""

    tests: tuple[tuple[int, Predicate], ...]
    results: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table that may be shared and evaluated any number of times.

    names  the free names that it reads, as dotted paths
    """

    name: str
    title: str
    policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rules: tuple[Rule, ...]
    names: frozenset[str]
    program: Program
    columns: tuple[Input, ...]
    code: tuple[Compiled, ...]
    defaults: tuple[Output, ...]

    def evaluate(
        self, scope: Mapping[str, Any], *, clock: datetime | None = None, trace: bool = False
    ) -> TableResult:
        """Decide for plain Python or FEEL values by name. Raises LimitExceeded.

        With `trace` every cell of every rule is evaluated and reported; that costs about twice the time.
        """
        run = Run(self.program.limits, clock)
        result: TableResult = guarded(lambda frame: self._decide(frame, trace), self.program, scope, run)
        return result

    def _decide(self, frame: Frame, traced: bool) -> TableResult:
        run: Run = frame[0]
        values = [self._input(column, frame) for column in self.columns]
        cells: list[tuple[CellTrace, ...]] = []
        hit = self._all_cells(values, frame, cells) if traced else self._hits(values, frame)
        rows = tuple(self._row(self.code[index].results, frame) for index in hit)
        hits = Hits(tuple(hit), rows, self.outputs, run)
        defaults = self._row(self.defaults, frame) if self.defaults and not hit else None
        verdict = decide(self.policy, hits, defaults)
        return self._result(verdict, run, self._trace(values, cells, hits) if traced else None)

    def _input(self, column: Input, frame: Frame) -> Any:
        value = column.call(frame)
        declared = column.column
        if value is not None and declared.type is not ANY:
            fits, value = coerce(value, declared.type)
            if not fits:
                frame[0].note("input_type", 0, declared.name, (type_text(declared.type),))
        if declared.values and value is not None and value not in declared.values:
            frame[0].note("input_not_listed", 0, declared.name, (feel_text(value),))
        frame[column.slot] = value
        return value

    def _hits(self, values: list[Any], frame: Frame) -> list[int]:
        """Indexes of the rules that hold; a rule is left at its first cell that doesn't."""
        first_only = self.policy == "F"
        hits: list[int] = []
        for index, rule in enumerate(self.code):
            for column, passes in rule.tests:
                if passes(values[column], frame) is not True:
                    break
            else:
                hits.append(index)
                if first_only:
                    break
        frame[0].spend(len(self.code))
        return hits

    def _all_cells(self, values: list[Any], frame: Frame, cells: list[tuple[CellTrace, ...]]) -> list[int]:
        hits: list[int] = []
        for index, (rule, code) in enumerate(zip(self.rules, self.code, strict=True)):
            frame[0].spend()
            found = {column: passes(values[column], frame) for column, passes in code.tests}
            cells.append(
                tuple(CellTrace(text, found.get(column, True)) for column, text in enumerate(rule.tests))
            )
            if all(result is True for result in found.values()):
                hits.append(index)
        return hits[:1] if self.policy == "F" else hits

    def _row(self, outputs: tuple[Output, ...], frame: Frame) -> Row:
        return tuple(
            output.code.value if output.code.constant else _checked(output, frame) for output in outputs
        )

    def _trace(self, values: list[Any], cells: list[tuple[CellTrace, ...]], hits: Hits) -> TableTrace:
        rows = dict(zip(hits.rules, hits.rows, strict=True))
        return TableTrace(
            self.policy,
            tuple((column.name, value) for column, value in zip(self.inputs, values, strict=True)),
            tuple(
                RuleTrace(rule.number, index in rows, cells[index], rows.get(index, ()), rule.ref)
                for index, rule in enumerate(self.rules)
            ),
        )

    def _result(self, verdict: Verdict, run: Run, trace: TableTrace | None) -> TableResult:
        rules = [self.rules[index] for index in verdict.rules]
        matched = tuple(rule.number for rule in rules)
        refs: dict[str, None] = dict.fromkeys(rule.ref for rule in rules if rule.ref)
        notes: list[Mapping[str, str]] = []
        for rule in rules:
            if rule.notes and rule.notes not in notes:
                notes.append(rule.notes)
        conflict = TableConflict(self.name, self.policy, matched) if verdict.conflict else None
        return TableResult(
            verdict.value, matched, tuple(refs), tuple(notes), conflict, tuple(run.diagnostics), trace
        )


def _checked(output: Output, frame: Frame) -> Any:
    """The result as its column declares it, else null and a word why."""
    value, column = output.code.call(frame), output.column
    if value is None:
        return None
    fits, value = coerce(value, column.type)
    if not fits:
        frame[0].note("output_type", 0, column.name, (type_text(column.type),))
        return None
    if column.values and value not in column.values:
        frame[0].note("output_not_listed", 0, column.name, (feel_text(value),))
        return None
    return value
