"""The ground of the journeys: the product in demonstration mode, and a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from panjereh.config.testing.product import RunningProduct


def test_a_demo_is_settled_and_its_people_are_known(running_product: RunningProduct) -> None:
    assert running_product.health()[0] == 200
    assert len(running_product.people) > 3
    assert all(person.persian and len(person.number) == 10 for person in running_product.people)


@pytest.mark.browser
def test_a_real_browser_opens_it(running_product: RunningProduct, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(running_product.url)
    assert page.url == f"{running_product.url}/fa/"
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.close()
