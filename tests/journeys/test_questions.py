"""Every type of question and a page that repeats, walked by people with and without scripts, and by keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import CROSSWISE, Enter, Variant
from tests.journeys.visitor import Visitor

from panjereh.config.testing.product import NOT_PASSED_ON, OURS, RunningProduct

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).resolve().parents[1] / "folders" / "every-question"
SERVICE = "civil/every-question"
TEXT = {
    "fa": {
        "employee": "کارمند",
        "no_match": "این کد ملی و تاریخ تولد با پایگاه هویت نمی‌خواند",
        "matches": "با پایگاه می‌خواند",
        "removed": "حذف شد",
        "sales": "فروش",
        "boss": "مدیر",
    },
    "en": {
        "employee": "Employee",
        "no_match": "This national ID and date of birth don't match the register",
        "matches": "matches the register",
        "removed": "Removed",
        "sales": "فروش",  # the letter puts it into a Persian sentence, too
        "boss": "مدیر",
    },
}
ABOUT = {
    "shop_name": "نان نمونه",
    "area": "۴۰",
    "rent": "45,000,000",
    "opened-day": "20",
    "opened-month": "1",
    "opened-year": "۱۴۰۰",
    "owned": "no",
    "trade": "bakery",
    "province": "fars",
    "days": "morning",
    "mobile": "09000000012",
    "post": "1345678911",
}
ZAHRA = {"national_id": "9990000034", "birth_date": ("30", "11", "1978")}
AMIR = {"national_id": "۹۹۹۰۰۰۰۰۴۲", "birth_date": ("18", "6", "۱۳۸۶")}


@pytest.fixture(scope="module", autouse=True)
def published(running_product: RunningProduct, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Publish the service that asks everything, as two people of the agency would."""
    folder = tmp_path_factory.mktemp("folders") / "services" / SERVICE
    shutil.copytree(FOLDER, folder)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(OURS) and name not in NOT_PASSED_ON
    }
    told = kept | {
        "PANJEREH_DATA": str(running_product.data),
        "PANJEREH_DEMO": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    for number in ("9990000077", "9990000085"):
        command = [sys.executable, "-m", "panjereh.config.command", "service", "publish", str(folder)]
        done = subprocess.run(
            [*command, "--as", number], env=told, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def fill_person(visitor: Visitor, field: str, person: dict[str, object]) -> None:
    day, month, year = person["birth_date"]  # type: ignore[misc]
    visitor.fill(
        {
            f"{field}-national_id": str(person["national_id"]),
            f"{field}-birth_date-day": day,
            f"{field}-birth_date-month": month,
            f"{field}-birth_date-year": year,
        }
    )


def go_on(visitor: Visitor) -> None:
    visitor.press("main form .btn:not(.second)")


@pytest.mark.parametrize("variant", CROSSWISE, ids=str)
def test_every_question_is_answered_and_every_entry_shown(enter: Enter, variant: Variant) -> None:
    visitor, words = enter(variant), TEXT[variant.language]
    visitor.sign_in_as("maryam")
    visitor.go(f"/services/{SERVICE}/")
    visitor.press(f'form[action$="/cases/start/{SERVICE}/"] button')
    ref = visitor.path.split("/")[2]
    visitor.go(f"/cases/{ref}/questions/about/")
    visitor.fill({"post": "12"})
    go_on(visitor)
    faults = visitor.page.locator(".errors a")
    assert faults.count() >= 9
    faults.last.click()
    expect(visitor.page.locator("#post")).to_be_focused()
    visitor.fill(ABOUT)
    go_on(visitor)
    visitor.fill({"shop-address": "تهران، خیابان نمونه، پلاک ۱۲"})
    go_on(visitor)
    assert visitor.page.locator('.errors a[href="#shop-postal_code"]').count() == 1
    visitor.fill({"shop-postal_code": "۱۳۴۵۶-۷۸۹۱۱"})
    go_on(visitor)
    fill_person(visitor, "partner", {**ZAHRA, "birth_date": ("1", "11", "1978")})
    go_on(visitor)
    assert words["no_match"] in visitor.page.locator(".errors").inner_text()
    visitor.page.locator(".errors a").click()
    expect(visitor.page.locator("#partner-national_id")).to_be_focused()
    fill_person(visitor, "partner", ZAHRA)
    go_on(visitor)
    visitor.fill({"supplier-legal_id": "99900123455"})
    go_on(visitor)
    add_staff(visitor, variant)
    visitor.press("main form .btn:not(.second)")
    visitor.press("main form button.btn:not(.second)")
    visitor.fill({"truth": "yes"})
    go_on(visitor)
    shown = visitor.page.locator("main").inner_text()
    assert visitor.path == f"/cases/{ref}/check/"
    assert shown.count(words["matches"]) == 3
    visitor.press("main form .btn")
    assert visitor.path == f"/cases/{ref}/"


def add_staff(visitor: Visitor, variant: Variant) -> None:
    """Two employees stay of three: one is removed, one changed; the back button loses nothing."""
    words, page = TEXT[variant.language], visitor.page
    for person, task in ((AMIR, words["sales"]), (ZAHRA, words["sales"]), (AMIR, "x")):
        if page.locator("#add").count():
            visitor.press("#add")
        fill_person(visitor, "employee", person)
        visitor.fill({"task": task})
        go_on(visitor)
    entries = page.locator("ol.rows > li")
    assert entries.count() == 3
    assert page.locator("a#add").count() == 0
    visitor.press("ol.rows > li:nth-child(3) button")
    assert words["removed"] in page.locator("main").inner_text()
    visitor.press("ol.rows > li:nth-child(2) a")
    visitor.fill({"task": words["boss"]})
    go_on(visitor)
    page.go_back()
    page.go_back()
    page.reload()
    assert entries.count() == 2
    assert words["boss"] in entries.nth(1).inner_text()
    assert f"{words['employee']} " in entries.nth(0).inner_text()


def test_the_list_is_worked_by_keyboard(enter: Enter) -> None:
    visitor = enter(Variant("en", 1100))
    visitor.sign_in_as("maryam")
    visitor.go(f"/services/{SERVICE}/")
    visitor.press(f'form[action$="/cases/start/{SERVICE}/"] button')
    ref = visitor.path.split("/")[2]
    visitor.go(f"/cases/{ref}/questions/staff/")
    fill_person(visitor, "employee", ZAHRA)
    visitor.fill({"task": "sales"})
    with visitor.page.expect_navigation():
        visitor.page.locator('[name="task"]').press("Enter")
    visitor.page.locator("ol.rows a").focus()
    names = []
    for _ in range(4):
        names.append(visitor.page.evaluate("document.activeElement.innerText.split('\\n')[0].trim()"))
        visitor.page.keyboard.press("Tab")
    assert [name.split(" ")[0] for name in names] == ["Change", "Remove", "Add", "Continue"]
