"""What is judged on every page that a journey passes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page
from tests.architecture.page_rules import page_faults

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
_REFERENCE = re.compile(r"/(?:[0-9A-HJKMNP-TV-Z]{16,40}|[0-9a-f-]{36})(?=[/.])")
_OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
_PARTS = """
  [...new Set([...document.querySelectorAll('body *')].map(e => `${e.localName}.${e.className}`))].sort()
"""
_ASK = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']})"


class Judge:
    """Judges pages: markup and width each time, axe once for each kind of page in a variant."""

    def __init__(self) -> None:
        self.seen: set[tuple[object, ...]] = set()

    def of(self, language: str, width: int, *, scripts: bool) -> Callable[[Page], None]:
        """The judge of one variant, as something that looks at pages."""

        def look(page: Page) -> None:
            self.look(page, language, width, scripts=scripts)

        return look

    def look(self, page: Page, language: str, width: int, *, scripts: bool, scheme: str = "light") -> None:
        """Raise AssertionError with everything that is wrong on the page."""
        faults = page_faults(page.content(), language)
        wide = page.evaluate(_OVERFLOW)
        if wide > 0:
            faults.append(f"the page is {wide} px wider than the window of {width} px")
        if scripts and self._new(page, language, width, scheme):
            faults.extend(axe_faults(page))
        assert faults == [], f"{page.url}\n" + "\n".join(faults)

    def _new(self, page: Page, language: str, width: int, scheme: str) -> bool:
        """Tell whether no page of this kind, built of the same parts, has been before axe in this variant."""
        kind = _REFERENCE.sub("/…", urlsplit(page.url).path)
        parts = hashlib.sha256("\n".join(page.evaluate(_PARTS)).encode()).hexdigest()
        key = (kind, parts, language, width, scheme)
        if key in self.seen:
            return False
        self.seen.add(key)
        return True


def axe_faults(page: Page) -> list[str]:
    """What axe finds, doubts included. It comes in through the browser, so the page's policy stays strict."""
    page.evaluate(axe_source())
    result = page.evaluate(_ASK, TAGS)
    return [
        f"{kind}: {rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:200]}"
        for kind in ("violations", "incomplete")
        for rule in result[kind]
    ]


@cache
def axe_source() -> str:
    """The script of axe. Raises AssertionError where it is not set up."""
    assert AXE.exists(), "axe-core is not set up: run `make setup-dev`"
    return AXE.read_text(encoding="utf-8")
