"""The letters of a version: what their text may hold, and the expressions that stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from panjereh.flow.letters.places import take_out_places
from panjereh.flow.letters.reading import LARGEST, ReadLetter, parse_letter
from panjereh.flow.model import Letter, Place, Source

__all__ = ["LARGEST", "ReadLetter", "parse_letter", "places_in"]


def places_in(letter: Letter) -> Iterator[Source]:
    """All expressions of a letter, of both languages, each with its place in the author's file."""
    for language in ("fa", "en"):
        start = letter.bodies.get(language, letter.place)
        for found in take_out_places(letter.body.get(language))[1]:
            first = start.column - 1 if found.line == 1 else 0
            place = Place(start.file, start.line + found.line - 1, found.column + first)
            yield Source(found.source, place)
