"""The same way with the keyboard alone: Tab finds everything, the focus is seen, Enter sends."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.journeys.conftest import Enter, Variant
from tests.journeys.test_certificate import SEARCH, wait_for_the_certificate
from tests.journeys.visitor import SERVICE, Visitor

pytestmark = pytest.mark.browser

MOST_STEPS = 80
_OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle + style.outlineWidth;
}"""
_PLACE = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0;
}"""


def test_the_keyboard_alone_is_enough(enter: Enter, people: dict[str, dict[str, Any]]) -> None:
    visitor = enter(Variant("fa", 360))
    page = visitor.page
    visitor.go("/")
    page.keyboard.press("Tab")
    assert focused(page, "a.skip"), "the first stop leads past the header"
    enter_at(visitor, "[name=q]", SEARCH["fa"])
    enter_at(visitor, f'main a[href$="/services/{SERVICE}/"]')
    enter_at(visitor, f'main form[action$="/cases/start/{SERVICE}/"] button')
    sign_in(visitor, people["ali"])
    enter_at(visitor, f'main form[action$="/cases/start/{SERVICE}/"] button')
    ref = visitor.path.split("/")[2]
    choose(visitor, "[name=purpose]", steps=2)
    enter_at(visitor, "[name=recipient]", "دبستان نمونه")
    choose(visitor, "[name=certificate_language]", steps=0)
    assert visitor.path == f"/cases/{ref}/check/"
    enter_at(visitor, "main form .btn")
    wait_for_the_certificate(visitor, ref)
    tab_to(page, 'main a[href$=".pdf"]')
    with page.expect_download():
        page.keyboard.press("Enter")
    leave(visitor)
    assert visitor.path == "/"


def sign_in(visitor: Visitor, person: dict[str, Any]) -> None:
    tab_to(visitor.page, "[name=number]")
    visitor.page.keyboard.type(person["number"])
    enter_at(visitor, "[name=password]", person["password"])
    assert visitor.path == f"/services/{SERVICE}/"


def leave(visitor: Visitor) -> None:
    """Open the menu of the phone and sign out."""
    page = visitor.page
    visitor.go("/")
    tab_to(page, "header summary")
    page.keyboard.press("Enter")
    enter_at(visitor, 'header form[action$="/sign-out/"] button')


def enter_at(visitor: Visitor, selector: str, text: str = "") -> None:
    """Go to an element with Tab, type where there is something to type, and press Enter."""
    tab_to(visitor.page, selector)
    if text:
        visitor.page.keyboard.type(text)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look(visitor.page)


def choose(visitor: Visitor, group: str, *, steps: int) -> None:
    """Choose a radio button with Space and the arrows, then send with Enter."""
    tab_to(visitor.page, group)
    visitor.page.keyboard.press("Space")
    for _ in range(steps):
        visitor.page.keyboard.press("ArrowDown")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look(visitor.page)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus; each stop on the way is seen, and none holds the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(_PLACE), f"a stop that is not to be seen before {selector}"
        outline = page.evaluate(_OUTLINE)
        assert outline == "solid3px", f"a stop without a visible focus before {selector}: {outline}"
        if focused(page, selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("s => document.activeElement.matches(s)", selector))
