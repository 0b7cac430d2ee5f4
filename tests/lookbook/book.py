"""The book: takes pictures of a page in its four variants and lays them out side by side."""

from __future__ import annotations

import gzip
import html
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page
from tests.journeys.visitor import Visitor

LANGUAGES = ("fa", "en")
WIDTHS = (360, 1100)
HEIGHT = 800
KIB = 1024


@dataclass(frozen=True)
class Shot:
    """One picture: a state of a page in one language and width (and scheme)."""

    file: str
    caption: str


@dataclass
class State:
    """A named state of a page with its pictures and its weight in KiB, packed, without the font."""

    name: str
    weight: float
    shots: list[Shot] = field(default_factory=list)


@dataclass
class Book:
    """All pictures of one walk through the product."""

    folder: Path
    only: re.Pattern[str]
    states: list[State] = field(default_factory=list)

    def __post_init__(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def take(
        self,
        name: str,
        visitor: Visitor,
        path: str,
        act: Callable[[Visitor], None] | None = None,
        *,
        dark: bool = False,
    ) -> None:
        """Take the page at `path`, after `act` on it, in both languages and widths."""
        if not self.only.search(name):
            return
        for language in LANGUAGES:
            there = Visitor(visitor.page, visitor.url, language)
            there.page.set_viewport_size({"width": WIDTHS[-1], "height": HEIGHT})
            there.go(path)
            if act is not None:
                act(there)
            self.keep(name, there, dark=dark)

    def keep(self, name: str, visitor: Visitor, *, dark: bool = False) -> None:
        """Take what the visitor sees now, in both widths."""
        page, language = visitor.page, visitor.language
        state = next((state for state in self.states if state.name == name), None)
        if state is None:
            state = State(name, weight(page))
            self.states.append(state)
        for scheme in ("light", "dark") if dark else ("light",):
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                variant = [language, str(width), *(["dark"] if scheme == "dark" else [])]
                file = "-".join([f"{len(self.states):02}", _slug(name), *variant]) + ".png"
                page.screenshot(path=self.folder / file, full_page=True, animations="disabled")
                state.shots.append(Shot(file, " · ".join(variant)))
        page.emulate_media(color_scheme="light")

    def bind(self, root: Path) -> Path:
        """Write the index; returns its path."""
        index = self.folder / "index.html"
        index.write_text(_index(self.states, _commit(root)), encoding="utf-8")
        return index


def weight(page: Page) -> float:
    """KiB that this page brings, packed: its HTML, stylesheets and scripts, without the font."""
    parts = [page.content().encode()]
    for selector, attribute in (("link[rel=stylesheet]", "href"), ("script[src]", "src")):
        for element in page.locator(selector).all():
            address = urljoin(page.url, element.get_attribute(attribute) or "")
            parts.append(page.context.request.get(address).body())
    return sum(len(gzip.compress(part)) for part in parts) / KIB


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _commit(root: Path) -> str:
    asked = subprocess.run(
        ["git", "-C", str(root), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() or "without a commit"


def _index(states: list[State], commit: str) -> str:
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    contents = "".join(f'<li><a href="#{_slug(s.name)}">{html.escape(s.name)}</a></li>' for s in states)
    sections = "".join(_section(state) for state in states)
    return _FRAME.format(
        commit=html.escape(commit), date=date, count=len(states), contents=contents, sections=sections
    )


def _section(state: State) -> str:
    name = html.escape(state.name)
    shots = "".join(
        f'<figure><a href="{shot.file}"><img src="{shot.file}" alt="{name}, {shot.caption}"></a>'
        f"<figcaption>{shot.caption}</figcaption></figure>"
        for shot in state.shots
    )
    head = f"<h2>{name} <small>{state.weight:.1f} KiB</small></h2>"
    return f'<section id="{_slug(state.name)}">{head}<div class="shots">{shots}</div></section>'


_FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lookbook · Panjereh</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem; background: #eee; color: #1b2430 }}
ul {{ columns: 5 14rem; padding-inline-start: 1rem }}
.shots {{ display: flex; gap: 1rem; align-items: start; overflow-x: auto }}
figure {{ margin: 0; flex: none }}
img {{ display: block; inline-size: auto; max-block-size: 60rem; border: 1px solid #999; background: #fff }}
small, figcaption {{ color: #555; font-weight: 400 }}
</style></head><body>
<h1>Lookbook</h1>
<p>{count} states of pages · {commit} · {date} · weight: HTML, CSS and script, packed, without the font.</p>
<ul>{contents}</ul>
{sections}
</body></html>
"""
