"""Small parts of the files, from checked plain values to typed ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.flow.model import Field, Match, Span, Text
from panjereh.kernel.faults import Refused
from panjereh.kernel.jalali import parse_jalali

_SPAN = re.compile(r"P(\d+)([DMY])|(\d+)wd")


def text_of(value: Mapping[str, str]) -> Text:
    return Text(value["fa"], value["en"])


def span_of(text: str) -> Span:
    """`15wd`, `P10D`, `P3M`, `P5Y`; the schema has checked the form."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    if found[3]:
        return Span(working_days=int(found[3]))
    number = int(found[1])
    return {"D": Span(days=number), "M": Span(months=number), "Y": Span(months=12 * number)}[found[2]]


def date_of(value: Any) -> date | None:
    """An ISO date or `{jalali: …}`; None where there is no such day."""
    try:
        if isinstance(value, Mapping):
            return parse_jalali(value["jalali"])
        return date.fromisoformat(value)
    except (Refused, ValueError):
        return None


def field_of(id_: str, said: Mapping[str, Any]) -> Field:
    """A field of a form or a register."""
    match = match_of(said["match"]) if "match" in said else None
    return Field(
        id_,
        said["type"],
        text_of(said["label"]) if "label" in said else None,
        text_of(said["hint"]) if "hint" in said else None,
        said.get("required", True),
        {choice: text_of(label) for choice, label in said.get("choices", {}).items()},
        _decimal(said.get("min")),
        _decimal(said.get("max")),
        tuple(said.get("kinds", ())),
        said.get("max_mb", 0),
        text_of(said["example"]) if "example" in said else None,
        said.get("past", False),
        said.get("list", ""),
        match,
        said.get("oneself", False),
        _inside(said["type"], match),
    )


def match_of(said: Mapping[str, str]) -> Match:
    """With which register another person or a firm is compared."""
    return Match(said["register"], said["ground"], said["purpose"], said.get("birth_date", "birth_date"))


def _inside(type_: str, match: Match | None) -> tuple[str, ...]:
    """The names below a value; `match` is one of them only where something is compared."""
    names = FIELD_TYPES[type_].inside if type_ in FIELD_TYPES else ()
    return tuple(name for name in names if name != "match" or match is not None)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
