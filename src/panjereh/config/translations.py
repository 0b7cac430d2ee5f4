"""The catalogues of the interface's words: extracted, brought up to date, checked and compiled with Babel.

English is what stands in the source; Persian stands in `locale/fa`. No GNU gettext is needed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
TRANSLATED = ("fa",)
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**/jinja2/**.html", "jinja2"),
    ("**.py", "python"),
]
# Without `newstyle_gettext` a text with a per-cent sign is looked up under another name than it has.
OPTIONS: dict[str, dict[str, Any]] = {
    "**/jinja2/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"},
}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ARABIC_LETTERS = re.compile("[يك]")


def extract() -> Catalog:
    """Return the template catalogue: every text of the source that a person reads."""
    template = Catalog(project="panjereh", charset="utf-8")
    found = extract_from_dir(str(PACKAGE), METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",))
    for file, _line, message, comments, context in found:
        template.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return template


def catalogue_file(language: str) -> Path:
    """Return the catalogue of `language`."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue_files() -> list[Path]:
    """Return the catalogues that exist."""
    return [file for file in map(catalogue_file, TRANSLATED) if file.exists()]


def read_catalogue(file: Path) -> Catalog:
    """Read one catalogue. Raises on a broken one."""
    with file.open("rb") as source:
        return read_po(source, locale=file.parts[-3], abort_invalid=True)


def update_catalogues() -> None:
    """Bring the catalogues up to date with the source: new texts come untranslated, old ones go."""
    template = extract()
    for language in TRANSLATED:
        file = catalogue_file(language)
        catalogue = read_catalogue(file) if file.exists() else Catalog(locale=language, fuzzy=False)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            write_po(target, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)


def compile_catalogues() -> None:
    """Write the catalogues in the binary form that Django loads."""
    for file in catalogue_files():
        fresh = file.with_suffix(f".mo.{os.getpid()}")  # whoever else compiles now has another one
        with fresh.open("wb") as target:
            write_mo(target, read_catalogue(file))
        fresh.rename(file.with_suffix(".mo"))


def faults() -> Iterator[str]:
    """Yield one line for each text that a reader would find untranslated, doubtful or broken."""
    template = extract()
    for language in TRANSLATED:
        file = catalogue_file(language)
        if not file.exists():
            yield f"{language}: there is no catalogue; make it with: make words"
            continue
        catalogue = read_catalogue(file)
        known = {(message.id, message.context) for message in template if message.id}
        for message in catalogue:
            if message.id and (message.id, message.context) not in known:
                yield f"{language}: no longer in the source: {message.id!r} (make words)"
        for message in template:
            if message.id:
                yield from _faults_of(language, message, catalogue.get(message.id, message.context))


def _faults_of(language: str, source: Message, translated: Message | None) -> Iterator[str]:
    where = source.locations[0][0] if source.locations else "?"
    if translated is None:
        yield f"{language}: missing: {source.id!r} ({where}; make words)"
        return
    strings = _forms(translated.string)
    if not strings or not all(strings):
        yield f"{language}: untranslated: {source.id!r} ({where})"
        return
    if translated.fuzzy:
        yield f"{language}: fuzzy: {source.id!r} ({where})"
    allowed = set(PLACEHOLDER.findall(" ".join(_forms(source.id))))
    for string in strings:
        used = set(PLACEHOLDER.findall(string))
        if used - allowed or (source.python_format and allowed - used and len(_forms(source.id)) == 1):
            yield f"{language}: other placeholders than {sorted(allowed)}: {string!r} ({where})"
        if language == "fa" and ARABIC_LETTERS.search(string):
            yield f"{language}: Arabic letters instead of ی and ک: {string!r} ({where})"


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def main(arguments: list[str]) -> int:
    """Run `update`, `compile` or `check` and return the exit code."""
    if arguments == ["update"]:
        update_catalogues()
        compile_catalogues()
    elif arguments == ["compile"]:
        compile_catalogues()
    elif arguments == ["check"]:
        found = list(faults())
        print(*found, sep="\n", file=sys.stderr)
        return 1 if found else 0
    else:
        print("Say one of: update, compile, check", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
