"""Hit policies: what the rules that hold amount to.

U one rule at most · A all results equal · P the highest result · F the first rule · R all in rule order ·
O all, the highest first · C all · C+ their sum · C< the least · C> the greatest · C# how many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from panjereh.rules.builtins import BUILT_INS
from panjereh.rules.comparison import same_value
from panjereh.rules.run import Run
from panjereh.rules.tables.model import Column
from panjereh.rules.values import Context

Row = tuple[Any, ...]  # the results of one rule, by output column


@dataclass(frozen=True, slots=True)
class Hits:
    """The rules that hold, by index, with their results, in rule order."""

    rules: tuple[int, ...]
    rows: tuple[Row, ...]
    outputs: tuple[Column, ...]
    run: Run

    def value(self, row: Row) -> Any:
        """The result of one rule: a value, or a context of several."""
        if len(self.outputs) == 1:
            return row[0]
        return Context(zip((column.name for column in self.outputs), row, strict=True))

    def all(self) -> Any:
        self.run.check_list(len(self.rows))
        return [self.value(row) for row in self.rows]

    def priority(self, row: Row) -> tuple[int, ...]:
        """The place of a result in the listed values, 0 the highest; outputs without list don't count."""
        return tuple(
            column.values.index(value) if value in column.values else len(column.values)
            for column, value in zip(self.outputs, row, strict=True)
            if column.values
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """A value, the rules (by index) that it rests on, and whether they contradict each other."""

    value: Any
    rules: tuple[int, ...]
    conflict: bool = False


def _unique(hits: Hits) -> Verdict:
    if len(hits.rules) > 1:
        return Verdict(None, hits.rules, conflict=True)
    return Verdict(hits.value(hits.rows[0]), hits.rules)


def _any(hits: Hits) -> Verdict:
    values = [hits.value(row) for row in hits.rows]
    if all(same_value(values[0], value, hits.run) for value in values[1:]):
        return Verdict(values[0], hits.rules)
    return Verdict(None, hits.rules, conflict=True)


def _first(hits: Hits) -> Verdict:
    return Verdict(hits.value(hits.rows[0]), hits.rules[:1])


def _priority(hits: Hits) -> Verdict:
    best = min(range(len(hits.rows)), key=lambda index: hits.priority(hits.rows[index]))
    return Verdict(hits.value(hits.rows[best]), (hits.rules[best],))


def _collect(hits: Hits) -> Verdict:
    return Verdict(hits.all(), hits.rules)


def _output_order(hits: Hits) -> Verdict:
    order = sorted(range(len(hits.rows)), key=lambda index: hits.priority(hits.rows[index]))
    ordered = Hits(
        tuple(hits.rules[index] for index in order),
        tuple(hits.rows[index] for index in order),
        hits.outputs,
        hits.run,
    )
    return Verdict(ordered.all(), ordered.rules)


def _aggregate(name: str) -> Callable[[Hits], Verdict]:
    body = BUILT_INS[name].body

    def policy(hits: Hits) -> Verdict:
        values = [row[0] for row in hits.rows]
        try:
            return Verdict(body(hits.run, values), hits.rules)
        except ValueError:
            hits.run.note("output_type", 0, hits.outputs[0].name, ("number",))
            return Verdict(None, hits.rules)

    return policy


def _number_of(hits: Hits) -> Verdict:
    return Verdict(Decimal(len(hits.rules)), hits.rules)


_POLICIES: dict[str, Callable[[Hits], Verdict]] = {
    "U": _unique,
    "A": _any,
    "P": _priority,
    "F": _first,
    "R": _collect,
    "O": _output_order,
    "C": _collect,
    "C+": _aggregate("sum"),
    "C<": _aggregate("min"),
    "C>": _aggregate("max"),
    "C#": _number_of,
}


def decide(policy: str, hits: Hits, defaults: Sequence[Any] | None) -> Verdict:
    """What a policy makes of the rules that hold; the defaults where none does."""
    if hits.rules:
        return _POLICIES[policy](hits)
    if defaults is not None:
        return Verdict(hits.value(tuple(defaults)), ())
    return Verdict(Decimal(0) if policy == "C#" else None, ())
