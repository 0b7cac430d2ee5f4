"""Every page that a person can reach keeps the rules of pages, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.config.testing.jobs import do_jobs
from panjereh.documents.models import Document
from panjereh.kernel.act import machine_act
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "civil/residence-certificate"
LANGUAGES = ("fa", "en")
ANSWERS = {"purpose": "school", "recipient": "دبستان نمونه", "certificate_language": "fa"}
HOME = {
    "home": {
        "home_postal_code": "۹۱۷۴۶۳۹۵۱۱",
        "home_since-day": "۱",
        "home_since-month": "6",
        "home_since-year": "۱۴۰۴",
    },
    "home_basis": {"home_basis": "rented"},
    "home_declaration": {"home_declaration": "yes"},
}
_LINK = re.compile(r'href="(/(?:fa|en)/[^"#]*)')
_FILES = (".pdf",)


def signed_in(name: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    return client


def begun(client: Client) -> str:
    """Begin an application; returns its reference."""
    sent = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    found = re.fullmatch(r"/fa/cases/(\w+)/next/", sent["Location"])
    assert found is not None
    return found[1]


def applied(client: Client) -> str:
    ref = begun(client)
    for page, value in ANSWERS.items():
        client.post(f"/fa/cases/{ref}/questions/{page}/", {page: value})
    client.post(f"/fa/cases/{ref}/check/")
    return ref


def in_review(client: Client) -> str:
    ref = applied(client)
    for page, values in HOME.items():
        client.post(f"/fa/cases/{ref}/questions/{page}/", values)
    client.post(f"/fa/cases/{ref}/check/")
    return ref


def decided(officer: Client, ref: str, **decision: object) -> None:
    officer.post(f"/fa/desk/{ref}/take/")
    assert officer.post(f"/fa/desk/{ref}/decide/", decision)["Location"] == "/fa/desk/"


def walked(client: Client, *starts: str) -> Iterator[tuple[str, str, str]]:
    """Every page that links lead to from `starts`, as address, language and HTML."""
    waiting, seen = list(starts), set(starts)
    for address in waiting:
        answer = client.get(address)
        if answer.status_code == 302:
            links = [answer["Location"]]
        else:
            assert answer.status_code == 200, (address, answer.status_code)
            html = answer.content.decode()
            yield address, address[1:3], html
            links = [link.replace("&amp;", "&") for link in _LINK.findall(html)]
        for link in links:
            # One report page stands for the link of every page.
            link = link.partition("?page=")[0]
            if link not in seen and not link.endswith(_FILES):
                seen.add(link)
                waiting.append(link)


def faults(client: Client, *starts: str) -> tuple[set[str], list[str]]:
    """The addresses that were walked, and what is wrong on them."""
    addresses, found = set(), []
    for address, language, html in walked(client, *starts):
        addresses.add(address)
        found += [f"{address}: {fault}" for fault in page_faults(html, language)]
    return addresses, found


def in_both(*addresses: str) -> list[str]:
    return [f"/{language}/{address}" for language in LANGUAGES for address in addresses]


def test_pages_without_signing_in() -> None:
    addresses, found = faults(
        Client(HTTP_HOST="localhost"), *in_both("", "demo/mailbox/", "services/?q=xyzzy")
    )
    assert set(in_both("services/", "sign-in/", "verify/", "ui/", "accessibility/", "report/")) <= addresses
    assert set(in_both(f"services/{SERVICE}/")) <= addresses
    assert not found, "\n".join(found)


def test_pages_of_citizens_whose_cases_are_granted_refused_waiting_and_begun() -> None:
    granted, refused, waiting = signed_in("maryam"), signed_in("reza"), signed_in("reza")
    officer = signed_in("niloufar")
    certified, draft = applied(granted), begun(granted)
    decided(officer, in_review(refused), choice="refuse", conditions=["4"], note="خانه نیست")
    asked = in_review(waiting)
    decided(officer, asked, choice="ask_more", pages=["home"], note="کد پستی را دوباره بنویسید")
    applied(waiting)
    in_review(waiting)
    do_jobs()
    assert ".pdf" in granted.get(f"/fa/cases/{certified}/").content.decode()
    starts = in_both("cases/", "inbox/", "who-looked/", "demo/mailbox/")
    addresses, found = faults(granted, *starts, *in_both(f"cases/{draft}/"))
    assert set(in_both(f"cases/{certified}/", f"cases/{draft}/questions/purpose/")) <= addresses
    more_addresses, more_found = faults(
        waiting, *starts, *in_both(f"cases/{asked}/next/", f"cases/{asked}/withdraw/")
    )
    assert set(in_both(f"cases/{asked}/questions/home/", f"cases/{asked}/withdraw/")) <= more_addresses
    found += more_found
    assert not found, "\n".join(found)


def test_pages_of_an_officer() -> None:
    citizen, officer, colleague = signed_in("reza"), signed_in("niloufar"), signed_in("behrouz")
    mine, free, taken = in_review(citizen), in_review(citizen), in_review(citizen)
    officer.post(f"/fa/desk/{mine}/take/")
    colleague.post(f"/fa/desk/{taken}/take/")
    addresses, found = faults(officer, *in_both("desk/"))
    assert set(in_both(*(f"desk/{ref}/" for ref in (mine, free, taken)))) <= addresses
    assert not found, "\n".join(found)


def test_pages_of_verification() -> None:
    """By code and by the file itself, of a document in the other language, too; and of none."""
    holder, anybody = signed_in("maryam"), Client(HTTP_HOST="localhost")
    ref = applied(holder)
    do_jobs()
    case_page = holder.get(f"/fa/cases/{ref}/").content.decode()
    (pdf,) = set(re.findall(r"/fa/documents/[0-9a-f-]+\.pdf", case_page))
    file = holder.get(pdf).content
    with acting(machine_act("test")):
        document = Document.objects.get()
        facts = safe_of(document.holder).open(f"documents_document:facts:{document.id}", document.facts)
    code = facts["code"]
    found = []
    for language in LANGUAGES:
        for answer, status in (
            (anybody.get(f"/{language}/verify/{code}/"), 200),
            (anybody.get(f"/{language}/verify/7K4M2QXP9B3TH5WZ1C70/"), 404),
            (anybody.post(f"/{language}/verify/", {"file": SimpleUploadedFile("a.pdf", file)}), 200),
            (anybody.post(f"/{language}/verify/", {"file": SimpleUploadedFile("a.pdf", file + b" ")}), 404),
        ):
            assert answer.status_code == status
            found += page_faults(answer.content.decode(), language)
    assert not found, "\n".join(found)


def test_pages_of_wrong_answers() -> None:
    """What is said of an answer is of one language too, and keeps the rules."""
    found = []
    for language in LANGUAGES:
        client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=language)
        stranger = Client(HTTP_HOST="localhost")
        client.post("/fa/sign-in/as/reza/")
        ref = applied(client)
        draft = begun(client)
        for sender, address, sent in (
            (stranger, "sign-in/", {}),
            (stranger, "sign-in/", {"number": "123", "password": "x"}),
            (stranger, "sign-in/", {"number": "9990000018", "password": "x"}),
            (stranger, "verify/", {"code": "7K4M"}),
            (stranger, "report/", {"page": "/fa/", "text": ""}),
            (client, f"cases/{ref}/questions/home/", {}),
            (client, f"cases/{ref}/questions/home/", HOME["home"] | {"home_postal_code": "12"}),
            (client, f"cases/{ref}/questions/home/", HOME["home"] | {"home_since-year": "70"}),
            (client, f"cases/{ref}/questions/home/", HOME["home"] | {"home_since-day": "32"}),
            (client, f"cases/{draft}/questions/purpose/", {}),
            (client, f"cases/{draft}/questions/recipient/", {"recipient": "ن" * 300}),
        ):
            answer = sender.post(f"/{language}/{address}", sent)
            assert answer.status_code == 422, (address, sent)
            found += [
                f"{address} {sent}: {fault}" for fault in page_faults(answer.content.decode(), language)
            ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_errors(language: str) -> None:
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    missing = client.get(f"/{language}/nothing-is-here/")
    assert missing.status_code == 404
    assert page_faults(missing.content.decode(), language) == []
