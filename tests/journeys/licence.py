"""The ways of the shop licence, as a shopkeeper, an officer and a payer walk them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from tests.journeys.visitor import Visitor

LICENCE, APPEAL = "guilds/shop-licence", "guilds/appeal"
SEARCH = {"fa": "جواز مغازه", "en": "trade permit"}
RECEIPT = re.compile(r"\d{4}-\d{7}-\d")
Page = Mapping[str, str]
# A date as people write it in their calendar: the first day of 1410, and of 2031.
LATER = {"fa": ("1", "1", "1410"), "en": ("1", "1", "2031")}


@dataclass(frozen=True)
class Shop:
    """Whose shop it is, where, and what is answered; `code` is the postal code of the premises."""

    person: str
    code: str
    trade: str = "books"
    area: str = "40"
    rented: bool = False


MARYAMS = Shop("maryam", "1345678913")
ZAHRAS = Shop("zahra", "3713698543")
HALL = Shop("hamid", "9174639513", trade="household", area="620", rented=True)
FLAT = Shop("leila", "8174673443", trade="flowers", area="20")


def answers_of(shop: Shop, visitor: Visitor) -> dict[str, Page]:
    """What is typed on each page, in the order of the pages."""
    name = {"fa": "فروشگاه نمونه", "en": "Sample Shop"}[visitor.language]
    pages: dict[str, Page] = {
        "trade": {"trade": shop.trade},
        "shop_name": {"shop_name": name},
        "postal_code": {"postal_code": shop.code},
        "area": {"area": shop.area},
        "ownership": {"ownership": "rented" if shop.rented else "owned"},
    }
    if shop.rented:
        pages["lease"] = lease(visitor)
    return pages | {
        "has_partner": {"has_partner": "no"},
        "shop_phone": {"shop_phone": ""},
        "licence_language": {"licence_language": visitor.language},
        "shop_declaration": {"shop_declaration": "yes"},
    }


def lease(visitor: Visitor) -> Page:
    """A lease that runs for years."""
    day, month, year = LATER[visitor.language]
    return {"lease_until-day": day, "lease_until-month": month, "lease_until-year": year}


def begin(visitor: Visitor, service: str = LICENCE) -> str:
    """Begin an application on the service's own page; returns the reference of the case."""
    visitor.go(f"/services/{service}/")
    visitor.press(f'main form[action$="/cases/start/{service}/"] button')
    return ref_of(visitor)


def ref_of(visitor: Visitor) -> str:
    """The reference of the case that the visitor is in."""
    found = re.match(r"/cases/(\w+)/", visitor.path)
    assert found, f"no case: {visitor.page.url}"
    return found[1]


def answer_pages(visitor: Visitor, ref: str, pages: Mapping[str, Page]) -> None:
    """Answer each page where it comes up, or open it, and come to the check page."""
    for name, answers in pages.items():
        at = f"/cases/{ref}/questions/{name}/"
        if visitor.path != at:
            visitor.go(at)
        assert visitor.path == at, f"{name} is not asked"
        visitor.fill(answers)
        visitor.press("main form .btn:not(.second)")
    if visitor.path != f"/cases/{ref}/check/":
        visitor.press(f'main a[href$="/cases/{ref}/check/"]')


def apply_for(shop: Shop, visitor: Visitor) -> str:
    """Apply for a licence from the first question to the receipt; returns the reference of the case."""
    ref = begin(visitor)
    answer_pages(visitor, ref, answers_of(shop, visitor))
    visitor.submit()
    assert visitor.path == f"/cases/{ref}/"
    return ref


def wait_for(visitor: Visitor, path: str, selector: str) -> None:
    """Be on a page that looks again by itself, and wait until this is on it."""
    if visitor.path != path:
        visitor.go(path)
    visitor.page.wait_for_selector(selector, timeout=30_000)
    visitor.page.wait_for_load_state()
    visitor.look(visitor.page)


def to_the_bank(visitor: Visitor, ref: str) -> None:
    """Go to the bank from the page of the case, once the fee is due."""
    pay = f'main form[action$="/cases/{ref}/pay/"] button'
    wait_for(visitor, f"/cases/{ref}/", pay)
    with visitor.page.expect_navigation():
        visitor.page.locator(pay).click()


def at_the_bank(visitor: Visitor, doing: str) -> None:
    """Do something on the bank's own page, which is no page of ours to judge."""
    with visitor.page.expect_navigation():
        visitor.page.locator(f'button[name="do"][value="{doing}"]').click()


def pay(visitor: Visitor, ref: str) -> None:
    """Pay, come back to the product, and go on to the case."""
    to_the_bank(visitor, ref)
    at_the_bank(visitor, "pay")
    visitor.page.wait_for_selector('main a[href*="/pay/case/"]', timeout=30_000)
    visitor.look(visitor.page)
    # Until the outcome is known that page looks again by itself: a reload isn't the way to the case.
    with visitor.page.expect_navigation(url=re.compile(rf"/cases/{ref}/")):
        visitor.page.locator('main a[href*="/pay/case/"]').first.click()
    visitor.look(visitor.page)
    assert visitor.path == f"/cases/{ref}/"


def receipt_of(visitor: Visitor, ref: str) -> str:
    """The receipt number of a case, which is the number of its licence to the agency."""
    visitor.go(f"/cases/{ref}/")
    found = RECEIPT.search(visitor.page.inner_text("main"))
    assert found, "the case shows no receipt number"
    return found[0]


def come_back_until(visitor: Visitor, path: str, selector: str, seconds: float = 45) -> None:
    """Open a page again and again, as somebody does who is told nothing, until this is on it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        visitor.go(path)
        if visitor.page.locator(selector).count():
            return
        visitor.page.wait_for_timeout(1000)
    raise AssertionError(f"{selector} never came up on {path}")
