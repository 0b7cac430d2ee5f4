"""A page that repeats, through its pages and through the machine interface, on the real database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from panjereh.cases.domain import CaseRef
from panjereh.cases.models import Case
from panjereh.cases.queries import see_case
from panjereh.catalogue.actions import publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

ROOT = Path(__file__).parents[4]
SERVICE = "civil/every-question"
DESIGNER, PUBLISHER, CITIZEN = "9990000077", "9990000085", "9990000018"


def person(number: str, day: str) -> dict[str, str]:
    return {"national_id": number, "birth_date": day}


SENT: dict[str, Any] = {
    "about": {
        "shop_name": "نان نمونه",
        "area": 40,
        "rent": "۴۵٬۰۰۰٬۰۰۰",
        "opened": "1400-01-20",
        "owned": False,
        "trade": "bakery",
        "province": "fars",
        "days": ["morning"],
        "mobile": "09000000012",
        "post": "1345678911",
    },
    "shop": {"shop": {"postal_code": "1345678911", "address": "تهران، خیابان نمونه، پلاک ۱۲"}},
    "partner": {"partner": person("9990000034", "1978-11-30")},
    "supplier": {"supplier": {"legal_id": "99900123455"}},
    "staff": [{"employee": person("9990000042", "2007-09-09"), "task": "فروش"}],
    "truth": {"truth": "yes"},
}


@pytest.fixture(autouse=True)
def published(country: None) -> None:
    """The sample country, and a service that asks every type of question."""
    bundle = Bundle.from_directory(ROOT / "tests" / "folders" / "every-question")
    for number in (DESIGNER, PUBLISHER):
        act = act_of_number(number, clock.today())
        with acting(act):
            publish_service(act, SERVICE, bundle)


def signed_in(name: str = "maryam") -> Client:
    client = Client(headers={"host": "localhost"})
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    return client


def start(client: Client) -> str:
    answer = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    found = re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])
    assert found
    return found[1]


def send(client: Client, **pages: Any) -> tuple[int, Any]:
    body = {"service": SERVICE, "key": str(uuid4()), "answers": {**SENT, **pages}}
    answer = client.post("/api/v1/applications", body, content_type="application/json")
    return answer.status_code, answer.json()


def draft(client: Client) -> str:
    """A draft in which only the repeating page is missing."""
    status, told = send(client, staff=[])
    assert (status, list(told["faults"])) == (422, ["staff"])
    return str(told["ref"])


def entry(number: str = "9990000042", task: str = "فروش") -> dict[str, str]:
    return {
        "employee-national_id": number,
        "employee-birth_date-day": "۱۸",
        "employee-birth_date-month": "۶",
        "employee-birth_date-year": "۱۳۸۶",
        "task": task,
    }


def page(ref: str, name: str = "staff") -> str:
    return f"/fa/cases/{ref}/questions/{name}/"


def kept(ref: str, name: str = "staff") -> Any:
    act = act_of_number(CITIZEN, clock.today())
    with acting(act):
        return see_case(act, CaseRef(ref)).papers.answers.get(name)


def tasks(ref: str) -> list[str]:
    return [one["task"] for one in kept(ref)]


def new_entry(client: Client, ref: str, name: str = "staff") -> str:
    """The address at which the list offers to add one."""
    answer = client.get(page(ref, name))
    if answer.status_code == 302:
        return str(answer["Location"])
    found = re.search(r'id="add" href="([^"]+)"', answer.content.decode())
    assert found
    return found[1].replace("&amp;", "&")


def add(client: Client, ref: str, task: str) -> str:
    address = new_entry(client, ref)
    assert client.post(address, entry(task=task))["Location"] == page(ref)
    return address


def test_entries_are_added_in_order_changed_in_place_and_removed() -> None:
    client = signed_in()
    ref = draft(client)
    addresses = [add(client, ref, task) for task in ("یک", "دو", "سه")]
    assert tasks(ref) == ["یک", "دو", "سه"]
    assert client.post(addresses[1], entry(task="دوم"))["Location"] == page(ref)
    assert tasks(ref) == ["یک", "دوم", "سه"]
    key = addresses[0].split("entry=")[1]
    told = client.post(page(ref), {"remove": key}, follow=True)
    assert "حذف شد" in told.content.decode()
    assert tasks(ref) == ["دوم", "سه"]
    # What was opened before the removal still means its own entry.
    client.post(addresses[2], entry(task="سوم"))
    assert tasks(ref) == ["دوم", "سوم"]


def test_a_double_click_adds_one_and_two_tabs_add_two() -> None:
    client = signed_in()
    ref = draft(client)
    address = new_entry(client, ref)
    client.post(address, entry(task="یک"))
    client.post(address, entry(task="یک"))
    assert tasks(ref) == ["یک"]
    one, other = new_entry(client, ref), new_entry(client, ref)
    client.post(one, entry(task="دو"))
    client.post(other, entry(task="سه"))
    assert tasks(ref) == ["یک", "دو", "سه"]


def test_no_more_than_its_most_is_kept_also_from_two_tabs() -> None:
    client = signed_in()
    ref = draft(client)
    late = new_entry(client, ref)
    for task in ("یک", "دو", "سه"):
        add(client, ref, task)
    assert 'id="add" href' not in client.get(page(ref)).content.decode()
    answer = client.post(late, entry(task="چهار"))
    assert answer.status_code == 422
    assert "بیش از ۳ کارمند نمی‌توان نوشت" in answer.content.decode()
    assert 'value="چهار"' in answer.content.decode()
    assert tasks(ref) == ["یک", "دو", "سه"]


def test_a_wrong_entry_is_kept_as_typed_and_stands_in_the_way_of_going_on() -> None:
    client = signed_in()
    ref = draft(client)
    add(client, ref, "یک")
    address = new_entry(client, ref)
    answer = client.post(address, {**entry(task="دو"), "employee-national_id": "۹۹۹۰۰۰۰۰۱۹"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#employee-national_id"' in said
    assert 'id="employee-national_id-error"' in said
    assert tasks(ref) == ["یک"]
    on = client.post(page(ref), {})
    assert on.status_code == 422
    assert "کارمند ۲ کامل نیست" in on.content.decode()
    again = client.get(address).content.decode()
    assert "۹۹۹۰۰۰۰۰۱۹" in again
    assert "یک رقم کد ملی درست نیست" in again
    assert client.post(address, entry(task="دو"))["Location"] == page(ref)
    assert client.post(page(ref), {})["Location"] == page(ref, "branches")
    assert tasks(ref) == ["یک", "دو"]


def test_a_page_that_may_be_empty_is_answered_by_going_on() -> None:
    client = signed_in()
    ref = draft(client)
    add(client, ref, "یک")
    add(client, ref, "دو")
    assert client.get(f"/fa/cases/{ref}/next/")["Location"] == page(ref, "branches")
    shown = client.get(page(ref, "branches"))
    assert "ادامه بدون آن" in shown.content.decode()
    client.post(page(ref, "branches"), {})
    assert kept(ref, "branches") == []
    rows = client.get(f"/fa/cases/{ref}/check/").content.decode()
    assert re.search("<dt>فروشگاه چه شعبه‌هایی دارد؟</dt><dd>پاسخ داده نشده", rows)
    assert client.get(f"/fa/cases/{ref}/next/")["Location"] == f"/fa/cases/{ref}/check/"


def test_the_last_one_of_a_page_that_needs_one_is_asked_again_before_sending() -> None:
    client = signed_in()
    ref = draft(client)
    key = add(client, ref, "یک").split("entry=")[1]
    client.post(page(ref), {"remove": key})
    assert client.get(f"/fa/cases/{ref}/next/")["Location"] == page(ref)
    assert "هنوز چیزی نوشته نشده است" in client.get(page(ref)).content.decode()
    on = client.post(page(ref), {})
    assert on.status_code == 422
    assert "دست‌کم ۱ کارمند را بنویسید" in on.content.decode()
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == page(ref)


def test_the_check_page_shows_every_entry_and_leads_to_it_and_back() -> None:
    client = signed_in()
    ref = draft(client)
    add(client, ref, "یک")
    add(client, ref, "دو")
    client.post(page(ref, "branches"), {})
    shown = client.get(f"/fa/cases/{ref}/check/").content.decode()
    assert "کارمند ۲: کار او" in shown
    changes = re.findall(r'href="([^"]*/staff/\?back=check[^"]*)"', shown)
    assert len(changes) == 4
    address = changes[3].replace("&amp;", "&")
    assert "دو" in client.get(address).content.decode()
    listed = client.post(address, entry(task="سوم"))["Location"]
    assert listed == page(ref) + "?back=check"
    assert client.post(listed, {"back": "check"})["Location"] == f"/fa/cases/{ref}/check/"
    assert tasks(ref) == ["یک", "سوم"]
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"


def test_a_program_sends_a_list_and_learns_what_is_wrong_entry_by_entry() -> None:
    client = signed_in()
    good = {"employee": person("9990000042", "2007-09-09"), "task": "فروش"}
    status, told = send(client, staff=[good])
    assert (status, tasks(told["ref"])) == (201, ["فروش"])
    status, told = send(client, staff=[good, {"employee": person("9990000042", "2007-09-09"), "task": ""}])
    assert status == 422
    assert [list(faults) for faults in told["faults"]["staff"]] == [[], ["task"]]
    status, told = send(client, staff=[good] * 4)
    assert (status, list(told["faults"]["staff"])) == (422, ["staff"])
    status, told = send(client, staff={"employee": "x"})
    assert (status, told["faults"]["staff"]["staff"]["en"]) == (
        422,
        "This page repeats; send a list [{…}, {…}].",
    )
    status, told = send(client, shop=[SENT["shop"]])
    assert (status, told["faults"]["shop"]["shop"]["en"]) == (422, "This page is asked once; send {…}.")
    status, told = send(client, staff=[{"employee": [1], "task": {"x": None}}])
    assert (status, list(told["faults"]["staff"][0])) == (
        422,
        ["employee-national_id", "employee-birth_date"],
    )
    status, told = send(client, staff="x")
    assert (status, told["error"]) == (422, "malformed")


@pytest.mark.parametrize("key", ["x", "../../check", "0" * 16 + "1", "ABCDEF0123456789", ""])
def test_a_key_that_nobody_made_opens_the_list_or_nothing(key: str) -> None:
    client = signed_in()
    ref = draft(client)
    add(client, ref, "یک")
    answer = client.get(page(ref), {"entry": key})
    assert answer.status_code == 200
    assert 'id="add"' in answer.content.decode()


def test_nobody_else_sees_or_changes_the_entries() -> None:
    client = signed_in()
    ref = draft(client)
    address = add(client, ref, "یک")
    other = signed_in("zahra")
    assert other.get(address).status_code == 404
    assert other.post(address, entry(task="دو")).status_code == 404
    assert other.post(page(ref), {"remove": address.split("entry=")[1]}).status_code == 404
    assert tasks(ref) == ["یک"]


def test_the_row_is_whole_for_the_machine() -> None:
    status, told = send(signed_in())
    assert status == 201
    with acting(machine_act("test")):
        assert Case.objects.get(ref=told["ref"]).stage in ("closed", "managed")
