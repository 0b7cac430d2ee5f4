"""Applying by JSON: one request, one case, one receipt, however often it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from panjereh.cases.models import Case, CaseEvent, Paper
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "civil/residence-certificate"
ANSWERS = {
    "purpose": {"purpose": "school"},
    "recipient": {"recipient": "دبستان نمونه"},
    "certificate_language": {"certificate_language": "fa"},
}
MOST_STATEMENTS = 32  # with BEGIN, COMMIT and the savepoint


def signed_in(name: str = "maryam") -> Client:
    client = Client(headers={"host": "localhost"})
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    return client


def send(
    client: Client, key: str, answers: Any = ANSWERS, service: str = SERVICE
) -> tuple[int, dict[str, Any]]:
    body = {"service": service, "key": key, "answers": answers}
    answer = client.post("/api/v1/applications", body, content_type="application/json")
    return answer.status_code, answer.json()


def rows(key: str) -> list[Case]:
    with acting(machine_act("test")):
        return list(Case.objects.filter(open_key=key))


def test_the_same_key_gets_the_same_receipt() -> None:
    client, key = signed_in(), str(uuid4())
    first, again = send(client, key), send(client, key)
    assert (first[0], again[0]) == (201, 200)
    assert first[1]["receipt"] == again[1]["receipt"]
    assert len(rows(key)) == 1


def test_two_requests_at_the_same_moment_begin_one_case() -> None:
    clients, key = [signed_in(), signed_in()], str(uuid4())

    def apply(client: Client) -> tuple[int, dict[str, Any]]:
        try:
            return send(client, key)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as tabs:
        answers = list(tabs.map(apply, clients))
    assert sorted(status for status, _ in answers) == [200, 201]
    assert len({told["receipt"] for _, told in answers}) == 1
    assert len(rows(key)) == 1


def test_one_person_s_key_is_not_another_s() -> None:
    key = str(uuid4())
    mine, yours = send(signed_in("maryam"), key), send(signed_in("zahra"), key)
    assert (mine[0], yours[0]) == (201, 201)
    assert mine[1]["ref"] != yours[1]["ref"]


def test_wrong_answers_leave_a_draft_with_the_right_ones() -> None:
    client, key = signed_in(), str(uuid4())
    status, told = send(client, key, ANSWERS | {"purpose": {"purpose": "nowhere"}})
    assert status == 422
    assert list(told["faults"]) == ["purpose"]
    (case,) = rows(key)
    assert (case.status, case.receipt) == ("draft", None)
    with acting(machine_act("test")):
        assert set(Paper.objects.filter(case=case, kind="page").values_list("name", flat=True)) == {
            "recipient",
            "certificate_language",
        }
    status, told = send(client, key)
    assert (status, told["ref"]) == (201, case.ref)


def test_what_is_written_together_has_no_gap() -> None:
    client, key = signed_in(), str(uuid4())
    send(client, key)
    (case,) = rows(key)
    with acting(machine_act("test")):
        events = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("seq", flat=True))
    assert events == list(range(1, case.seq + 1))


def test_an_application_needs_few_statements() -> None:
    client = signed_in()
    send(client, str(uuid4()))
    with CaptureQueriesContext(connection) as asked:
        send(client, str(uuid4()))
    assert len(asked) <= MOST_STATEMENTS, "\n".join(query["sql"][:150] for query in asked)


def test_strangers_and_unknown_services_get_a_sentence() -> None:
    assert send(Client(headers={"host": "localhost"}), str(uuid4()))[0] == 401
    status, told = send(signed_in(), str(uuid4()), service="civil/nothing")
    assert (status, told["error"]) == (404, "service_unknown")
    assert send(signed_in(), "no key")[0] == 422
    assert send(signed_in(), str(uuid4()), answers="nothing")[0] == 422


def test_a_form_in_place_of_json_gets_a_sentence() -> None:
    answer = signed_in().post("/api/v1/applications", {"service": SERVICE})
    assert (answer.status_code, answer.json()["error"]) == (422, "malformed")


def test_a_withdrawn_draft_is_not_sent_again() -> None:
    client, key = signed_in(), str(uuid4())
    send(client, key, {"purpose": {"purpose": "nowhere"}})
    (case,) = rows(key)
    client.post(f"/fa/cases/{case.ref}/withdraw/")
    assert send(client, key)[0] == 409
    assert rows(key)[0].status == "ended"


def test_refusals_are_told_to_machines_in_both_languages() -> None:
    client = signed_in("maryam")
    gone = client.get("/api/v1/applications/0123456789ABCDEFG")
    assert gone["Content-Type"] == "application/problem+json"
    assert (gone.status_code, gone.json()["error"]) == (404, "not_found")
    assert gone.json().keys() == {"status", "error", "fa", "en"}
    assert client.get("/api/v1/nothing").json()["error"] == "not_found"
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies = client.cookies
    refused = strict.post("/api/v1/applications", "{}", content_type="application/json")
    assert (refused.status_code, refused.json()["error"]) == (403, "no_csrf_token")
    assert "X-CSRFToken" in refused.json()["en"]
    large = client.post(
        "/api/v1/applications", b"", content_type="application/json", CONTENT_LENGTH=str(9 * 2**20)
    )
    assert (large.status_code, large.json()["error"]) == (413, "too_large")
    assert "8" in large.json()["fa"]
    nul = client.get("/api/v1/applications/x", QUERY_STRING="a=%00")
    assert (nul.status_code, nul.json()["error"]) == (400, "not_readable")
    assert client.get("/fa/nothing/")["Content-Type"].startswith("text/html")
