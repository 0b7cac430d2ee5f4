"""What sources, fields and agencies of a trace are called: told by the rooms above that know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Titles = Mapping[str, str]  # {"fa": …, "en": …}


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one source: its title, and those of its fields."""

    title: Titles
    fields: Mapping[str, Titles] = field(default_factory=dict)


Namer = Callable[[], Mapping[str, Named]]
_sources: list[Namer] = []
_agencies: list[Callable[[], Mapping[str, Titles]]] = []


def name_sources(namer: Namer) -> None:
    """Let a room tell how the sources that it keeps are called."""
    if namer not in _sources:
        _sources.append(namer)


def name_agencies(namer: Callable[[], Mapping[str, Titles]]) -> None:
    """Let a room tell how agencies are called."""
    if namer not in _agencies:
        _agencies.append(namer)


def source_names() -> dict[str, Named]:
    """The names of all sources by their ids."""
    return {source: named for namer in _sources for source, named in namer().items()}


def agency_names() -> dict[str, Titles]:
    """The names of all agencies by their ids."""
    return {agency: titles for namer in _agencies for agency, titles in namer().items()}


def called(titles: Titles | None, otherwise: str, language: str) -> str:
    """A name in the language of the page; the bare id where nobody knows one."""
    return otherwise if titles is None else titles.get(language, otherwise)


def field_titles(named: Named | None, fields: Sequence[str], language: str) -> list[str]:
    """The names of fields, each once; those that nobody knows are left out."""
    known = named.fields if named else {}
    return list(dict.fromkeys(known[name][language] for name in fields if name in known))
