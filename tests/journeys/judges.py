"""What is judged on every page that a journey passes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page
from tests.architecture.page_rules import page_faults

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def judge(page: Page, language: str, *, scripts: bool) -> None:
    """The page's markup, its width and, where scripts run, axe: nothing may be found."""
    faults = page_faults(page.content(), language)
    assert faults == [], f"{page.url}\n" + "\n".join(faults)
    if not scripts:
        return
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the window"
    if not AXE.exists():
        raise AssertionError("axe-core is not installed: run `make setup-dev`")
    # The judge comes in as the browser's own script, so that the page's policy stays as strict as it is.
    page.evaluate(AXE.read_text())
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']})", TAGS
    )
    found = [
        f"{kind}: {rule['id']} {rule['help']}: {rule['nodes'][0]['html'][:200]}"
        for kind in ("violations", "incomplete")
        for rule in result[kind]
    ]
    assert found == [], f"{page.url}\n" + "\n".join(found)
