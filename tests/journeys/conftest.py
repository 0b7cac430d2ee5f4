"""A person before the real product: in both languages, on a phone and a desk, with and without scripts."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.journeys.judges import Judge
from tests.journeys.visitor import Visitor

from panjereh.config.testing.product import RunningProduct

LONG = bool(os.environ.get("PANJEREH_LONG"))


@dataclass(frozen=True)
class Variant:
    """How a journey is walked."""

    language: str
    width: int
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{'js' if self.scripts else 'nojs'}"


ALL = [
    Variant(language, width, scripts)
    for language in ("fa", "en")
    for width in (360, 1100)
    for scripts in (True, False)
]
# Ways that need an officer are walked crosswise every day, and in every variant in the long run.
CROSSWISE = ALL if LONG else [Variant("fa", 360), Variant("en", 1100, False)]

Enter = Callable[[Variant], Visitor]


@pytest.fixture
def enter(browser: Browser, running_product: RunningProduct, judge: Judge) -> Iterator[Enter]:
    """Open a browser without cookies, as on another device; every page that comes up is judged."""
    contexts: list[BrowserContext] = []

    def entered(variant: Variant) -> Visitor:
        context = browser.new_context(
            viewport={"width": variant.width, "height": 900},
            java_script_enabled=variant.scripts,
            locale="fa-IR" if variant.language == "fa" else "en-GB",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        look = judge.of(variant.language, variant.width, scripts=variant.scripts)
        return Visitor(context.new_page(), running_product.url, variant.language, look)

    yield entered
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def judge() -> Judge:
    """The judge of this run, who remembers what has been seen."""
    return Judge()


@pytest.fixture(scope="session")
def people(running_product: RunningProduct) -> dict[str, dict[str, Any]]:
    """The sample people by name, with number and password."""
    rows = json.loads((running_product.data / "personas.json").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}
