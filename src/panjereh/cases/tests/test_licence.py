"""The shop licence through the pages: decided at once, entered, verified by everyone, refused, appealed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.test import Client

from panjereh.cases.tests.test_applying import kinds, row, signed_in
from panjereh.config.testing.jobs import do_jobs

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "guilds/shop-licence"
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}")
SHOP = {
    "trade": "books",
    "shop_name": "کتاب نمونه",
    "postal_code": "۶۱۳۵۷۴۱۱۳۵",
    "area": "40",
    "ownership": "owned",
    "has_partner": "no",
    "shop_phone": "",
    "licence_language": "fa",
    "shop_declaration": "yes",
}


def applied(name: str, **changes: str) -> tuple[Client, str]:
    """Answer each page that is asked and send the application; returns the reference of the case."""
    client = signed_in(name)
    answer = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    found = re.search(r"/cases/(\w+)/", answer["Location"])
    assert found
    for page, value in {**SHOP, **changes}.items():
        answered(client, found[1], page, {page: value})
    assert client.post(f"/fa/cases/{found[1]}/check/").status_code == 302
    do_jobs()
    return client, found[1]


def answered(client: Client, ref: str, page: str, values: Mapping[str, str]) -> None:
    answer = client.post(f"/fa/cases/{ref}/questions/{page}/", values)
    assert answer.status_code == 302, answer.content.decode()


def test_a_veteran_has_the_licence_at_once_and_free_of_charge() -> None:
    client, ref = applied("javad")
    case = row(ref)
    assert (case.status, case.state["outcome"], case.state["fee"]) == ("ended", "granted", 0)
    assert case.state["met"] == [1, 2, 3, 4, 5, 6, 8]
    assert kinds(ref)[-4:] == ["CaseEnded", "RecordRegistered", "DocumentIssued", "PersonTold"]
    code = CODE.search(client.get(f"/fa/cases/{ref}/").content.decode())
    assert code
    assert_public(code[0])


def assert_public(code: str) -> None:
    """What the wall of the shop tells its customers: name and trade, and of the holder a covered name."""
    for language, words in {"fa": "کتاب و نوشت‌افزار", "en": "Books and stationery"}.items():
        page = Client(HTTP_HOST="localhost").get(f"/{language}/verify/{code}/").content.decode()
        assert words in page
        assert "کتاب نمونه" in page
        assert "9990000123" not in page
        assert "ایثارگر" not in page


def test_a_home_is_refused_with_condition_law_and_cure_and_the_way_of_appeal() -> None:
    client, ref = applied("leila", trade="flowers", postal_code="8174673443")
    case = row(ref)
    assert (case.state["outcome"], case.state["unmet"]) == ("refused", [3])
    page = client.get(f"/fa/cases/{ref}/").content.decode()
    for words in ("شرط ۳", "قانون شهرداری، مادهٔ ۵۵", "محلی با کاربری تجاری بیابید", "می‌توانید اعتراض کنید"):
        assert words in page


def test_who_hears_the_appeal_reads_which_conditions_did_not_apply() -> None:
    client, ref = applied("leila", trade="flowers", postal_code="8174673443")
    answer = client.post(f"/fa/cases/{ref}/appeal/")
    found = re.search(r"/cases/(\w+)/", answer["Location"])
    assert found
    appeal = found[1]
    answered(client, appeal, "reason", {"reason": "کاربری این محل تجاری شده است."})
    answered(client, appeal, "appeal_declaration", {"appeal_declaration": "yes"})
    assert client.post(f"/fa/cases/{appeal}/check/").status_code == 302
    do_jobs()
    page = signed_in("nader").get(f"/fa/desk/{appeal}/about/").content.decode()
    said = re.findall(r'class="tag[^"]*">([^<]+)<', page)
    assert said.count("برآورده نیست") == 1
    assert said.count("شامل نمی‌شود") == 4, "health card, partner, fire safety, cards of employees"
    assert "سنجیده نشده" not in page


def test_a_rented_hall_waits_for_an_officer() -> None:
    client = signed_in("hamid")
    answer = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    found = re.search(r"/cases/(\w+)/", answer["Location"])
    assert found
    ref = found[1]
    hall = {"trade": "household", "postal_code": "9174639513", "area": "620", "ownership": "rented"}
    for page in ("trade", "shop_name", "postal_code", "area", "ownership"):
        answered(client, ref, page, {page: {**SHOP, **hall}[page]})
    end = {"lease_until-day": "1", "lease_until-month": "1", "lease_until-year": "1410"}
    answered(client, ref, "lease", end)
    for page in ("has_partner", "shop_phone", "licence_language", "shop_declaration"):
        answered(client, ref, page, {page: SHOP[page]})
    client.post(f"/fa/cases/{ref}/check/")
    do_jobs()
    assert (row(ref).stage, row(ref).state["facts"]["risk"]) == ("review", "high")
    assert f"/desk/{ref}/" in signed_in("simin").get("/fa/desk/").content.decode()
    assert f"/desk/{ref}/" not in signed_in("niloufar").get("/fa/desk/").content.decode()
