"""The types that `instance of`, parameters and columns name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Simple:
    """A type without parts: `number`, `date and time`, `Any` …"""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    item: FeelType


@dataclass(frozen=True, slots=True)
class RangeOf:
    item: FeelType


@dataclass(frozen=True, slots=True)
class ContextOf:
    """A context that has at least these entries."""

    entries: tuple[tuple[str, FeelType], ...]


@dataclass(frozen=True, slots=True)
class FunctionOf:
    parameters: tuple[FeelType, ...]
    result: FeelType


@dataclass(frozen=True, slots=True)
class Named:
    """A type that a model defines; looked up late, so that definitions may stand in any order."""

    name: str
    definition: Callable[[], FeelType]


FeelType = Simple | ListOf | RangeOf | ContextOf | FunctionOf | Named

ANY = Simple("Any")
NULL = Simple("Null")
NUMBER = Simple("number")
STRING = Simple("string")
BOOLEAN = Simple("boolean")
DATE = Simple("date")
TIME = Simple("time")
DATE_TIME = Simple("date and time")
DAYS_DURATION = Simple("days and time duration")
MONTHS_DURATION = Simple("years and months duration")

# The spellings of FEEL first, then those of DMN's XML.
BY_NAME: dict[str, FeelType] = {
    "Any": ANY,
    "Null": NULL,
    "number": NUMBER,
    "string": STRING,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "date and time": DATE_TIME,
    "days and time duration": DAYS_DURATION,
    "years and months duration": MONTHS_DURATION,
    "dateTime": DATE_TIME,
    "dayTimeDuration": DAYS_DURATION,
    "yearMonthDuration": MONTHS_DURATION,
    "list": ListOf(ANY),
    "context": ContextOf(()),
}


def type_text(wanted: FeelType) -> str:
    """The type as an author writes it."""
    match wanted:
        case Simple(name) | Named(name):
            return name
        case ListOf(item):
            return f"list<{type_text(item)}>"
        case RangeOf(item):
            return f"range<{type_text(item)}>"
        case ContextOf(entries):
            return "context<" + ", ".join(f"{name}: {type_text(inner)}" for name, inner in entries) + ">"
        case FunctionOf(parameters, result):
            inside = ", ".join(type_text(parameter) for parameter in parameters)
            return f"function<{inside}> -> {type_text(result)}"
