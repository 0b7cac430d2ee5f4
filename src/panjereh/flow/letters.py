"""The places of a letter: `{{ FEEL }}` in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panjereh.flow.model import Letter, Place, Source

_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def pieces_of(letter: Letter, language: str) -> tuple[str | Source, ...]:
    """The body in order: Markdown text, and the expressions that stand in it."""
    body = letter.body.get(language)
    place = letter.bodies.get(language, letter.place)
    pieces: list[str | Source] = []
    end = 0
    for match in _PLACE.finditer(body):
        pieces.append(body[end : match.start()])
        pieces.append(_source(match, body, place))
        end = match.end()
    pieces.append(body[end:])
    return tuple(piece for piece in pieces if piece != "")


def places_in(letter: Letter) -> Iterator[Source]:
    """All expressions of a letter, of both languages."""
    for language in ("fa", "en"):
        yield from (piece for piece in pieces_of(letter, language) if isinstance(piece, Source))


def _source(match: re.Match[str], body: str, place: Place) -> Source:
    text = match.group(1)
    start = match.start(1) + len(text) - len(text.lstrip())
    line = body.count("\n", 0, start)
    column = start - (body.rfind("\n", 0, start) + 1) + 1
    first = place.column - 1 if line == 0 else 0
    return Source(text.strip(), Place(place.file, place.line + line, column + first))
