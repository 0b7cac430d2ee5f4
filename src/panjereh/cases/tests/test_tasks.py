"""A long form has a task list: sections with a state, any order, honest progress; a short one stays as it was."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.cases.tests.test_applying import ANSWERS, row, signed_in, start
from panjereh.cases.tests.test_keeping import ask, send
from panjereh.cases.tests.test_renewing import FOLDER, publish

pytestmark = pytest.mark.usefixtures("country")

SECTIONS = """sections:
  about: {fa: دربارهٔ گواهی, en: About the certificate}
  receiver: {fa: گیرنده, en: Receiver}
  language: {fa: زبان, en: Language}
  living: {fa: سکونت, en: Residence}
pages:
  - id: purpose
    section: about
"""
IN_SECTION = {
    "recipient": "receiver", "certificate_language": "language", "home": "living", "home_basis": "living",
    "home_declaration": "living",
}  # fmt: skip


@pytest.fixture
def long_form(country: None) -> None:
    """The residence certificate with sections; the language is asked once the purpose is known."""
    texts = [("pages:\n  - id: purpose\n", SECTIONS)]
    texts += [
        (f"  - id: {page}\n", f"  - id: {page}\n    section: {name}\n") for page, name in IN_SECTION.items()
    ]
    texts.append(
        ("section: language\n", 'section: language\n    when: "string length(answers.purpose) > 1"\n')
    )
    publish_all(texts)


def publish_all(texts: list[tuple[str, str]]) -> None:
    old = (FOLDER / "form.yaml").read_text(encoding="utf-8")
    new = old
    for before, after in texts:
        assert before in new
        new = new.replace(before, after, 1)
    publish(form=(old, new))


def tasks(client: Client, ref: str, language: str = "en") -> dict[str, tuple[str, bool]]:
    """Each line of the task list: its state, and whether it can be opened."""
    html = client.get(f"/{language}/cases/{ref}/tasks/").content.decode()
    assert page_faults(html, language) == []
    found = {}
    for line in re.findall(
        r"<li>(.*?)</li>", html.split('<ul class="rows">')[1].split("</ul>")[0], re.DOTALL
    ):
        title = re.search(r"<div>(?:<a[^>]*>)?([^<]+)", line)
        state = re.search(r'<span class="tag[^"]*">([^<]+)', line) or re.search(
            r'class="tag[^>]*>([^<]+)', line
        )
        assert title is not None
        assert state is not None
        found[title[1]] = (state[1], "<a" in line)
    return found


@pytest.mark.usefixtures("long_form")
def test_sections_are_listed_with_their_state_and_filled_in_in_any_order() -> None:
    client = signed_in("maryam")
    ref = start(client)
    assert client.get(f"/en/cases/{ref}/next/")["Location"] == f"/en/cases/{ref}/tasks/"
    assert tasks(client, ref) == {
        "About the certificate": ("Not started", True),
        "Receiver": ("Not started", True),
        "Language": ("Cannot start yet", False),
        "Check your answers and submit": ("Cannot start yet", False),
    }
    done = send(client, ref, "recipient", {"recipient": "x"})
    assert done["Location"] == f"/fa/cases/{ref}/tasks/", "at the end of a section one comes back to the list"
    assert tasks(client, ref)["Receiver"] == ("Done", True)
    send(client, ref, "purpose", {"purpose": "bank"})
    assert tasks(client, ref)["Language"] == ("Not started", True)
    last = send(client, ref, "certificate_language", {"certificate_language": "fa"})
    assert last["Location"] == f"/fa/cases/{ref}/check/"
    assert tasks(client, ref, "fa")["بررسی پاسخ‌ها و ارسال"][1]
    html = client.get(f"/en/cases/{ref}/check/").content.decode()
    assert (
        html.index("<h2>About the certificate</h2>")
        < html.index("<h2>Receiver</h2>")
        < html.index("<h2>Language</h2>")
    )
    assert page_faults(html, "en") == []
    client.post(f"/fa/cases/{ref}/check/")
    assert row(ref).receipt


@pytest.mark.usefixtures("long_form")
def test_a_page_says_its_section_and_how_far_it_is() -> None:
    client = signed_in("reza")
    ref = start(client)
    for page in ANSWERS:
        send(client, ref, page, {page: ANSWERS[page]})
    client.post(f"/fa/cases/{ref}/check/")
    html = client.get(f"/en/cases/{ref}/questions/home/").content.decode()
    assert "Question 1 of 3" in html
    assert "All sections" not in html, "one section alone needs no list"
    assert client.get(f"/en/cases/{ref}/tasks/")["Location"] == f"/en/cases/{ref}/questions/home/"


@pytest.mark.usefixtures("long_form")
def test_a_half_typed_section_is_in_progress_and_one_goes_on_there() -> None:
    client = signed_in("maryam")
    ref = start(client)
    send(client, ref, "recipient", {"recipient": "ن" * 121}, leave="yes")
    client.get("/fa/cases/")
    assert tasks(client, ref)["Receiver"] == ("In progress", True)
    assert client.get(f"/en/cases/{ref}/next/")["Location"].endswith("/questions/recipient/")
    assert (
        'href="/en/cases/' + ref + '/tasks/"'
        in client.get(f"/en/cases/{ref}/questions/recipient/").content.decode()
    )


def test_what_may_still_be_asked_is_not_counted_as_certain() -> None:
    texts = [("  - id: recipient\n", '  - id: recipient\n    when: "string length(answers.purpose) > 1"\n')]
    publish_all(texts)
    client = signed_in("maryam")
    ref = start(client)
    english = f"/en/cases/{ref}/questions/purpose/"
    assert "Question 1 of at least 2" in client.get(english).content.decode()
    send(client, ref, "purpose", {"purpose": "bank"})
    assert "Question 1 of 3" in client.get(english).content.decode()


def test_a_short_form_has_no_list() -> None:
    client = signed_in("maryam")
    ref = start(client)
    assert client.get(f"/fa/cases/{ref}/tasks/")["Location"].endswith("/questions/purpose/")
    assert "پرسش ۱ از ۳" in ask(client, ref, "purpose")


def test_the_check_page_says_what_is_still_wanted_and_what_comes_next() -> None:
    client = signed_in("maryam")
    ref = start(client)
    send(client, ref, "purpose", {"purpose": "bank"})
    html = client.get(f"/en/cases/{ref}/check/").content.decode()
    assert html.count("Not answered") >= 2
    assert 'name="seen-' not in html, "what is not complete has no button to send it"
    for page in ANSWERS:
        send(client, ref, page, {page: ANSWERS[page]})
    html = client.get(f"/en/cases/{ref}/check/").content.decode()
    assert "What happens next: We fetch what is needed and check it" in html
    assert "You get an answer by" in html
