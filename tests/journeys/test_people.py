"""Second factors in a real browser: a code app without scripts, and passkeys by a virtual authenticator."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from tests.journeys.conftest import Enter, Variant
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
WITHOUT_SCRIPTS = [Variant("fa", 360, False), Variant("en", 1100, False)]
WITH_SCRIPTS = [Variant("fa", 360), Variant("en", 1100)]


def code_of(secret: str, *, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def with_password(visitor: Visitor, person: dict[str, str], after: str = "") -> None:
    visitor.go(f"/sign-in/{after}")
    visitor.fill({"number": person["number"], "password": person["password"]})
    visitor.press('main form[action$="/sign-in/"] .btn')


def add_app(visitor: Visitor) -> tuple[str, list[str]]:
    """Set up a code app; returns its secret and the recovery codes."""
    visitor.go("/security/code-app/")
    secret = visitor.page.locator(".qr .number").inner_text().replace(" ", "")
    visitor.fill({"code": code_of(secret, steps=-1)})
    visitor.press("main form .btn")
    codes = visitor.page.locator("main ol li").all_inner_texts()
    visitor.press("main .btn")
    return secret, codes


def remove_factors(visitor: Visitor) -> None:
    """Leave the person as they were found."""
    while True:
        visitor.go("/security/")
        factor = visitor.page.locator('main a[href*="/security/factors/"]')
        if not factor.count():
            return
        visitor.press('main a[href*="/security/factors/"]')
        visitor.press('main button[name="remove"]')


@pytest.mark.parametrize("variant", WITHOUT_SCRIPTS, ids=str)
def test_a_code_app_without_scripts(
    variant: Variant, enter: Enter, people: dict[str, dict[str, str]]
) -> None:
    person = people["maryam" if variant.language == "fa" else "reza"]
    first = enter(variant)
    with_password(first, person)
    secret, codes = add_app(first)
    assert len(codes) == 10
    first.sign_out()
    with_password(first, person, f"?next=/{variant.language}/inbox/")
    assert first.path == "/sign-in/factor/"
    first.fill({"code": "000000"})
    first.press("main form .btn")
    assert first.page.locator(".errors").is_visible()
    first.fill({"code": code_of(secret)})
    first.press("main form .btn")
    assert first.path == "/inbox/"
    second = enter(variant)
    with_password(second, person)
    second.fill({"code": codes[0]})
    second.press("main form .btn")
    assert second.path == "/cases/"
    first.go("/security/")
    assert first.page.locator('form[action$="/end/"]').count() >= 1
    first.press('form[action$="/end-others/"] button')
    second.go("/cases/")
    assert second.path == "/sign-in/"
    remove_factors(first)


@pytest.mark.parametrize("variant", WITH_SCRIPTS, ids=str)
def test_a_passkey_signs_in_alone(variant: Variant, enter: Enter, people: dict[str, dict[str, str]]) -> None:
    person = people["maryam" if variant.language == "fa" else "reza"]
    visitor = enter(variant)
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})["authenticatorId"]
    with_password(visitor, person)
    visitor.go("/security/passkeys/")
    visitor.fill({"name": "گوشی" if variant.language == "fa" else "Telephone"})
    visitor.press("#passkey-button")
    assert len(visitor.page.locator("main ol li").all_inner_texts()) == 10, visitor.page.content()
    visitor.press("main .btn")
    visitor.sign_out()
    visitor.go("/sign-in/")
    visitor.press("#passkey-button")
    assert visitor.path == "/cases/", visitor.page.content()
    visitor.sign_out()
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    visitor.go("/sign-in/")
    visitor.page.locator("#passkey-button").click()
    visitor.page.locator("form[data-passkey] [role=status]:not(:empty)").wait_for()
    assert visitor.path == "/sign-in/"  # without the person's finger nothing opens
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    with_password(visitor, person)
    visitor.press("#passkey-button")
    assert visitor.path == "/cases/"
    remove_factors(visitor)


@pytest.mark.parametrize("variant", [*WITH_SCRIPTS, *WITHOUT_SCRIPTS], ids=str)
def test_a_form_of_a_lost_session_goes_on(variant: Variant, enter: Enter) -> None:
    visitor = enter(variant)
    visitor.sign_in_as("reza")
    ref = visitor.begin()
    visitor.fill({"purpose": "school"})
    visitor.page.context.clear_cookies(name="session")
    visitor.press("main form .btn:not(.second)")
    assert visitor.path == "/sign-in/"
    with visitor.page.expect_navigation():
        visitor.page.locator('form[action$="/sign-in/as/reza/"] button').click()
    if not variant.scripts:
        assert "/parked/" in visitor.path
        visitor.look(visitor.page)
        visitor.press("main form .btn")
    visitor.page.wait_for_url(f"**/cases/{ref}/questions/recipient/")
    visitor.go("/cases/")


@pytest.mark.parametrize("variant", WITH_SCRIPTS + WITHOUT_SCRIPTS, ids=str)
def test_pages_of_the_way_back(variant: Variant, enter: Enter, people: dict[str, dict[str, str]]) -> None:
    visitor = enter(variant)
    visitor.go("/recovery/")
    visitor.fill({"number": people["maryam"]["number"]})
    visitor.press("main form .btn")
    assert visitor.path == "/recovery/sent/"
    visitor.press("main .btn")
    visitor.fill({"number": people["maryam"]["number"], "code": "7K4M-2QXP-9B3T-H5WZ-1C70"})
    visitor.fill({"password": "four words in a row", "again": "four words in a row"})
    visitor.press("main form .btn")
    assert visitor.page.locator(".errors").is_visible()
    visitor.go("/recovery/stop/7K4M2QXP9B3TH5WZ1C70/")
    visitor.press("main form .btn")
    visitor.sign_in_as("maryam")
    visitor.go("/identity-check/")
    visitor.go("/step-up/?need=2")
    visitor.go("/step-up/?need=3")
    visitor.go("/security/password/")
    visitor.fill({"password": "short", "again": "short"})
    visitor.press("main form .btn")
    assert visitor.page.locator(".errors").is_visible()
