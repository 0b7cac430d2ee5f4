"""A decision table as data: columns and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from panjereh.rules.types import ANY, FeelType

POLICIES = ("U", "A", "P", "F", "R", "O", "C", "C+", "C<", "C>", "C#")


@dataclass(frozen=True, slots=True)
class Column:
    """An input or output column.

    name     the input expression, or the name of the output
    type     the declared type; that of the values where they are listed
    values   the listed values, the highest first; empty for any
    default  what an output is when no rule holds, as FEEL text
    """

    name: str
    type: FeelType = ANY
    values: tuple[Any, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as its author wrote it; `notes` are sentences by language."""

    number: int
    line: int
    tests: tuple[str, ...]
    results: tuple[str, ...]
    ref: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a CSV holds, before any expression in it is compiled."""

    title: str
    policy: str
    head_line: int  # of the headings
    type_line: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    input_types: tuple[str, ...]
    output_types: tuple[str, ...]
    rules: tuple[Rule, ...]
