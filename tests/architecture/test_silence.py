"""Logs say what happened and never to whom: no name, number, password, answer, code or address of a case."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from tests.architecture.asking import taken_back
from tests.architecture.inhabitants import (
    NUMBERS,
    Inhabitants,
    certificate,
    decide,
    tree_case,
    waiting_case,
)

from panjereh.cases.models import Case
from panjereh.config.seed import SAMPLES
from panjereh.config.seed.people import read_people
from panjereh.config.testing.jobs import do_jobs
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.registries.actions import NewEntry, enter
from panjereh.registries.domain import RegisterFault


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the product writes to standard error, with its own filters and formatter."""
    (handler,) = [
        handler
        for handler in logging.getLogger().handlers
        if handler.name == "standard_error" and isinstance(handler, logging.StreamHandler)
    ]
    text = io.StringIO()
    before = handler.setStream(text)
    try:
        yield text
    finally:
        handler.setStream(before)


def secrets() -> set[str]:
    """What is personal in the sample country: numbers, names, passwords, addresses, postal codes, mail."""
    found = set(NUMBERS.values())
    for person in read_people(SAMPLES / "people"):
        found |= {person.number, person.password, person.email, *person.name.values()}
        for records in person.records.values():
            for record in records:
                kept = ("address", "postal_code", "family_name", "father_name", "birth_date")
                found |= {str(record.data[name]) for name in kept if name in record.data}
    return found - {""}


def told(text: str, words: set[str]) -> list[str]:
    """The words that stand in the log, also where JSON writes them in escapes."""
    plain = "\n".join(str(json.loads(line)) for line in text.splitlines() if line.startswith("{"))
    return sorted(word for word in words if word in text or word in plain)


def test_the_ways_of_people_leave_no_word_of_theirs_in_the_log(
    country_of_two_agencies: Inhabitants, log: io.StringIO
) -> None:
    world = country_of_two_agencies
    refs = [waiting_case(world, "applicant"), certificate(world, "other"), tree_case(world, "other")]
    decide(world, "officer", refs[0], "grant")
    decide(world, "outsider", refs[2], "grant")
    do_jobs()
    with acting(machine_act("test")):
        receipts = set(Case.objects.filter(ref__in=refs).values_list("receipt", flat=True))
        assert set(Case.objects.filter(ref__in=refs).values_list("status", flat=True)) == {"ended"}
    for role in ("anonymous", "applicant", "officer", "designer"):
        client = world.client(role)
        for ref in refs:
            for path in (f"/fa/cases/{ref}/", f"/fa/desk/{ref}/", f"/api/v1/applications/{ref}"):
                client.get(path)
                client.post(path, {"note": "علی‌رضا"})
    text = log.getvalue()
    assert text.count('"answered"') > 50
    assert told(text, secrets() | set(refs) | receipts | {"دبستان نمونه", "علی‌رضا"}) == []


def test_signing_in_leaves_neither_number_nor_password(
    country_of_two_agencies: Inhabitants, log: io.StringIO
) -> None:
    with taken_back():
        client = Client(HTTP_HOST="localhost", raise_request_exception=False)
        tries = {"9990000018": "window-maryam-1405", "9990000034": "wrong-secret", "x999": "typed-secret"}
        for number, password in tries.items():
            client.post("/fa/sign-in/", {"number": number, "password": password})
        for _ in range(12):
            client.post("/fa/sign-in/", {"number": "9990000026", "password": "wrong-secret"})
    key = client.cookies["session"].value
    assert '"status": 429' in log.getvalue()
    assert told(log.getvalue(), secrets() | {"wrong-secret", "typed-secret", key}) == []


def test_what_is_refused_or_missing_leaves_no_address(
    country_of_two_agencies: Inhabitants, log: io.StringIO
) -> None:
    """Django itself writes the address of what it refuses: a form without its key, a strange host."""
    world = country_of_two_agencies
    ref, code = world.things["case", "waiting"], world.things["code", "own"]
    with taken_back():
        strict = world.client("applicant", enforce_csrf_checks=True)
        assert strict.post(f"/fa/cases/{ref}/withdraw/").status_code == 403
        assert world.client("other").get(f"/fa/cases/{ref}/").status_code == 404
        assert world.client("other").get(f"/fa/verify/{code}x/").status_code == 404
        assert world.client("other").get(f"/fa/nowhere/{ref}/").status_code == 404
        assert world.client("other").put(f"/fa/cases/{ref}/").status_code == 405
        strange = Client(HTTP_HOST="evil.example", raise_request_exception=False)
        assert strange.get(f"/fa/cases/{ref}/").status_code == 400
    assert told(log.getvalue(), {ref, code}) == []


def test_a_fault_is_logged_with_its_route_and_without_the_address(
    country_of_two_agencies: Inhabitants, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = country_of_two_agencies
    ref = world.things["case", "waiting"]

    def broken(*given: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("panjereh.cases.views.case_page", broken)
    assert world.client("applicant").get(f"/fa/cases/{ref}/").status_code == 500
    assert "broken on purpose" in log.getvalue()
    assert "fa/cases/<str:ref>/" in log.getvalue()
    assert told(log.getvalue(), {ref}) == []


def test_a_problem_is_reported_with_the_pages_route(
    country_of_two_agencies: Inhabitants, log: io.StringIO
) -> None:
    ref = country_of_two_agencies.things["case", "waiting"]
    with taken_back():
        sent = {"page": f"/fa/cases/{ref}/?x={ref}", "text": "the button is gone"}
        assert country_of_two_agencies.client("applicant").post("/fa/report/", sent).status_code == 200
    assert "the button is gone" in log.getvalue()
    assert told(log.getvalue(), {ref}) == []


def test_an_entry_that_a_register_refuses_is_named_by_its_field_alone(
    country_of_two_agencies: Inhabitants,
) -> None:
    entry = {
        "national_id": "secret-number",
        "postal_code": "1",
        "address": "secret-address",
        "status": "secret",
    }
    with taken_back(), acting(machine_act("test")), pytest.raises(RegisterFault) as refused:
        enter(NewEntry("residences", entry, date(2026, 1, 1), "import:test"))
    assert "residences" in str(refused.value)
    assert "secret" not in str(refused.value)
