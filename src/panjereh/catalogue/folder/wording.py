"""Texts as they should be typed: Persian letters and digits, no text that stands in both languages alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place

_FOREIGN = {
    "\u064a": ("\u064a", "ی"),
    "\u0649": ("ى", "ی"),
    "\u0643": ("\u0643", "ک"),
    "\u06c0": ("ۀ", "هٔ"),
    "\u0629": ("ة", "ه"),
    "\u0640": ("ـ", ""),
    **{chr(0x660 + n): (chr(0x660 + n), chr(0x6F0 + n)) for n in range(10)},
}
_LETTER = re.compile(r"[^\W\d_]")
_PERSIAN = re.compile(r"[\u0600-\u06ff]")


def letter_findings(bundle: Bundle) -> Iterator[Finding]:
    """The first wrongly typed letter of each line of each file."""
    for file in bundle.files:
        for number, line in enumerate(bundle.text(file).splitlines(), start=1):
            bad = next(((column, c) for column, c in enumerate(line, start=1) if c in _FOREIGN), None)
            if bad:
                wrong, right = _FOREIGN[bad[1]]
                key = "letter_foreign" if right else "letter_stretched"
                yield say(Place(file, number, bad[0]), key, wrong=wrong, right=right)


def language_findings(documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Sentences that are the same in both languages, or in the other one's letters."""
    for document in documents.values():
        yield from _texts(document, document.value, ())


def _texts(document: Document, value: object, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if isinstance(value, dict):
        fa, en = value.get("fa"), value.get("en")
        if set(value) == {"fa", "en"} and isinstance(fa, str) and isinstance(en, str):
            yield from _pair(document, fa, en, path)
            return
        for key, item in value.items():
            yield from _texts(document, item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(document, item, (*path, index))


def _pair(document: Document, fa: str, en: str, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if _PERSIAN.search(en):
        yield say(document.place(*path, "en"), "english_persian")
    if _LETTER.search(fa) and not _PERSIAN.search(fa) and (fa == en or len(fa.split()) > 2):
        yield say(document.place(*path, "fa"), "persian_missing")
