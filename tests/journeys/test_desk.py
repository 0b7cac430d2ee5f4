"""A case at the desk, walked by two officers, their superior and the applicant in real browsers."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import CROSSWISE, Enter, Variant
from tests.journeys.test_certificate import take, to_the_officer, wait_for_the_certificate
from tests.journeys.visitor import HOME, SHOP, Visitor

pytestmark = pytest.mark.browser

QUESTION = {"fa": "کدام قبض را بفرستم؟", "en": "Which bill shall I send?"}
REPLY = {"fa": "قبض آب همین خانه", "en": "The water bill of this home"}
NOTE = {"fa": "کد پستی این بار خانه است", "en": "This time the postal code is a home"}


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_a_case_goes_from_hand_to_hand_and_comes_to_a_decision(variant: Variant, enter: Enter) -> None:
    reza, niloufar, behrouz = enter(variant), enter(variant), enter(variant)
    ref = to_the_officer(reza, SHOP)
    assert reza.page.locator("main details.more").count() == 1, "how the date was counted"
    niloufar.sign_in_as("niloufar")
    behrouz.sign_in_as("behrouz")
    ask_for_the_home(niloufar, ref)
    reza.go(f"/cases/{ref}/questions/home/")
    reza.answer(home_postal_code=HOME)
    reza.submit()
    talk(reza, niloufar, ref)
    keep_and_hand_on(niloufar, behrouz, ref)
    decide_as_a_colleague(behrouz, ref)
    reza.go(f"/cases/{ref}/")
    wait_for_the_certificate(reza, ref)


def ask_for_the_home(officer: Visitor, ref: str) -> None:
    take(officer, ref)
    assert officer.page.is_checked("[name=finding-4][value=unmet]"), "what the rules found is proposed"
    officer.answer(choice="ask_more", pages="home", note="کد پستی خانهٔ خود را بنویسید")
    officer.go("/desk/?tab=applicant")
    assert officer.page.locator(f'main a[href$="/desk/{ref}/"]').count() == 1


def talk(reza: Visitor, officer: Visitor, ref: str) -> None:
    """The applicant asks, an officer answers; neither moves the case."""
    reza.go(f"/cases/{ref}/messages/")
    reza.answer(text=QUESTION[reza.language])
    officer.go(f"/desk/{ref}/messages/")
    assert QUESTION[reza.language] in officer.page.inner_text("main .thread")
    officer.answer(text=REPLY[officer.language])
    reza.go(f"/cases/{ref}/messages/")
    assert REPLY[officer.language] in reza.page.inner_text("main .thread")


def keep_and_hand_on(officer: Visitor, colleague: Visitor, ref: str) -> None:
    """Keep the draft of a decision, find it again, and give the case away."""
    take(officer, ref)
    officer.fill({"finding-3": "met", "note": NOTE[officer.language]})
    officer.press("main form [name=save]")
    assert officer.page.is_checked("[name=finding-3][value=met]")
    assert officer.page.input_value("[name=note]") == NOTE[officer.language]
    officer.page.locator("main details.more summary").click()
    receiver = officer.page.locator("[name=to] option").nth(1).get_attribute("value")
    officer.fill({"to": receiver or "", "handing_note": NOTE[officer.language]})
    officer.press('main form[action$="/hand-on/"] button')
    assert officer.path == "/desk/"
    colleague.go("/desk/")
    colleague.press(f'main a[href$="/desk/{ref}/"]')
    assert NOTE[officer.language] in colleague.page.inner_text("main")


def decide_as_a_colleague(officer: Visitor, ref: str) -> None:
    """Look at what the applicant would get, then record it."""
    assert not officer.page.is_checked("[name=finding-3][value=met]"), "a draft is its officer's alone"
    officer.answer(choice="grant")
    assert officer.page.locator("main .errors").count() == 1, "condition 3 is still open"
    officer.fill({"finding-3": "met"})
    officer.press("main form [name=preview]")
    assert officer.page.locator("#preview .letter").count() == 2
    officer.press("main form:has([name=choice]) .btn:not(.second)")
    assert officer.path == "/desk/"


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_a_superior_gives_a_case_to_an_officer(variant: Variant, enter: Enter) -> None:
    reza, kaveh, niloufar = enter(variant), enter(variant), enter(variant)
    ref = to_the_officer(reza, SHOP)
    kaveh.sign_in_as("kaveh")
    kaveh.go("/desk/?tab=team")
    assert kaveh.page.locator(f'main a[href$="/desk/{ref}/"]').count() == 0, "its papers are not open to them"
    niloufar.sign_in_as("niloufar")
    niloufar.go("/desk/")  # whoever was at the desk is known by name
    kaveh.go("/desk/?tab=team")
    name = "نیلوفر" if kaveh.language == "fa" else "Niloufar"
    niloufar_option = kaveh.page.locator("[name=to] option", has_text=name)
    kaveh.page.locator(f'main [name=case][value="{ref}"]').check()
    kaveh.fill({"to": niloufar_option.first.get_attribute("value") or ""})
    kaveh.press("main form[action$='/assign/'] .btn")
    niloufar.go("/desk/?tab=mine")
    assert niloufar.page.locator(f'main a[href$="/desk/{ref}/"]').count() == 1
