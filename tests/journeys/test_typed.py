"""What was typed is there again: on another device, after the session's end, in a new version of the service."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import CROSSWISE, Enter, Variant
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

WRONG = "۹۱۷۴"
MORE = [*CROSSWISE, Variant("en", 360), Variant("fa", 1100, False)]


def at_home(visitor: Visitor) -> str:
    """A person without a registered address, at the page that asks where they live."""
    visitor.sign_in_as("reza")
    ref = visitor.begin()
    visitor.answer_details()
    visitor.submit()
    visitor.go(f"/cases/{ref}/next/")
    assert visitor.path == f"/cases/{ref}/questions/home/"
    return ref


@pytest.mark.parametrize("variant", MORE, ids=str)
def test_a_half_typed_page_is_continued_on_another_device(variant: Variant, enter: Enter) -> None:
    visitor = enter(variant)
    ref = at_home(visitor)
    visitor.fill_in("home_postal_code", WRONG)
    visitor.press("main form .btn[name=leave]")
    assert visitor.path == "/cases/"
    other = enter(variant)
    other.sign_in_as("reza")
    other.go(f"/cases/{ref}/next/")
    assert other.path == f"/cases/{ref}/questions/home/"
    assert other.page.input_value("[name=home_postal_code]") == WRONG
    assert other.page.title().startswith({"fa": "خطا:", "en": "Error:"}[variant.language])
    other.page.locator(".errors a").first.click()
    assert other.page.evaluate("document.activeElement.name || location.hash")
    other.answer_home()
    assert other.path == f"/cases/{ref}/check/"


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_what_is_sent_after_the_session_ended_is_there_after_sign_in(variant: Variant, enter: Enter) -> None:
    visitor = enter(variant)
    ref = at_home(visitor)
    visitor.fill_in("home_postal_code", WRONG)
    visitor.page.context.clear_cookies(name="session")
    visitor.press("main form .btn:not(.second)")
    assert visitor.path == "/sign-in/"
    visitor.press('form[action$="/sign-in/as/reza/"] button')
    if visitor.path.startswith("/parked/"):
        if variant.scripts:
            visitor.page.wait_for_url(f"**/cases/{ref}/questions/home/")
        else:
            visitor.press("main form .btn")
    assert visitor.path == f"/cases/{ref}/questions/home/"
    assert visitor.page.input_value("[name=home_postal_code]") == WRONG


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_two_devices_at_once_let_the_person_choose(variant: Variant, enter: Enter) -> None:
    visitor, other = enter(variant), enter(variant)
    ref = at_home(visitor)
    visitor.answer_home()
    other.sign_in_as("reza")
    for one in (visitor, other):
        one.go(f"/cases/{ref}/questions/home_basis/")
    other.answer(home_basis="owned")
    visitor.answer(home_basis="family")
    assert visitor.path == f"/cases/{ref}/questions/home_basis/"
    visitor.press("main [name=rival-choice]:not(.second)")
    other.go(f"/cases/{ref}/questions/home_basis/")
    assert other.page.locator("[name=home_basis][value=family]").is_checked()


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_what_a_register_says_wrongly_is_asked_to_be_corrected(variant: Variant, enter: Enter) -> None:
    visitor = enter(variant)
    visitor.sign_in_as("zahra")
    ref = visitor.begin()
    visitor.answer_details()
    visitor.press(f'a[href*="/cases/{ref}/wrong/residence/"]')
    visitor.press("main form .btn")
    assert visitor.path.endswith("/questions/wrong_field/")
    visitor.press("main form .btn:not(.second)")
    assert "/questions/right_" in visitor.path
    visitor.go(f"/cases/{ref}/check/")
    visitor.submit()
    assert visitor.path == f"/cases/{ref}/"
