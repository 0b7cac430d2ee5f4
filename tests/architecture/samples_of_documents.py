"""The samples of docs/agencies/, taken out of the pages: each fence says which file it shows.

```yaml form.yaml            a whole file; the blocks below one heading stand over the first service
```yaml process.yaml +       a piece, laid into the first service's file
```csv rules/fee.csv         a table, with its tests below the same heading
```yaml agencies/…           a file of a country folder
```feel                      lines «expression → value»; a ```yaml names block before gives the names
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "agencies"
TUTORIAL = PAGES / "first-service.md"
FIRST_SERVICE = "services/civil/life-certificate/"
COUNTRY = ("agencies/", "registers/", "parameters/", "calendars/", "people/", "life_events.yaml")

_FENCE = re.compile(r"^```(\S*)[ ]*(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,3} (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, the file that it shows, whether it is a piece of it, and its text."""

    page: str
    heading: str
    line: int
    language: str
    file: str
    piece: bool
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.file or self.language}"


def pages() -> list[Path]:
    """All pages for agencies."""
    return sorted(PAGES.glob("*.md"))


def blocks_of(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page in order."""
    text = page.read_text("utf-8")
    headings = [(m.start(), m[1]) for m in _HEADING.finditer(_without_fences(text))]
    for match in _FENCE.finditer(text):
        above = [title for at, title in headings if at < match.start()]
        file = match[2].strip()
        yield Block(
            page.name,
            above[-1] if above else "",
            text.count("\n", 0, match.start()) + 1,
            match[1],
            file.removesuffix("+").strip(),
            file.endswith("+"),
            match[3],
        )


def _without_fences(text: str) -> str:
    """The same text with blanks in its fences, so that a comment in a sample is no heading."""
    return _FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def sections() -> Iterator[tuple[str, list[Block]]]:
    """The blocks below one heading of one page, which belong together."""
    for page in pages():
        found: dict[str, list[Block]] = {}
        for block in blocks_of(page):
            found.setdefault(block.heading, []).append(block)
        for heading, blocks in found.items():
            yield f"{page.stem}: {heading}", blocks


def first_service() -> dict[str, bytes]:
    """The files of the tutorial's service by their name in its folder."""
    return {
        block.file.removeprefix(FIRST_SERVICE): block.text.encode()
        for block in blocks_of(TUTORIAL)
        if block.file.startswith(FIRST_SERVICE)
    }


def merged(base: str, piece: str) -> Any:
    """A file with a piece laid into it: mappings are joined, all else is replaced; scalars stay text."""
    return _joined(_plain(base), _plain(piece))


def _plain(text: str) -> Any:
    from panjereh.catalogue.folder.reading import read_document

    return read_document("sample.yaml", text).value


def _joined(base: Any, piece: Any) -> Any:
    if isinstance(base, dict) and isinstance(piece, dict):
        return {**base, **{name: _joined(base.get(name), value) for name, value in piece.items()}}
    return piece


def written(value: Any) -> str:
    """The plain value as YAML text again, every scalar quoted."""
    from io import StringIO

    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 4000
    out = StringIO()
    writer.dump(value, out)
    return out.getvalue()
