"""What the applicant reads of a case: its way in few steps, the officer's words, the document."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.cases.tests.test_applying import HOME, applied, row, signed_in, to_review
from panjereh.config.testing.jobs import do_jobs

pytestmark = pytest.mark.usefixtures("country")

NOTE = "کد پستی خانه را دوباره بنویسید"


def page(client: Client, ref: str, language: str = "en") -> str:
    return client.get(f"/{language}/cases/{ref}/").content.decode()


def steps(html: str) -> list[str]:
    """The titles of the timeline."""
    timeline = re.search(r'<ol class="steps">(.*?)</ol>', html, re.DOTALL)
    assert timeline is not None
    return re.findall(r"</span><b>(.*?)</b>", timeline[1])


def test_what_rules_did_at_once_is_one_step() -> None:
    client, ref = applied("maryam")
    assert steps(page(client, ref))[:3] == [
        "Draft started", "Application received", "Registers asked, conditions checked",
    ]  # fmt: skip
    do_jobs()
    html = page(client, ref)
    assert len(steps(html)) == 4
    for part in ("Population register", "All conditions that apply are met", "Document issued"):
        assert f"<li>{part}</li>" in html


def test_a_page_that_waits_learns_when_the_case_has_moved() -> None:
    client, ref = applied("maryam")
    html = page(client, ref)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    state = re.search(r'data-state="([^"]+)"', html)
    asked = {"HTTP_ACCEPT": "application/json"}
    assert state is not None
    assert client.get(f"/en/cases/{ref}/", **asked).json() == {"state": state[1]}
    do_jobs()
    assert client.get(f"/en/cases/{ref}/", **asked).json() != {"state": state[1]}
    assert "refresh" not in page(client, ref)


def test_a_stranger_learns_nothing_of_the_state() -> None:
    _, ref = applied("maryam")
    asked = {"HTTP_ACCEPT": "application/json"}
    assert signed_in("reza").get(f"/en/cases/{ref}/", **asked).status_code == 404


def test_the_ready_document_comes_with_the_code_that_verifies_it() -> None:
    client, ref = applied("maryam")
    do_jobs()
    html = page(client, ref)
    code = re.search(r'data-copy="([0-9A-Z-]{24})"', html)
    assert code is not None
    seen = Client(HTTP_HOST="localhost").get(f"/en/verify/{code[1].replace('-', '')}/")
    assert "This document is genuine and valid" in seen.content.decode()


def test_the_officers_words_stand_where_they_belong_and_not_later() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    officer.post(f"/en/desk/{ref}/take/")
    officer.post(f"/en/desk/{ref}/decide/", {"choice": "ask_more", "pages": ["home"], "note": NOTE})
    assert NOTE in page(client, ref)
    assert "until" in page(client, ref)
    client.post(f"/en/cases/{ref}/questions/home/", HOME["home"] | {"home_postal_code": "6135741133"})
    client.post(f"/en/cases/{ref}/check/")
    officer.post(f"/en/desk/{ref}/take/")
    officer.post(f"/en/desk/{ref}/decide/", {"choice": "refuse", "conditions": ["4"]})
    do_jobs()
    refused = page(client, ref)
    assert NOTE not in refused, "the words belong to the question, not to the refusal"
    assert "The application was refused" in refused
    assert steps(refused).count("Application received") == 1
    assert steps(refused).count("Answers received") == 2


@pytest.mark.parametrize("language", ["fa", "en"])
def test_pages_of_a_case_keep_the_rules_with_foreign_words_in_them(language: str) -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    for there, path in (
        (client, f"cases/{ref}/"), (officer, f"desk/{ref}/"), (officer, "desk/"), (client, "cases/"),
        (client, "who-looked/"),
    ):  # fmt: skip
        html = there.get(f"/{language}/{path}").content.decode()
        assert page_faults(html, language) == [], path


def test_a_letter_keeps_a_receipt_as_an_island() -> None:
    client, ref = applied("maryam")
    do_jobs()
    notice = re.search(r'href="(/fa/inbox/[0-9a-f-]+/)"', client.get("/fa/inbox/").content.decode())
    assert notice is not None
    html = client.get(notice[1]).content.decode()
    assert (row(ref).receipt or "-") in html
    assert page_faults(html, "fa") == []


def test_register_values_are_read_as_people_say_them() -> None:
    _, ref = to_review()
    html = signed_in("niloufar").get(f"/fa/desk/{ref}/").content.decode()
    assert "مسکونی" in html
    assert "residential" not in html
    assert "91746-39511" in html
