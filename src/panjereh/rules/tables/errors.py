"""What is wrong with a decision table, and what went wrong in its run."""

from __future__ import annotations

from dataclasses import dataclass

from panjereh.rules import messages
from panjereh.rules.errors import FeelError


class TableError(FeelError):
    """One cell that can't be compiled.

    table   name of the table
    rule    1-based number of the rule; 0 in the head
    header  heading of the column, or its number where it has none
    line    1-based line in the CSV; `column` is the place within the cell
    """

    def __init__(self, error: FeelError, *, table: str, rule: int, header: str, line: int) -> None:
        super().__init__(error.key, line, error.column, error.text, error.expected)
        self.table = table
        self.rule = rule
        self.header = header

    def message(self, language: str) -> str:
        place = (
            messages.sentence("in_rule", language, rule=self.rule)
            if self.rule
            else messages.sentence("in_head", language)
        )
        where = messages.sentence(
            "in_cell",
            language,
            table=self.table,
            line=self.line,
            place=place,
            header=messages.shortened(self.header),
        )
        return where + self.reason(language)


class TableErrors(FeelError):
    """Everything that is wrong with a table; as an error it speaks for the first."""

    def __init__(self, errors: tuple[FeelError, ...]) -> None:
        first = errors[0]
        super().__init__(first.key, first.line, first.column, first.text, first.expected)
        self.errors = errors

    def message(self, language: str) -> str:
        return self.errors[0].message(language)


@dataclass(frozen=True, slots=True)
class TableConflict:
    """Rules that hold together though the hit policy forbids it."""

    table: str
    policy: str
    rules: tuple[int, ...]

    def message(self, language: str) -> str:
        """Which rules, and what to do."""
        numbers = (", " if language == "en" else "، ").join(str(rule) for rule in self.rules)
        return messages.sentence(f"conflict_{self.policy}", language, table=self.table, rules=numbers)
