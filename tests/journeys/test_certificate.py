"""The way of the first certificate, walked by a person in a real browser before the real product."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.journeys.conftest import ALL, CROSSWISE, Enter, Variant
from tests.journeys.papers import code_of, words_of
from tests.journeys.visitor import HOME, SERVICE, SHOP, Visitor

pytestmark = pytest.mark.browser

People = dict[str, dict[str, Any]]
SEARCH = {"fa": "گواهی محل سکونت", "en": "proof of address"}
NO_SUCH_CODE = "7K4M2QXP9B3TH5WZ1C70"


@pytest.mark.parametrize("variant", ALL, ids=str)
def test_a_person_gets_a_certificate_and_a_stranger_verifies_it(
    variant: Variant, enter: Enter, people: People, tmp_path: Path
) -> None:
    person = people["maryam" if variant.language == "fa" else "zahra"]
    visitor = enter(variant)
    find_the_service(visitor)
    sign_in_on_the_way(visitor, person, variant)
    ref = answer_with_a_break(visitor)
    check_and_change(visitor)
    visitor.submit()
    assert visitor.path == f"/cases/{ref}/"
    wait_for_the_certificate(visitor, ref)
    pdf = download(visitor, tmp_path / "certificate.pdf")
    number = person["number"]
    visitor.sign_out()
    assert visitor.path == "/"
    verify_as_a_stranger(enter(variant), pdf, person["name"]["fa"], number)


def find_the_service(visitor: Visitor) -> None:
    """From the front page by searching, in the words of people."""
    visitor.go("/")
    visitor.fill_in("q", SEARCH[visitor.language])
    visitor.press("main form[role=search] button")
    visitor.press(f'main a[href$="/services/{SERVICE}/"]')
    visitor.press(f'main form[action$="/cases/start/{SERVICE}/"] button')
    assert visitor.path == "/sign-in/"


def sign_in_on_the_way(visitor: Visitor, person: dict[str, Any], variant: Variant) -> None:
    """One wrong digit first; then the right number and password lead back to the service."""
    wrong = person["number"][:-1] + str((int(person["number"][-1]) + 1) % 10)
    visitor.answer(number=wrong, password=person["password"])
    assert_the_summary_is_read_first(visitor.page, scripts=variant.scripts)
    assert visitor.page.input_value("[name=number]") == wrong
    visitor.answer(number=person["number"], password=person["password"])
    assert visitor.path == f"/services/{SERVICE}/"


def assert_the_summary_is_read_first(page: Page, *, scripts: bool) -> None:
    """The title says that something is wrong, and where scripts run the summary has the focus."""
    summary = page.locator(".errors")
    assert summary.count() == 1
    assert page.locator(".field.bad").count() >= 1
    if scripts:
        assert summary.evaluate("e => e === document.activeElement")
    target = summary.locator("a").first.get_attribute("href")
    assert target is not None
    assert page.locator(f"[id='{target[1:]}']").count() == 1


def answer_with_a_break(visitor: Visitor) -> str:
    """Forget an answer, put it right, save and leave, come back and answer the rest."""
    ref = visitor.start_here()
    visitor.press("main form .btn:not(.second)")
    assert visitor.page.locator(".errors").count() == 1
    visitor.fill({"purpose": "bank"})
    visitor.press("main form .btn.second")
    assert visitor.path == "/cases/"
    visitor.press(f'main a[href*="/cases/{ref}/"]')
    assert visitor.path == f"/cases/{ref}/questions/recipient/"
    visitor.answer(recipient="بانک نمونه" if visitor.language == "fa" else "Sample Bank")
    visitor.answer(certificate_language=visitor.language)
    assert visitor.path == f"/cases/{ref}/check/"
    return ref


def check_and_change(visitor: Visitor) -> None:
    """Change one answer and come back to the check page, which shows the new one."""
    check = visitor.path
    visitor.press('main a[href*="/questions/purpose/"]')
    assert visitor.page.is_checked('[name=purpose][value="bank"]')
    visitor.answer(purpose="court")
    assert visitor.path == check
    label = "دادگاه یا دفترخانه" if visitor.language == "fa" else "A court or a notary"
    assert label in visitor.page.inner_text("main")


def wait_for_the_certificate(visitor: Visitor, ref: str) -> None:
    """The page looks again by itself, with and without scripts; nobody presses anything."""
    assert visitor.path == f"/cases/{ref}/"
    visitor.page.wait_for_selector('main a[href$=".pdf"]', timeout=30_000)
    visitor.page.wait_for_load_state()
    visitor.look(visitor.page)
    assert visitor.path == f"/cases/{ref}/"


def download(visitor: Visitor, target: Path) -> Path:
    """Open the PDF by its button."""
    with visitor.page.expect_download() as started:
        visitor.page.locator('main a[href$=".pdf"]').first.click()
    started.value.save_as(target)
    assert target.read_bytes().startswith(b"%PDF-")
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", target], check=True, capture_output=True)
    return target


def verify_as_a_stranger(stranger: Visitor, pdf: Path, name: str, number: str) -> None:
    """By the code on the paper a masked name, by the paper itself all of it, by a wrong code nothing."""
    stranger.go("/")
    stranger.press('main a[href$="/verify/"]')
    stranger.answer(code="7K4M-2QXP")
    assert stranger.page.locator(".errors").count() == 1
    stranger.answer(code=code_of(pdf))
    seen = stranger.page.inner_text("main")
    assert stranger.page.locator(".note.success").count() == 1
    assert name not in seen
    assert "•" in seen
    stranger.press('main a[href$="/verify/"]')
    stranger.answer(file=str(pdf))
    seen = stranger.page.inner_text("main")
    assert stranger.page.locator(".note.success").count() == 1
    assert name in seen or "Zahra" in seen
    stranger.go(f"/verify/{NO_SUCH_CODE}/")
    assert stranger.page.locator(".note.success").count() == 0
    assert number not in stranger.page.content()


def test_the_certificate_says_what_the_register_says(enter: Enter, people: People, tmp_path: Path) -> None:
    visitor = enter(Variant("fa", 1100))
    visitor.sign_in_as("maryam")
    ref = visitor.begin()
    visitor.answer_details()
    visitor.submit()
    wait_for_the_certificate(visitor, ref)
    text = words_of(download(visitor, tmp_path / "certificate.pdf"))
    if text is None:
        pytest.skip("no pdftotext: the words of the PDF were not read")
    assert "۹۹۹۰۰۰۰۰۱۸" in text or "9990000018" in text
    assert visitor.page.locator("main .number").first.inner_text() in text


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_without_an_address_an_officer_asks_once_more_and_grants(
    variant: Variant, enter: Enter, tmp_path: Path
) -> None:
    reza, niloufar = enter(variant), enter(variant)
    ref = to_the_officer(reza, SHOP)
    niloufar.sign_in_as("niloufar")
    ask_again(niloufar, ref, "این کد پستی برای یک مغازه است. کد پستی خانهٔ خود را بنویسید.")
    elsewhere = enter(variant)
    elsewhere.sign_in_as("reza")
    elsewhere.press(f'main a[href$="/cases/{ref}/"]')
    assert "مغازه" in elsewhere.page.inner_text("main .note.attention")
    elsewhere.press("main .note.attention .btn")
    assert elsewhere.path == f"/cases/{ref}/questions/home/"
    elsewhere.answer(home_postal_code=HOME)
    elsewhere.submit()
    take(niloufar, ref)
    niloufar.answer(choice="grant", finding__3="met")
    elsewhere.go(f"/cases/{ref}/")
    wait_for_the_certificate(elsewhere, ref)
    download(elsewhere, tmp_path / "certificate.pdf")
    elsewhere.go("/inbox/")
    elsewhere.press("main .unread a")
    elsewhere.go("/who-looked/")
    assert ref in elsewhere.page.inner_text("main")


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_a_refusal_names_condition_law_and_cure(variant: Variant, enter: Enter) -> None:
    reza, niloufar = enter(variant), enter(variant)
    ref = to_the_officer(reza, SHOP)
    niloufar.sign_in_as("niloufar")
    take(niloufar, ref)
    niloufar.answer(choice="ask_more")
    assert_the_summary_is_read_first(niloufar.page, scripts=variant.scripts)
    assert niloufar.page.is_checked("[name=finding-4][value=unmet]"), "what the rules found is proposed"
    niloufar.answer(choice="refuse")
    assert niloufar.path == "/desk/"
    reza.go(f"/cases/{ref}/")
    reza.page.wait_for_selector("main .decision.no", timeout=30_000)
    reza.look(reza.page)
    decision = reza.page.inner_text("main .decision")
    for words in REFUSED[variant.language]:
        assert words in decision
    reza.press("main .btn.second")
    assert reza.path == f"/services/{SERVICE}/"


REFUSED = {
    "fa": ("شرط ۴", "قانون الزام اختصاص شمارهٔ ملی", "کد پستی خانه را بنویسید، نه محل کار"),
    "en": ("Condition 4", "Law on compulsory allocation", "Give the postal code of your home"),
}


def to_the_officer(reza: Visitor, postal_code: str) -> str:
    """Apply as somebody of whom no register knows the address; returns the reference of the case."""
    reza.sign_in_as("reza")
    ref = reza.begin()
    reza.answer_details(reza.language)
    reza.submit()
    assert reza.page.locator("main .note.attention").count() == 1, "it is the applicant's turn"
    reza.press("main .note.attention .btn")
    reza.answer_home(postal_code)
    reza.submit()
    assert reza.page.locator("main .note.information").count() == 1, "it is the agency's turn"
    return ref


def take(officer: Visitor, ref: str) -> None:
    """Find the case in the queue and take it."""
    officer.go("/desk/")
    officer.press(f'main a[href$="/desk/{ref}/"]')
    officer.press('main form[action$="/take/"] button')


def ask_again(officer: Visitor, ref: str, note: str) -> None:
    take(officer, ref)
    officer.answer(choice="ask_more", pages="home", note=note)
    assert officer.path == "/desk/"
