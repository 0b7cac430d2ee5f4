"""letters/*.fa.md and *.en.md: a head with title and layout, then Markdown with {{ FEEL }} places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.hidden import is_hidden
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document, Unreadable, read_document
from panjereh.catalogue.folder.schemas import check_document
from panjereh.flow.findings import Finding
from panjereh.flow.letters import parse_letter
from panjereh.flow.model import Letter, Place, Text
from panjereh.kernel.glyphs import unwritable

LAYOUTS = ("certificate", "decision", "message")
_HEAD = re.compile(r"---\r?\n(.*?\r?\n)---[ \t]*\r?\n", re.DOTALL)
_TEMPLATE = re.compile(r"\{%|\{#")


@dataclass(frozen=True, slots=True)
class _Side:
    title: str
    layout: str
    body: str
    place: Place


def letter_ids(bundle: Bundle) -> tuple[str, ...]:
    """The ids of all letters, also of those that can't be read."""
    return tuple(sorted({name.split("/")[1].split(".")[0] for name in bundle.under("letters")}))


def read_letters(bundle: Bundle) -> tuple[dict[str, Letter], tuple[Finding, ...]]:
    """All letters that stand in both languages, and what is wrong with the others."""
    found: list[Finding] = []
    letters: dict[str, Letter] = {}
    for name in letter_ids(bundle):
        sides = {language: _side(bundle, name, language, found) for language in ("fa", "en")}
        fa, en = sides["fa"], sides["en"]
        if fa is None or en is None:
            continue
        if fa.layout != en.layout:
            found.append(say(en.place, "letter_layouts", fa=fa.layout, en=en.layout))
        letters[name] = Letter(
            name,
            Text(fa.title, en.title),
            Text(fa.body, en.body),
            fa.layout,
            fa.place,
            {"fa": fa.place, "en": en.place},
        )
    return letters, tuple(found)


def _side(bundle: Bundle, name: str, language: str, found: list[Finding]) -> _Side | None:
    file = f"letters/{name}.{language}.md"
    if file not in bundle.files:
        found.append(say(Place(file), "letter_language", name=file))
        return None
    text = bundle.text(file)
    head = _HEAD.match(text)
    if head is None:
        found.append(say(Place(file), "letter_head", layouts=" | ".join(LAYOUTS)))
        return None
    document = _head(file, head[1], found)
    if document is None:
        return None
    foreign = unwritable(document.value["title"])
    if foreign:
        found.append(say(document.place("title"), "letter_glyph", letter=foreign))
    body = text[head.end() :]
    place = Place(file, text.count("\n", 0, head.end()) + 1)
    found.extend(_markup(body, place))
    return _Side(document.value["title"], document.value["layout"], body, place)


def _head(file: str, text: str, found: list[Finding]) -> Document | None:
    try:
        # One empty line stands for the opening mark, so that line numbers are those of the file.
        document = read_document(file, "\n" + text)
    except Unreadable as unreadable:
        found.append(unreadable.finding)
        return None
    findings = check_document(document, "letter")
    found.extend(findings)
    return None if findings else document


def _markup(body: str, start: Place) -> Iterator[Finding]:
    """What the reader of letters refuses, at the author's lines; and code of other template languages."""
    for found in parse_letter(body).findings:
        column = found.place.column + (start.column - 1 if found.place.line == 1 else 0)
        yield replace(found, place=Place(start.file, start.line + found.place.line - 1, column))
    for number, line in enumerate(body.splitlines()):
        foreign = unwritable("".join(letter for letter in line if not is_hidden(letter)))
        if foreign:
            yield say(
                Place(start.file, start.line + number, line.index(foreign) + 1),
                "letter_glyph",
                letter=foreign,
            )
    for match in _TEMPLATE.finditer(body):
        yield say(_at(body, match.start(), start), "letter_template")


def _at(body: str, offset: int, start: Place) -> Place:
    line = body.count("\n", 0, offset)
    return Place(start.file, start.line + line, offset - body.rfind("\n", 0, offset))
