"""The checklist of a review: each numbered condition with what the rules say of it and why, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.presenting import condition_rows, shown_value
from panjereh.cases.queries import TimelineRow
from panjereh.catalogue.folder.parts import field_of
from panjereh.flow import value_of
from panjereh.flow.model import Condition, Field
from panjereh.flow.tables import condition_cell
from panjereh.kernel import clock
from panjereh.kernel.ui.writing import day, digits, language, listed
from panjereh.registries.queries import definitions
from panjereh.rules import Rule, Table

Context = dict[str, Any]
ANY_VALUE = ("", "-")
HIDDEN = "sealed"


def applying(held: HeldCase) -> tuple[int, ...]:
    """The numbers of the conditions that apply to this case, as far as its data say; in doubt they do."""
    return tuple(
        number
        for number, condition in held.live.service.conditions.items()
        if condition.applies_when is None
        or value_of(held.live.version, condition.applies_when, held.state, held.papers, clock.now())
        is not False
    )


def checklist(held: HeldCase, events: Sequence[TimelineRow]) -> list[Context]:
    """One entry for each condition of the version, in the order of the numbers."""
    checks = [row for row in events if row.kind == "ConditionsChecked"]
    labels = Labels(held)
    apply = set(applying(held))
    conditions = held.live.service.conditions
    return [
        {
            **row,
            "key": number,
            "cure": row["cure"],
            **_verdict(held, number, number in apply),
            "why": list(_why(held, number, checks, labels)) if number in apply else [],
            "evidence": list(_evidence(held, conditions[number], labels)),
            "applies": number in apply,
            "proposed": _proposed(held, number),
        }
        for number, row in zip(conditions, condition_rows(held, list(conditions)), strict=True)
    ]


def _verdict(held: HeldCase, number: int, applies: bool) -> Context:
    """What the rules say, in a word."""
    if not applies:
        return {"state": _("Does not apply"), "kind": ""}
    if number in held.state.met:
        return {"state": _("Met"), "kind": "ok"}
    if number in held.state.unmet:
        return {"state": _("Not met"), "kind": "no"}
    return {"state": _("For you to look at"), "kind": "you"}


def _proposed(held: HeldCase, number: int) -> str:
    """What the checklist is filled in with: what the rules found; the officer is free to differ."""
    return "met" if number in held.state.met else "unmet" if number in held.state.unmet else ""


class Labels:
    """What names in expressions are called by people, and the fields behind them."""

    def __init__(self, held: HeldCase) -> None:
        self.service = held.live.service
        self.registers = definitions()
        self.answers = {
            field.id: field for page in self.service.pages if not page.repeat for field in page.fields
        }

    def field(self, path: str) -> Field | None:
        """The field of `answers.x` or `known.k.f`; None for what is neither, or is for rules alone."""
        parts = path.split(".")
        if parts[0] == "answers" and len(parts) == 2:
            return self.answers.get(parts[1])
        if parts[0] == "applicant" and len(parts) == 2 and "applicant" in self.service.known:
            parts = ["known", "applicant", parts[1]]
        if parts[0] != "known" or len(parts) != 3 or parts[1] not in self.service.known:
            return None
        register = self.registers.get(self.service.known[parts[1]].register)
        about = register["fields"].get(parts[2]) if register else None
        return None if about is None or about["visibility"] == HIDDEN else field_of(parts[2], about)

    def source(self, known: str) -> str:
        register = self.registers.get(self.service.known[known].register)
        return str(register["title"][language()]) if register else known

    def of(self, path: str) -> str:
        found = self.field(path)
        return found.label.get(language()) if found is not None and found.label else path


def _evidence(held: HeldCase, condition: Condition, labels: Labels) -> Iterator[Context]:
    """The values that the condition is looked at by, each with where it comes from."""
    for path in condition.evidence:
        parts = path.split(".")
        found = labels.field(path)
        if found is None:
            continue
        if parts[0] == "answers":
            yield _answer(held, found, labels.of(path))
        else:
            yield _record(held, parts[1], parts[2], found, labels)


def _answer(held: HeldCase, asked: Field, label: str) -> Context:
    """An answer, and what it was before the applicant was asked again."""
    page = next(page for page in held.live.service.pages if asked in page.fields)
    rounds = [_value_in(paper, asked.id) for paper in held.folder.rounds("page", page.id)]
    value = rounds[-1] if rounds else None
    row = {"label": label, "value": shown_value(asked, value) or _("Not answered"), "source": _("Answer")}
    if len(rounds) > 1 and rounds[-2] != value:
        row["before"] = shown_value(asked, rounds[-2]) or _("Not answered")
    return row


def _value_in(paper: Mapping[str, Any], field: str) -> Any:
    return paper["values"].get(field) if isinstance(paper.get("values"), Mapping) else None


def _record(held: HeldCase, known: str, name: str, about: Field, labels: Labels) -> Context:
    """A register's value as it was frozen, and what it was at the reading before."""
    rounds = held.folder.rounds("known", known)
    latest = rounds[-1] if rounds else None
    label = labels.of(f"known.{known}.{name}")
    if latest is None:
        said = _("The register has no record of this") if rounds else _("Not asked")
        return {"label": label, "value": said, "source": labels.source(known)}
    row = {
        "label": label,
        "value": shown_value(about, latest["fields"].get(name)) or _("Empty"),
        "source": _("%(register)s, as recorded on %(day)s")
        % {"register": labels.source(known), "day": day(latest["recorded_on"])},
    }
    before = rounds[-2] if len(rounds) > 1 else None
    if before is not None and before["fields"].get(name) != latest["fields"].get(name):
        row["before"] = shown_value(about, before["fields"].get(name)) or _("Empty")
    return row


def _why(held: HeldCase, number: int, checks: Sequence[TimelineRow], labels: Labels) -> Iterator[Context]:
    """The rules of the tables that spoke of this condition last, as sentences."""
    last = next((row for row in reversed(checks) if number in (*row.data["met"], *row.data["unmet"])), None)
    if last is None:
        return
    table = held.live.version.tables[last.data["table"]]
    for rule in table.rules:
        if rule.number in last.data["rules"] and condition_cell(table, rule) == str(number):
            yield {
                "note": rule.notes.get(language(), ""),
                "cells": list(_cells(table, rule, labels)),
                "table": last.data["table"],
                "rule": digits(rule.number),
            }


def _cells(table: Table, rule: Rule, labels: Labels) -> Iterator[str]:
    """What the row asks of each input: «Use: residential or mixed»."""
    for column, test in zip(table.inputs, rule.tests, strict=True):
        if test.strip() not in ANY_VALUE:
            yield f"{labels.of(column.name)}: {_test_words(labels.field(column.name), test)}"


def _test_words(asked: Field | None, test: str) -> str:
    """A test in the words of the field's choices where it lists them; else as the author wrote it."""
    keys = [key.strip().strip('"') for key in test.split(",")]
    if asked is None or not asked.choices or not all(key in asked.choices for key in keys):
        return test
    return listed(asked.choices[key].get(language()) for key in keys)
