"""process.yaml as typed stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from panjereh.catalogue.folder.parts import span_of, text_of
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.model import VERBS, EndAct, Place, Source, Stage, Text, Way


def stages_of_process(document: Document) -> dict[str, Stage]:
    """The stages by id in the author's order; the schema has checked their form."""
    return {name: _stage(document, name) for name in document.value["stages"]}


def _stage(document: Document, name: str) -> Stage:
    said = document.value["stages"][name]
    verb = next(verb for verb in VERBS if verb in said)
    span = said.get("limit") or said.get("within")
    choices = said.get("choices", {})
    return Stage(
        name,
        verb,
        what=_what(said[verb]),
        ways=_ways(document, name),
        choices={choice: go if isinstance(go, str) else go["go"] for choice, go in choices.items()},
        labels=_labels(said, choices),
        or_else=said.get("or_else"),
        late=said.get("late"),
        declined=said.get("declined"),
        limit=span_of(span) if span else None,
        second=_source(document, "stages", name, "second") if "second" in said else None,
        join=said.get("join", "all"),
        do=tuple(EndAct(act, what) for entry in said.get("do", ()) for act, what in entry.items()),
        place=document.key("stages", name),
        places=dict(_places(document, name)),
        silent=said.get("silent"),
        agency=said.get("agency", ""),
    )


def _labels(said: Mapping[str, Any], choices: Mapping[str, Any]) -> dict[str, Text]:
    """The words of what an officer can choose: at a review, or as an opinion."""
    if "answers" in said:
        return {answer: text_of(words) for answer, words in said["answers"].items()}
    return {choice: text_of(go["label"]) for choice, go in choices.items() if not isinstance(go, str)}


def _places(document: Document, name: str) -> Iterator[tuple[str, Place]]:
    """Where each way out of a stage names its target."""
    said = document.value["stages"][name]
    ways = said.get("next", ())
    for number in range(1, len(ways) + 1 if isinstance(ways, list) else 2):
        index = (number - 1, "go") if isinstance(ways, list) else ()
        yield f"way:{number}", document.place("stages", name, "next", *index)
    for choice in said.get("choices", {}):
        yield f"choice:{choice}", document.place("stages", name, "choices", choice)
    for key in ("or_else", "silent", "declined", "late"):
        yield key, document.place("stages", name, key)


def _what(value: Any) -> tuple[str, ...]:
    if value == "all":
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _source(document: Document, *path: str | int) -> Source:
    value: Any = document.value
    for step in path:
        value = value[step]
    return Source(value, document.place(*path))


def _ways(document: Document, name: str) -> tuple[Way, ...]:
    said = document.value["stages"][name].get("next")
    if said is None:
        return ()
    if isinstance(said, str):
        return (Way(said),)
    return tuple(
        Way(
            way["go"],
            _source(document, "stages", name, "next", index, "when") if "when" in way else None,
            text_of(way["says"]) if "says" in way else None,
        )
        for index, way in enumerate(said)
    )
