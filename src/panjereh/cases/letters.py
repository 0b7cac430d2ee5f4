"""A version's letters, filled in for one case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from panjereh.catalogue.presenting import law_words, span_words
from panjereh.catalogue.queries import Live, working_calendar
from panjereh.documents.letters import as_text, fill
from panjereh.flow.appeal import appeal_until
from panjereh.flow.effort import Effort
from panjereh.flow.letters import ReadLetter, parse_letter, places_in
from panjereh.flow.model import Service, Text
from panjereh.flow.scope import scope_of
from panjereh.flow.state import Papers, State
from panjereh.kernel import clock
from panjereh.kernel.jalali import long_date
from panjereh.kernel.text_fa import digits_fa
from panjereh.registries.queries import definitions
from panjereh.rules import LimitExceeded, from_feel


class LetterTooSlow(Exception):
    """A place of a letter costs too much; a letter with a silent gap is never sent."""


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

    effort = Effort()
    choices = {**choices_of(live.service), **known_choices(live.service, expressions)}

    def value(source: str) -> str:
        if effort.spent:
            raise LetterTooSlow(f"{letter_id}.{language}")
        try:
            found = from_feel(expressions[source].evaluate(scope, clock=now))
            return written(in_words(found, choices.get(source, {}), language), language)
        except LimitExceeded as limit:
            raise LetterTooSlow(f"{letter_id}.{language}: {source}") from limit

    blocks = fill(_parsed(letter.body.get(language)), value)
    if letter.layout == "decision":
        blocks += _unmet_conditions(live.service, state, language)
        blocks += _way_of_appeal(live, state, language)
    return Filled(language, letter.title.get(language), blocks)


def choices_of(service: Service) -> dict[str, Mapping[str, Text]]:
    """The words of the choices, by the place that names such an answer and nothing else."""
    fields = (field for page in service.pages for field in page.fields)
    return {f"answers.{field.id}": field.choices for field in fields if field.choices}


def known_choices(service: Service, sources: Iterable[str]) -> dict[str, Mapping[str, Text]]:
    """The same for places that name nothing but a field of what was fetched (`known.licence.trade`)."""
    named = [
        source.split(".") for source in sources if source.startswith("known.") and source.count(".") == 2
    ]
    fetched = [(name, field) for _, name, field in named if name in service.known and name != "applicant"]
    about = definitions() if fetched else {}
    found: dict[str, Mapping[str, Text]] = {}
    for name, field in fetched:
        fields = about.get(service.known[name].register, {}).get("fields", {})
        said = fields.get(field, {}).get("choices", {})
        found[f"known.{name}.{field}"] = {key: Text(words["fa"], words["en"]) for key, words in said.items()}
    return found


def in_words(value: Any, choices: Mapping[str, Text], language: str) -> Any:
    """The ids of chosen things as the words that were chosen; everything else as it is."""
    if isinstance(value, list | tuple):
        return [in_words(item, choices, language) for item in value]
    chosen = choices.get(value) if isinstance(value, str) else None
    return chosen.get(language) if chosen else value


def _unmet_conditions(service: Service, state: State, language: str) -> list[dict[str, Any]]:
    """What a refusal stands on: each condition with its number, law and cure."""
    items = []
    for number in state.unmet if state.outcome == "refused" else ():
        condition = service.conditions[number]
        shown = digits_fa(number) if language == "fa" else str(number)
        lines = (
            f"({shown}) {condition.text.get(language)}",
            law_words(service, condition.law, language),
            condition.cure.get(language),
        )
        items.append([_paragraph(line, strong=index == 0) for index, line in enumerate(lines)])
    return [{"kind": "list", "ordered": False, "start": 1, "items": items}] if items else []


def _way_of_appeal(live: Live, state: State, language: str) -> list[dict[str, Any]]:
    """Until when a refusal can be appealed, and where one begins."""
    if state.outcome != "refused":
        return []
    until = appeal_until(live.version, state, working_calendar(live.service.agency))
    if until is None:
        return []
    with override(language):
        span = span_words(live.service.appeal_within)
        told = _(
            "If you disagree, you can appeal until %(day)s: %(span)s from the day of the decision."
            " Begin on the page of your case."
        )
    return [_paragraph(told % {"day": long_date(until, language), "span": span}, strong=False)]


def _paragraph(text: str, *, strong: bool) -> dict[str, Any]:
    return {"kind": "paragraph", "spans": [{"text": text, "strong": strong, "dir": ""}]}


@lru_cache(maxsize=256)
def _parsed(source: str) -> ReadLetter:
    return parse_letter(source)


def written(value: Any, language: str) -> str:
    """A value as it stands in a letter: dates in the calendar of the language, numbers in its digits.

    An identifier of digits alone (national ID, postal code) is a number to its reader, too.
    """
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
    text = str(value)
    return digits_fa(text) if language == "fa" and text.isdigit() else text


def _number(value: Decimal, language: str) -> str:
    text = f"{value:,f}"
    return digits_fa(text).replace(",", "٬").replace(".", "٫") if language == "fa" else text
