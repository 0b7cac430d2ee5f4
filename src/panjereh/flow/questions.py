"""Whether two versions ask the same: a question that says something else is another question."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from panjereh.flow.model import Field, Page, Place


def same_page(before: Page, now: Page) -> bool:
    """Whether a page asks the same in both; when it is asked doesn't matter."""
    return _frame(before) == _frame(now) and _said(before.fields) == _said(now.fields)


def same_field(before: Page, was: Field, now: Page, field: Field) -> bool:
    """Whether a question is the same in its words, its kind, and what it takes."""
    return _said(was) == _said(field) and _frame(before)[:2] == _frame(now)[:2]


def _frame(page: Page) -> tuple[Any, ...]:
    return (_said(page.ask), _said(page.hint), _said(page.repeat))


def _said(value: Any) -> Any:
    """What the author said, without the line on which it stands."""
    if is_dataclass(value):
        said = {entry.name: getattr(value, entry.name) for entry in fields(value)}
        return {name: _said(part) for name, part in said.items() if not isinstance(part, Place)}
    if isinstance(value, (tuple, list)):
        return [_said(part) for part in value]
    if isinstance(value, dict):
        return [(name, _said(part)) for name, part in value.items()]
    return value
