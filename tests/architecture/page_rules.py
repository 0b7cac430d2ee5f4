"""What every page must keep, checked on its HTML without a browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib

DIRECTION = {"fa": "rtl", "en": "ltr"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns")
_UNNAMED_INPUTS = ("hidden", "submit", "button", "image", "reset")
_ISLANDS = ("bdi", "code", "pre", "script", "style", "svg", "textarea", "kbd")
_ARABIC_LETTERS = re.compile("[يكىة]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}(?:[\s,.]+[A-Za-z]{2,}){2,}")
_LATIN_DIGITS = re.compile(r"(?<![A-Za-z0-9-])[0-9](?![0-9-]*[A-Za-z])")  # but of SHA-256 or 7K4M-2Q
_PERSIAN_LETTERS = re.compile("[\u0600-\u06ff]{2,}")


def page_faults(html: str, language: str) -> list[str]:
    """Every fault of a whole page in the given language (`fa` or `en`), as sentences; none is good."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    faults = [f"HTML is broken at line {place[0]}: {code}" for place, code, _ in parser.errors]
    for check in _CHECKS:
        faults.extend(check(root))
    faults.extend(_frame_faults(root, language))
    faults.extend(_word_faults(root, language))
    return faults


def _frame_faults(root: Element, language: str) -> Iterator[str]:
    if root.get("lang") != language:
        yield f"html lang is {root.get('lang')!r} instead of {language!r}"
    if root.get("dir") != DIRECTION[language]:
        yield f"html dir is {root.get('dir')!r} instead of {DIRECTION[language]!r}"
    title = root.find(".//title")
    if title is None or not _text(title):
        yield "the page has no title"
    for tag in ("main", "h1"):
        found = len(root.findall(f".//{tag}"))
        if found != 1:
            yield f"the page has {found} {tag} elements instead of one"


def _heading_faults(root: Element) -> Iterator[str]:
    level = 0
    for element in root.iter():
        if element.tag in _HEADINGS:
            here = int(element.tag[1])
            if level and here > level + 1:
                yield f"heading level jumps from h{level} to h{here}: {_text(element)!r}"
            if not _text(element):
                yield f"an empty {element.tag}"
            level = here


def _id_faults(root: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for element in root.iter():
        for attribute in _REFERENCES:
            for target in (element.get(attribute) or "").split():
                if target not in ids:
                    yield f"{attribute} points to {target!r}, which is not on the page"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href != "#" and href[1:] not in ids:
            yield f"the link {_text(element)!r} goes to {href}, which is not on the page"
        if element.tag == "label" and element.get("for") and element.get("for") not in ids:
            yield f"the label {_text(element)!r} is for {element.get('for')!r}, which is not on the page"


def _form_faults(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label") if _text(label)}
    wrapped = {id(inner) for label in root.iter("label") if _text(label) for inner in label.iter()}
    for element in root.iter():
        if element.tag not in ("input", "select", "textarea") or element.get("type") in _UNNAMED_INPUTS:
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        if not (named or element.get("id") in labelled or id(element) in wrapped):
            yield f"{element.tag} {element.get('name')!r} has no label"
        if element.get("placeholder"):
            yield f"{element.tag} {element.get('name')!r} has a placeholder; say it in a hint"
    for group in root.iter("fieldset"):
        legend = group.find("legend")
        if legend is None or not _text(legend):
            yield "a fieldset has no legend"


def _naming_faults(root: Element) -> Iterator[str]:
    for element in root.iter():
        name = _text(element) or element.get("aria-label") or element.get("aria-labelledby")
        if element.tag in ("a", "button") and not name:
            yield f"a nameless {element.tag}: {element.get('href') or element.get('name')!r}"
        if element.tag == "img" and element.get("alt") is None:
            yield f"the picture {element.get('src')!r} has no alt"
        if str(element.tag).endswith("}svg"):
            hidden = element.get("aria-hidden") == "true"
            if not (hidden or element.get("aria-label") or _inside_picture(root, element)):
                yield "an svg is neither hidden nor named"
        if element.tag == "table" and not _text(element.find("caption")):
            yield "a table has no caption"
        if element.tag == "th" and not element.get("scope"):
            yield f"the header cell {_text(element)!r} has no scope"


def _inline_faults(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"an inline {element.tag}"
        for attribute, value in element.attrib.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"an inline {attribute} on {element.tag}"
            if value.strip().lower().startswith("javascript:"):
                yield f"a javascript address on {element.tag}"
        if (element.get("tabindex") or "0").lstrip("-").isdigit() and int(element.get("tabindex") or 0) > 0:
            yield f"{element.tag} has a tabindex above zero"


def _word_faults(root: Element, language: str) -> Iterator[str]:
    for text in (text for part in root for text in _running_text(part, language)):
        if language == "fa":
            if _ARABIC_LETTERS.search(text):
                yield f"Arabic letters in Persian text: {text!r}"
            if _LATIN_WORDS.search(text):
                yield f"untranslated words: {text!r}"
            elif _LATIN_DIGITS.search(text):
                yield f"Latin digits in Persian text: {text!r}"
        elif _PERSIAN_LETTERS.search(text):
            yield f"Persian words in English text: {text!r}"


def _running_text(element: Element, language: str) -> Iterator[str]:
    """Text in the page's own language: not names, identifiers, code or parts marked as another language."""
    if element.get("lang", language) != language or str(element.tag).split("}")[-1] in _ISLANDS:
        return
    for text in (element.text, element.get("alt"), element.get("aria-label"), element.get("title")):
        if text and isinstance(element.tag, str) and text.strip():
            yield text.strip()
    for child in element:
        yield from _running_text(child, language)
        if child.tail and child.tail.strip():
            yield child.tail.strip()


def _inside_picture(root: Element, svg: Element) -> bool:
    return any(
        inner is svg
        for picture in root.iter()
        if picture.get("role") == "img" and picture.get("aria-label")
        for inner in picture.iter()
    )


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


_CHECKS: tuple[Callable[[Element], Iterator[str]], ...] = (
    _heading_faults,
    _id_faults,
    _form_faults,
    _naming_faults,
    _inline_faults,
)
