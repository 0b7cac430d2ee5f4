"""YAML 1.2 as agencies may write it: plain mappings, lists and texts, each with its line and column.

No anchors, aliases, tags, directives or duplicate keys; depth and size are capped. Every scalar is
text; the schema makes numbers of it where it says so (`schemas.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from panjereh.catalogue.folder.hidden import code_of, first_hidden, shown
from panjereh.catalogue.folder.messages import YAML_PROBLEMS, say
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place, Text

DEPTH = 12
NODES = 20_000
DOCUMENTS = 100

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """One document: its value, and where each value and each key of it stands."""

    file: str
    value: Any = ""
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Where the value at a path begins, or the nearest value around it."""
        return self._nearest(self.values, path)

    def key(self, *path: str | int) -> Place:
        """Where the key of a path stands, or the nearest value around it."""
        return self.keys.get(path) or self.place(*path)

    def _nearest(self, places: Mapping[Path, Place], path: Path) -> Place:
        for length in range(len(path), -1, -1):
            if path[:length] in places:
                return places[path[:length]]
        return Place(self.file)


class Unreadable(Exception):
    """The file is not YAML as we take it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.en)
        self.finding = finding


def read_document(file: str, text: str) -> Document:
    """The only document of a file; raises Unreadable."""
    documents = read_documents(file, text)
    if len(documents) != 1:
        place = documents[1].place() if len(documents) > 1 else Place(file)
        raise Unreadable(say(place, "one_document" if documents else "empty_file"))
    return documents[0]


def read_documents(file: str, text: str) -> list[Document]:
    """All documents of a file; raises Unreadable."""
    try:
        return list(_Builder(file).documents(YAML(typ="safe", pure=True).parse(text)))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise Unreadable(say(place, "yaml_syntax", problem=_problem(error.problem or ""))) from error
    except (YAMLError, ValueError) as error:
        raise Unreadable(say(Place(file), "yaml_syntax", problem=_problem(""))) from error


def _problem(said: str) -> Text:
    """The parser's complaint in words for an author."""
    return next((text for part, text in YAML_PROBLEMS.items() if part in said), YAML_PROBLEMS[""])


class _Builder:
    """Builds documents from parser events, so that nothing is resolved, referred to or constructed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.nodes = 0

    def documents(self, events: Iterator[Any]) -> Iterator[Document]:
        count = 0
        for event in events:
            if isinstance(event, yaml_events.DocumentStartEvent):
                count += 1
                if event.version or event.tags:
                    raise self._refuse(event, "yaml_directive")
                if count > DOCUMENTS:
                    raise self._refuse(event, "too_many_documents", most=DOCUMENTS)
                document = Document(self.file)
                document.value = self._node(next(events), events, document, ())
                yield document

    def _node(self, event: Any, events: Iterator[Any], document: Document, path: Path) -> Any:
        self._check(event, path)
        document.values[path] = self._place(event)
        if isinstance(event, yaml_events.ScalarEvent):
            return event.value
        if isinstance(event, yaml_events.SequenceStartEvent):
            return self._list(events, document, path)
        return self._mapping(events, document, path)

    def _list(self, events: Iterator[Any], document: Document, path: Path) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml_events.SequenceEndEvent):
                break
            items.append(self._node(event, events, document, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], document: Document, path: Path) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml_events.MappingEndEvent):
                break
            self._check(event, path)
            if not isinstance(event, yaml_events.ScalarEvent):
                raise self._refuse(event, "key_not_text")
            if event.value in pairs:
                raise self._refuse(event, "duplicate_key", name=shown(event.value))
            below = (*path, event.value)
            document.keys[below] = self._place(event)
            pairs[event.value] = self._node(next(events), events, document, below)
        return pairs

    def _check(self, event: Any, path: Path) -> None:
        self.nodes += 1
        if isinstance(event, yaml_events.AliasEvent):
            raise self._refuse(event, "yaml_alias", name=shown(event.anchor))
        if event.anchor:
            raise self._refuse(event, "yaml_anchor", name=shown(event.anchor))
        if getattr(event, "ctag", None) or getattr(event, "tag", None):
            raise self._refuse(event, "yaml_tag")
        if isinstance(event, yaml_events.ScalarEvent):
            self._check_text(event)
        if len(path) > DEPTH:
            raise self._refuse(event, "too_deep", most=DEPTH)
        if self.nodes > NODES:
            raise self._refuse(event, "too_many_nodes", most=NODES)

    def _check_text(self, event: Any) -> None:
        """What an escape such as "\\u202e" puts into a text is as unwelcome as the character itself."""
        hidden = first_hidden(event.value)
        if hidden is not None:
            raise self._refuse(event, "control_character", code=code_of(event.value[hidden]))

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        quoted = 1 if getattr(event, "style", None) in ("'", '"') else 0
        return Place(self.file, mark.line + 1, mark.column + 1 + quoted)

    def _refuse(self, event: Any, key: str, **words: object) -> Unreadable:
        mark = event.start_mark
        return Unreadable(say(Place(self.file, mark.line + 1, mark.column + 1), key, **words))
