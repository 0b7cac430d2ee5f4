"""Every address of the product, found by introspection, and what can be put into its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from panjereh.config.machines import ANSWERED

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")

# The kind of object that stands in the first place of an address, by the place's name.
KINDS = {
    "ref": "case",
    "service_id": "service",
    "document_id": "document",
    "file_id": "file",
    "notice_id": "notice",
    "code": "code",
    "payment_id": "payment",
    "authority": "authority",
    "persona": "persona",
    "parked_key": "parked",
    "factor_id": "factor",
    "visit_id": "visit",
    "stop_code": "stop",
    "opinion_id": "opinion",
}
FIXED = {"page_id": "purpose", "known_id": "applicant", "field": "name"}


@dataclass(frozen=True)
class Address:
    """One address: `shown` as tables write it (`/fa/cases/<ref>/`), `kind` of the object in it or empty."""

    shown: str
    name: str

    @property
    def kind(self) -> str:
        places = [place for place in PLACE.findall(self.shown) if place not in FIXED]
        assert len(places) <= 1, f"{self.shown}: say in KINDS and FIXED what stands in its places"
        return KINDS[places[0]] if places else ""

    def path(self, thing: str) -> str:
        """The address with an object in it."""
        return PLACE.sub(lambda place: FIXED.get(place[1], thing), self.shown)


def all_addresses(language: str = "fa") -> tuple[Address, ...]:
    """Every address that the product answers, those of people in one language."""
    with translation.override(language):
        found = [*_walk("/", "", get_resolver().url_patterns)]
    return (*found, *(Address(path, "") for path in ANSWERED))


def _walk(before: str, space: str, patterns: Sequence[URLPattern | URLResolver]) -> Iterator[Address]:
    for pattern in patterns:
        here = before + PLACE.sub(r"<\1>", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(here, pattern.namespace or space, pattern.url_patterns)
        else:
            yield Address(here, f"{space}:{pattern.name}" if space else str(pattern.name))


def names_of(things: Mapping[tuple[str, str], str], kind: str) -> list[str]:
    """The names of all objects of a kind; an address without an object has the one name `-`."""
    return [name for known, name in things if known == kind] if kind else ["-"]
