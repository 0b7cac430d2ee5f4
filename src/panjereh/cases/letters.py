"""A version's letters, filled in for one case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from panjereh.catalogue.queries import Live
from panjereh.documents.letters import Letter, as_text, fill, parse_letter
from panjereh.flow.letters import places_in
from panjereh.flow.scope import scope_of
from panjereh.flow.state import Papers, State
from panjereh.kernel import clock
from panjereh.kernel.jalali import long_date
from panjereh.kernel.text_fa import digits_fa
from panjereh.rules import LimitExceeded

_IDENTIFIER = re.compile(r"\+?[0-9][0-9-]*")


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter in one language: its title and its blocks."""

    language: str
    title: str
    blocks: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return as_text(self.blocks)


def filled_letter(live: Live, letter_id: str, state: State, papers: Papers, language: str) -> Filled:
    """The letter with the values of this case in its places."""
    letter = live.service.letters[letter_id]
    expressions = {
        source.text: live.version.expressions[source]
        for source in places_in(letter)
        if source in live.version.expressions
    }
    now = clock.now()
    scope = scope_of(live.version, state, papers, now)

    def value(source: str) -> str:
        try:
            return written(expressions[source.strip()].evaluate(scope, clock=now), language)
        except LimitExceeded:
            return ""

    return Filled(language, letter.title.get(language), fill(_parsed(letter.body.get(language)), value))


@lru_cache(maxsize=256)
def _parsed(source: str) -> Letter:
    return parse_letter(source)


def written(value: Any, language: str) -> str:
    """A value as it stands in a letter: dates in the calendar of the language, numbers in its digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"fa": ("خیر", "بله"), "en": ("no", "yes")}[language][value]
    if isinstance(value, datetime):
        value = value.astimezone(clock.TEHRAN).date()
    if isinstance(value, date):
        return long_date(value, language)
    if isinstance(value, int | Decimal):
        return _number(Decimal(value), language)
    if isinstance(value, list | tuple):
        return ("، " if language == "fa" else ", ").join(written(item, language) for item in value)
    if isinstance(value, Mapping):
        return str(value.get(language, ""))
    return _identifier(str(value), language)


def _identifier(text: str, language: str) -> str:
    """Receipts, national ids, postal codes and the like, in the digits of a Persian letter; else as it is."""
    return digits_fa(text) if language == "fa" and _IDENTIFIER.fullmatch(text) else text


def _number(value: Decimal, language: str) -> str:
    text = f"{value:,f}"
    return digits_fa(text).replace(",", "٬").replace(".", "٫") if language == "fa" else text
