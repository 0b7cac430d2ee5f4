"""Small parts of the files, from checked plain values to typed ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from panjereh.flow.model import Field, Span, Text
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
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
