"""Reading the CSV form of a decision table.

Line 1: name, hit policy (`hit U`). Line 2: the role of each column (`in`, `out`, `ref`, `note`).
Line 3: headings (input expression, output name; `fa` or `en` over a note). Line 4: type of each
column, or its values with `|` between them. From line 5 on: one rule a line.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from panjereh.rules.errors import FeelError, LimitExceeded
from panjereh.rules.limits import Limits
from panjereh.rules.tables.errors import TableError
from panjereh.rules.tables.model import POLICIES, Rule, Sheet

_ROLES = ("in", "out", "ref", "note")
_NOTE_LANGUAGES = ("fa", "en")
Row = tuple[int, list[str]]  # line in the file, cells


def read_rows(text: str) -> list[Row]:
    """The lines of a CSV from the first that holds anything, with stripped cells. Raises csv.Error."""
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    line = 1
    for cells in reader:
        stripped = [cell.strip() for cell in cells]
        if rows or any(stripped):
            rows.append((line, stripped))
        line = reader.line_num + 1
    return rows


def filled(rows: list[Row]) -> list[Row]:
    """The lines that hold anything."""
    return [row for row in rows if any(row[1])]


@dataclass(frozen=True, slots=True)
class _Roles:
    """Which cells of a line are what."""

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    refs: tuple[int, ...]
    notes: tuple[tuple[int, str], ...]
    width: int


class SheetReader:
    """Reads one sheet and gathers what is wrong with it."""

    def __init__(self, text: str, table: str, limits: Limits) -> None:
        if len(text) > limits.table_length:
            raise LimitExceeded("table_length", limits.table_length)
        self.table = table
        self.limits = limits
        self.errors: list[FeelError] = []
        self._text = text

    def refuse(self, key: str, line: int, header: str, text: str = "", *expected: str, rule: int = 0) -> None:
        """Note an error and go on."""
        error = FeelError(key, 1, 1, text, expected)
        self.errors.append(TableError(error, table=self.table, rule=rule, header=header, line=line))

    def read(self) -> Sheet | None:
        """The sheet, or None where its head can't be understood."""
        try:
            rows = read_rows(self._text)
        except csv.Error as error:
            self.refuse("bad_csv", 1, "1", str(error))
            return None
        if len(rows) < 4:
            self.refuse("table_head", rows[-1][0] if rows else 1, "1")
            return None
        rows = [*rows[:4], *filled(rows[4:])]
        if len(rows) - 4 > self.limits.table_rules:
            raise LimitExceeded("table_rules", self.limits.table_rules)
        policy = self._policy(rows[0])
        roles = self._roles(rows[1], rows[2])
        if self.errors or roles is None:
            return None
        return self._sheet(rows, policy, roles)

    def _policy(self, row: Row) -> str:
        line, cells = row
        if len(cells) == 1 and any(separator in cells[0] for separator in ";\t"):
            self.refuse("separator", line, "1", "tab" if "\t" in cells[0] else ";")
            return ""
        text = cells[1] if len(cells) > 1 else ""
        policy = text.removeprefix("hit").strip().upper()
        if policy not in POLICIES:
            self.refuse("hit_policy", line, "2", text, "hit_policy")
        return policy

    def _roles(self, row: Row, heads: Row) -> _Roles | None:
        line, cells = row
        names = heads[1]
        found: dict[str, list[int]] = {role: [] for role in _ROLES}
        for index, role in enumerate(cells):
            if role in found:
                found[role].append(index)
            elif role or (index < len(names) and names[index]):
                self.refuse("role", line, str(index + 1), role, "role")
        notes = [(index, names[index] if index < len(names) else "") for index in found["note"]]
        for index, language in notes:
            if language not in _NOTE_LANGUAGES:
                self.refuse("note_language", heads[0], str(index + 1), language, "language")
        if not found["out"]:
            self.refuse("no_outputs", line, "1")
        self._check_heads(heads, [*found["in"], *found["out"]], len(cells))
        width = 1 + max((index for each in found.values() for index in each), default=0)
        return _Roles(tuple(found["in"]), tuple(found["out"]), tuple(found["ref"]), tuple(notes), width)

    def _check_heads(self, heads: Row, columns: list[int], width: int) -> None:
        line, names = heads
        seen: set[str] = set()
        for index in columns:
            name = names[index] if index < len(names) else ""
            if not name:
                self.refuse("heading_missing", line, str(index + 1))
            elif name in seen:
                self.refuse("heading_twice", line, name, name)
            seen.add(name)
        for index, name in enumerate(names[width:], width):
            if name:
                self.refuse("role", line, str(index + 1), "", "role")

    def _sheet(self, rows: list[Row], policy: str, roles: _Roles) -> Sheet:
        heads, types = _padded(rows[2][1], roles.width), _padded(rows[3][1], roles.width)
        rules = tuple(
            self._rule(number, line, cells, roles, heads) for number, (line, cells) in enumerate(rows[4:], 1)
        )
        if not rules:
            self.refuse("no_rules", rows[3][0], "1")
        return Sheet(
            title=rows[0][1][0],
            policy=policy,
            head_line=rows[2][0],
            type_line=rows[3][0],
            inputs=tuple(heads[index] for index in roles.inputs),
            outputs=tuple(heads[index] for index in roles.outputs),
            input_types=tuple(types[index] for index in roles.inputs),
            output_types=tuple(types[index] for index in roles.outputs),
            rules=rules,
        )

    def _rule(self, number: int, line: int, cells: list[str], roles: _Roles, heads: list[str]) -> Rule:
        needed = 1 + max((*roles.inputs, *roles.outputs))
        if len(cells) < needed:
            self.refuse("row_short", line, heads[len(cells)], rule=number)
            cells = [*cells, *["null"] * (needed - len(cells))]  # one error is enough
        for index, cell in enumerate(cells[roles.width :], roles.width + 1):
            if cell:
                self.refuse("row_long", line, str(index), cell, rule=number)
        full = _padded(cells, max(roles.width, needed))
        return Rule(
            number=number,
            line=line,
            tests=tuple(full[index] for index in roles.inputs),
            results=tuple(full[index] for index in roles.outputs),
            ref="; ".join(full[index] for index in roles.refs if full[index]),
            notes={language: full[index] for index, language in roles.notes if full[index]},
        )


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
