"""«Not right?»: what a register says of a person is corrected by the agency that keeps it, or refused with a reason."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.cases.models import CaseEvent
from panjereh.cases.tests.test_applying import answer_all, applied, kinds, row, signed_in, start
from panjereh.cases.tests.test_keeping import ask, send
from panjereh.config.testing.jobs import do_jobs
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.registries.models import Record

pytestmark = pytest.mark.usefixtures("country")

MARYAM, OTHER = "9990000018", "9174639511"
EVIDENCE = "قبض برق شمارهٔ ۱۲"


def asked(client: Client, ref: str, what: str = "residence/postal_code") -> str:
    """Ask for a correction from a case; returns the reference of the request."""
    answer = client.post(f"/fa/cases/{ref}/wrong/{what}/", {"key": str(uuid4())})
    found = re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])
    assert found is not None, answer["Location"]
    return found[1]


def requested(client: Client, ref: str) -> str:
    correction = asked(client, ref)
    for page, value in (
        ("wrong_field", "postal_code"),
        ("right_postal_code", OTHER),
        ("evidence_text", EVIDENCE),
    ):
        assert send(client, correction, page, {page: value}).status_code == 302
    assert client.post(f"/fa/cases/{correction}/check/")["Location"] == f"/fa/cases/{correction}/"
    assert row(correction).stage == "review"
    return correction


def decided(correction: str, **choice: object) -> None:
    officer = signed_in("niloufar")
    officer.post(f"/fa/desk/{correction}/take/")
    officer.post(f"/fa/desk/{correction}/decide/", choice)
    do_jobs()


def residences() -> list[Record]:
    """What the register holds and held of Maryam, as she may read it herself."""
    with acting(act_of_number(MARYAM, clock.today())) as act:
        found = Record.objects.filter(register="residences", subject=act.principal)
        return list(found.order_by("recorded_at"))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_check_page_names_source_and_date_and_leads_to_a_correction(language: str) -> None:
    client = signed_in("maryam")
    ref = start(client)
    answer_all(client, ref)
    html = client.get(f"/{language}/cases/{ref}/check/").content.decode()
    assert page_faults(html, language) == []
    assert f'href="/{language}/cases/{ref}/wrong/residence/postal_code/"' in html
    assert "/wrong/unit/" not in html, "what is about a home and not about a person is nobody's own"
    page = client.get(f"/{language}/cases/{ref}/wrong/residence/postal_code/").content.decode()
    assert page_faults(page, language) == []
    assert {"fa": "پایگاه سکونت", "en": "Register of residences"}[language] in page


def test_a_correction_is_asked_with_what_it_is_about_filled_in() -> None:
    client = signed_in("maryam")
    ref = start(client)
    answer_all(client, ref)
    correction = asked(client, ref)
    assert row(correction).service == "civil/residence-correction"
    assert client.get(f"/fa/cases/{correction}/next/")["Location"].endswith("/questions/wrong_field/")
    assert re.search(r'value="postal_code"[^>]* checked', ask(client, correction, "wrong_field"))
    page = client.get(f"/fa/cases/{ref}/wrong/residence/postal_code/").content.decode()
    assert "درخواست اصلاح داده‌اید" in page


def test_a_granted_correction_corrects_the_register_and_keeps_its_history() -> None:
    client = signed_in("maryam")
    ref = start(client)
    answer_all(client, ref)
    correction = requested(client, ref)
    before = residences()
    decided(correction, choice="grant")
    assert row(correction).state["outcome"] == "granted"
    assert "RecordRegistered" in kinds(correction)
    after = residences()
    assert len(after) > len(before)
    (present,) = [record.id for record in before if record.superseded_at is None]
    assert present in {record.id for record in after if record.superseded_at is not None}
    assert "91746-39511" in client.get(f"/fa/cases/{ref}/check/").content.decode()
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"


def test_the_application_goes_on_and_says_that_a_correction_is_open() -> None:
    client = signed_in("maryam")
    ref = start(client)
    answer_all(client, ref)
    correction = requested(client, ref)
    client.post(f"/fa/cases/{ref}/check/")
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    html = client.get(f"/en/cases/{ref}/").content.decode()
    assert "Corrections that you asked for" in html
    assert f"/en/cases/{correction}/" in html
    decided(correction, choice="refuse", conditions=["2"])
    assert "Refused" in client.get(f"/en/cases/{ref}/").content.decode()
    refused = client.get(f"/en/cases/{correction}/").content.decode()
    assert "Give the number of a deed, lease or bill" in refused
    assert len(residences()) == 1


def test_a_register_without_a_service_names_who_keeps_it() -> None:
    client = signed_in("maryam")
    ref = start(client)
    address = f"/en/cases/{ref}/wrong/applicant/name/"
    html = client.get(address).content.decode()
    assert "keeps this register. Write or call there" in html
    assert "02130000012" in html
    assert client.post(address, {"key": str(uuid4())}).status_code == 200


@pytest.mark.parametrize("what", ["unit/address", "applicant/status", "applicant/nothing", "nothing/name"])
def test_what_is_not_shown_of_oneself_cannot_be_asked_about(what: str) -> None:
    client = signed_in("maryam")
    ref = start(client)
    assert client.get(f"/fa/cases/{ref}/wrong/{what}/").status_code == 404


def test_nobody_asks_from_somebody_elses_case() -> None:
    _, ref = applied("maryam")
    stranger = signed_in("reza")
    address = f"/fa/cases/{ref}/wrong/residence/postal_code/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"key": str(uuid4())}).status_code == 404


def test_a_double_click_asks_once_and_a_wrong_key_asks_nothing() -> None:
    client = signed_in("maryam")
    ref = start(client)
    key = {"key": str(uuid4())}
    address = f"/fa/cases/{ref}/wrong/residence/postal_code/"
    assert client.post(address, key)["Location"] == client.post(address, key)["Location"]
    assert client.post(address, {"key": "x"})["Location"] == address
    with acting(machine_act("test")):
        opened = CaseEvent.objects.filter(
            kind="CaseOpened", case__service="civil/residence-correction"
        ).count()
    assert opened == 1
