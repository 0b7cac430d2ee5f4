"""The shop licence, walked by people in a real browser before the real product and a bank of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from tests.journeys.conftest import ALL, CROSSWISE, LONG, Enter, Variant
from tests.journeys.licence import (
    APPEAL,
    FLAT,
    HALL,
    LICENCE,
    MARYAMS,
    SEARCH,
    ZAHRAS,
    answer_pages,
    answers_of,
    apply_for,
    at_the_bank,
    come_back_until,
    lease,
    pay,
    receipt_of,
    ref_of,
    to_the_bank,
    wait_for,
)
from tests.journeys.papers import code_of, words_of
from tests.journeys.test_certificate import download, take, wait_for_the_certificate
from tests.journeys.visitor import Visitor

from panjereh.config.postgres import place_of
from panjereh.config.postgres.place import SETUP_ROLE
from panjereh.config.testing.product import RunningProduct

pytestmark = pytest.mark.browser

People = dict[str, dict[str, Any]]
TRADE = {"fa": "کتاب و نوشت‌افزار", "en": "Books and stationery"}


@pytest.mark.parametrize("variant", ALL, ids=str)
def test_who_meets_everything_is_decided_at_once_pays_and_is_verified(
    variant: Variant, enter: Enter, people: People, tmp_path: Path
) -> None:
    shop = MARYAMS if variant.language == "fa" else ZAHRAS
    visitor = enter(variant)
    visitor.sign_in_as(shop.person)
    ref = find_and_begin(visitor)
    answer_pages(visitor, ref, answers_of(shop, visitor))
    visitor.submit()
    pay(visitor, ref)
    wait_for_the_certificate(visitor, ref)
    pdf = download(visitor, tmp_path / "licence.pdf")
    text = words_of(pdf)
    if text is not None and variant.language == "en":
        assert TRADE["en"] in text, "the licence names the trade in words"
    stranger = enter(variant)
    stranger.go(f"/verify/{code_of(pdf)}/")
    assert stranger.page.locator(".note.success").count() == 1
    assert people[shop.person]["number"] not in stranger.page.content()


def find_and_begin(visitor: Visitor) -> str:
    """From the front page, in the words that people use."""
    visitor.go("/")
    visitor.fill_in("q", SEARCH[visitor.language])
    visitor.press("main form[role=search] button")
    visitor.press(f'main a[href$="/services/{LICENCE}/"]')
    visitor.press(f'main form[action$="/cases/start/{LICENCE}/"] button')
    return ref_of(visitor)


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_a_large_hall_is_asked_about_once_more_and_granted_by_two_officers(
    variant: Variant, enter: Enter, tmp_path: Path
) -> None:
    hamid, simin, dariush = enter(variant), enter(variant), enter(variant)
    hamid.sign_in_as("hamid")
    ref = apply_for(HALL, hamid)
    wait_for(hamid, f"/cases/{ref}/", "main .note.information")
    simin.sign_in_as("simin")
    take(simin, ref)
    simin.answer(choice="ask_more", pages="lease", note="اجاره‌نامه تا چه روزی تمدید شده است؟")
    elsewhere = enter(variant)
    elsewhere.sign_in_as("hamid")
    elsewhere.press(f'main a[href$="/cases/{ref}/"]')
    assert "تمدید" in elsewhere.page.inner_text("main .note.attention")
    elsewhere.press("main .note.attention .btn")
    answer_pages(elsewhere, ref, {"lease": lease(elsewhere)})
    elsewhere.submit()
    wait_for(elsewhere, f"/cases/{ref}/", "main .note.information")
    take(simin, ref)
    find_all_met(simin)
    simin.answer(choice="grant")
    assert simin.page.locator("main .errors").count() == 0
    dariush.sign_in_as("dariush")
    take(dariush, ref)
    find_all_met(dariush)
    dariush.answer(choice="grant")
    assert dariush.page.locator("main .errors").count() == 0
    elsewhere.go(f"/cases/{ref}/")
    pay(elsewhere, ref)
    wait_for_the_certificate(elsewhere, ref)
    download(elsewhere, tmp_path / "licence.pdf")


def find_all_met(officer: Visitor) -> None:
    """Find met what no register could tell: the officer has read the papers."""
    for met in officer.page.locator('main input[name^="finding-"][value="met"]').all():
        name = met.get_attribute("name")
        if not officer.page.locator(f'main [name="{name}"]:checked').count():
            met.check()


REFUSED = {
    "fa": ("شرط ۳", "قانون شهرداری، مادهٔ ۵۵", "محلی با کاربری تجاری بیابید"),
    "en": ("Condition 3", "Municipalities Law, article 55", "Find commercial premises"),
}
WHY = {
    "fa": "شهرداری کاربری این محل را ماه گذشته تجاری کرده است.",
    "en": "The municipality made these premises commercial last month.",
}


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_a_refusal_is_appealed_and_overturned_and_the_case_goes_on(
    variant: Variant, enter: Enter, tmp_path: Path
) -> None:
    leila, nader = enter(variant), enter(variant)
    leila.sign_in_as("leila")
    ref = apply_for(FLAT, leila)
    wait_for(leila, f"/cases/{ref}/", "main .decision.no")
    decision = leila.page.inner_text("main .decision")
    for words in REFUSED[variant.language]:
        assert words in decision
    leila.press(f'main a[href$="/cases/{ref}/appeal/"]')
    leila.press("main form .btn")
    appeal = ref_of(leila)
    assert appeal != ref
    answer_pages(
        leila,
        appeal,
        {"reason": {"reason": WHY[variant.language]}, "appeal_declaration": {"appeal_declaration": "yes"}},
    )
    leila.submit()
    nader.sign_in_as("nader")
    take(nader, appeal)
    nader.press(f'main a[href$="/desk/{appeal}/about/"]')
    assert FLAT.code[:5] in nader.page.inner_text("main"), "the officer reads the case that was decided"
    nader.press(f'main a[href$="/desk/{appeal}/"]')
    nader.answer(choice="overturn")
    come_back_until(leila, f"/cases/{ref}/", f'main form[action$="/cases/{ref}/pay/"]')
    pay(leila, ref)
    wait_for_the_certificate(leila, ref)
    download(leila, tmp_path / "licence.pdf")
    leila.go(f"/services/{APPEAL}/")


TIME_TO_LOOK: LiteralString = """
UPDATE money_payment SET next_look_at = now()
FROM money_bill bill WHERE bill.id = bill_id AND bill.case_ref = %s AND next_look_at IS NOT NULL
"""


# It waits for the sweeper's minute, so that every day one goes; the long run sends them all.
@pytest.mark.parametrize("variant", ALL if LONG else [Variant("fa", 360)], ids=str)
def test_a_payment_that_is_lost_on_the_way_back_is_found(
    variant: Variant, enter: Enter, running_product: RunningProduct
) -> None:
    shop = MARYAMS if variant.language == "fa" else ZAHRAS
    visitor = enter(variant)
    visitor.sign_in_as(shop.person)
    ref = apply_for(shop, visitor)
    to_the_bank(visitor, ref)
    at_the_bank(visitor, "lost")
    assert "/pay/return/" not in visitor.page.url, "the way back is lost"
    # Nobody comes back; once its minutes have passed, the sweeper asks the bank.
    visitor.go(f"/cases/{ref}/")
    assert visitor.page.locator('main a[href$=".pdf"]').count() == 0, "nobody knows yet that it is paid"
    let_minutes_pass(running_product, ref)
    come_back_until(visitor, f"/cases/{ref}/", 'main a[href$=".pdf"]', seconds=120)


def let_minutes_pass(product: RunningProduct, ref: str) -> None:
    """The unfinished payment of a case is due to be looked at, as it is when its minutes have passed."""
    with psycopg.connect(place_of(product.data).url(SETUP_ROLE)) as connection:
        moved = connection.execute(TIME_TO_LOOK, [ref])
        assert moved.rowcount == 1, "no payment waits to be looked at"


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_a_revoked_licence_is_seen_so_by_its_code(variant: Variant, enter: Enter, tmp_path: Path) -> None:
    shop = MARYAMS if variant.language == "fa" else ZAHRAS
    holder, ramin, parvin, stranger = (enter(variant) for _ in range(4))
    holder.sign_in_as(shop.person)
    ref = apply_for(shop, holder)
    pay(holder, ref)
    wait_for_the_certificate(holder, ref)
    code = code_of(download(holder, tmp_path / "licence.pdf"))
    number = receipt_of(holder, ref)
    ramin.sign_in_as("ramin")
    ramin.go(f"/given/?q={number}")
    ramin.press(f'main a[href$="/given/{ref}/"]')
    ramin.fill(
        {"measure": "revoke", "grounds": "3", "reason": "پروانه به دیگری واگذار شده است.", "number": number}
    )
    ramin.press("main form.card .btn")
    stranger.go(f"/verify/{code}/")
    assert stranger.page.locator(".note.success").count() == 1, "one officer alone revokes nothing"
    parvin.sign_in_as("parvin")
    parvin.go(f"/given/{ref}/")
    parvin.fill({"number": number})
    parvin.press('main button[name="answer"][value="agree"]')
    come_back_until(stranger, f"/verify/{code}/", "main .tag.no")
    assert stranger.page.locator(".note.success").count() == 0
    holder.go(f"/cases/{ref}/")
