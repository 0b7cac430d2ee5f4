"""The whole way of an application, through the pages, on the real database as the application's role."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from panjereh.cases.models import Case, CaseEvent
from panjereh.catalogue.queries import version_of
from panjereh.config.testing.jobs import do_jobs
from panjereh.flow import replay
from panjereh.flow.rows import write_state
from panjereh.flow.state import Event
from panjereh.identity.personas import personas
from panjereh.kernel.act import machine_act
from panjereh.kernel.keys import erase_holder
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "civil/residence-certificate"
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


def signed_in(name: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    return client


def start(client: Client, key: str | None = None) -> str:
    """Begin an application; returns its reference."""
    answer = client.post(f"/fa/cases/start/{SERVICE}/", {"key": key or str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    return re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])[1]


def answer_all(client: Client, ref: str) -> None:
    for page, value in ANSWERS.items():
        answer = client.post(f"/fa/cases/{ref}/questions/{page}/", {page: value})
        assert answer.status_code == 302, answer.content.decode()


def applied(name: str) -> tuple[Client, str]:
    client = signed_in(name)
    ref = start(client)
    answer_all(client, ref)
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"
    return client, ref


def row(ref: str) -> Case:
    with acting(machine_act("test")):
        return Case.objects.get(ref=ref)


def kinds(ref: str) -> list[str]:
    with acting(machine_act("test")):
        return list(CaseEvent.objects.filter(case__ref=ref).order_by("seq").values_list("kind", flat=True))


def replayed(ref: str) -> dict[str, object]:
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        events = CaseEvent.objects.filter(case_id=case.id).order_by("seq")
        history = [(Event(e.kind, e.stage, e.data, e.seen_by), e.at) for e in events]
        assert [e.seq for e in events] == list(range(1, len(events) + 1))
        return write_state(replay(version_of(case.version_id).version, history))


def test_a_certificate_is_decided_and_issued_without_an_officer() -> None:
    client, ref = applied("maryam")
    assert row(ref).status == "finishing"
    do_jobs()
    case = row(ref)
    assert (case.status, case.state["outcome"]) == ("ended", "granted")
    assert kinds(ref)[-4:] == ["CaseEnded", "RecordRegistered", "DocumentIssued", "PersonTold"]
    page = client.get(f"/fa/cases/{ref}/").content.decode()
    (pdf,) = set(re.findall(r"/fa/documents/[0-9a-f-]+\.pdf", page))
    document = client.get(pdf)
    assert document.content.startswith(b"%PDF-")
    assert case.receipt in page
    assert "گواهی سکونت شما صادر شد" in client.get("/fa/inbox/").content.decode()


def test_replaying_the_events_gives_the_row_also_after_erasing_the_key() -> None:
    _, ref = applied("maryam")
    do_jobs()
    assert replayed(ref) == row(ref).state
    with acting(machine_act("test")):
        erase_holder(row(ref).principal)
    assert replayed(ref) == row(ref).state


def test_a_second_submit_shows_the_present_state_and_does_nothing_twice() -> None:
    client, ref = applied("maryam")
    before = kinds(ref)
    again = client.post(f"/fa/cases/{ref}/check/", follow=True)
    assert again.status_code == 200
    assert again.redirect_chain[-1][0] == f"/fa/cases/{ref}/"
    assert kinds(ref) == before
    do_jobs()
    do_jobs()
    assert kinds(ref).count("DocumentIssued") == 1


def test_a_double_click_on_start_begins_one_case() -> None:
    client, key = signed_in("maryam"), str(uuid4())
    assert start(client, key) == start(client, key)


def test_a_stale_page_of_questions_changes_nothing() -> None:
    client, ref = applied("maryam")
    answer = client.post(f"/fa/cases/{ref}/questions/purpose/", {"purpose": "bank"})
    assert answer["Location"] == f"/fa/cases/{ref}/"


def test_an_incomplete_application_goes_to_the_first_open_question() -> None:
    client = signed_in("maryam")
    ref = start(client)
    client.post(f"/fa/cases/{ref}/questions/purpose/", {"purpose": "bank"})
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/questions/recipient/"
    assert client.get(f"/fa/cases/{ref}/next/")["Location"] == f"/fa/cases/{ref}/questions/recipient/"
    assert row(ref).status == "draft"


def test_a_foreign_case_looks_like_a_missing_one() -> None:
    _, ref = applied("maryam")
    stranger = signed_in("reza")
    for path in ("", "next/", "check/", "questions/purpose/", "withdraw/"):
        foreign = stranger.get(f"/fa/cases/{ref}/{path}")
        missing = stranger.get(f"/fa/cases/{'0' * len(ref)}/{path}")
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert foreign.content.replace(ref.encode(), b"") == missing.content.replace(b"0" * len(ref), b"")


def test_a_wrong_answer_keeps_what_was_typed_and_says_what_to_do() -> None:
    client = signed_in("reza")
    ref = start(client)
    answer_all(client, ref)
    client.post(f"/fa/cases/{ref}/check/")
    answer = client.post(f"/fa/cases/{ref}/questions/home/", HOME["home"] | {"home_postal_code": "۱۲۳"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="۱۲۳"' in page
    assert "۱۰ رقم" in page or "10" in page


def to_review() -> tuple[Client, str]:
    client, ref = applied("reza")
    assert row(ref).stage == "home"
    for page, values in HOME.items():
        answer = client.post(f"/fa/cases/{ref}/questions/{page}/", values)
        assert answer.status_code == 302, answer.content.decode()
    client.post(f"/fa/cases/{ref}/check/")
    assert row(ref).stage == "review"
    return client, ref


def test_without_an_address_an_officer_grants() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    assert ref in officer.get("/fa/desk/").content.decode()
    assert officer.get(f"/fa/desk/{ref}/").status_code == 200
    officer.post(f"/fa/desk/{ref}/take/")
    assert officer.post(f"/fa/desk/{ref}/decide/", {"choice": "grant"})["Location"] == "/fa/desk/"
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert replayed(ref) == row(ref).state
    seen = client.get("/fa/who-looked/").content.decode()
    assert ref in seen


def test_an_officer_asks_more_and_then_refuses_on_a_condition() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    officer.post(f"/fa/desk/{ref}/take/")
    asked = {"choice": "ask_more", "pages": ["home"], "note": "کد پستی خانه را دوباره بنویسید"}
    assert officer.post(f"/fa/desk/{ref}/decide/", asked)["Location"] == "/fa/desk/"
    assert "کد پستی خانه را دوباره بنویسید" in client.get(f"/fa/cases/{ref}/").content.decode()
    assert client.get(f"/fa/cases/{ref}/next/")["Location"] == f"/fa/cases/{ref}/questions/home/"
    client.post(f"/fa/cases/{ref}/questions/home/", HOME["home"] | {"home_postal_code": "6135741133"})
    client.post(f"/fa/cases/{ref}/check/")
    officer.post(f"/fa/desk/{ref}/take/")
    refused_bare = officer.post(f"/fa/desk/{ref}/decide/", {"choice": "refuse"})
    assert refused_bare.status_code == 422
    officer.post(f"/fa/desk/{ref}/decide/", {"choice": "refuse", "conditions": ["4"]})
    do_jobs()
    page = client.get(f"/fa/cases/{ref}/").content.decode()
    assert row(ref).state["outcome"] == "refused"
    assert "کد پستی خانه را بنویسید، نه محل کار" in page
    assert replayed(ref) == row(ref).state


def test_nobody_decides_a_case_of_their_own() -> None:
    client, ref = applied("niloufar")
    assert client.get(f"/fa/desk/{ref}/").status_code == 404
    assert client.post(f"/fa/desk/{ref}/take/").status_code == 404
    assert client.post(f"/fa/desk/{ref}/decide/", {"choice": "grant"}).status_code == 404


def test_a_citizen_has_no_desk() -> None:
    _, ref = to_review()
    stranger = signed_in("maryam")
    assert stranger.get("/fa/desk/").status_code == 404
    assert stranger.get(f"/fa/desk/{ref}/").status_code == 404
    assert stranger.post(f"/fa/desk/{ref}/decide/", {"choice": "grant"}).status_code == 404


def test_a_waiting_application_is_taken_back() -> None:
    client, ref = to_review()
    assert client.get(f"/fa/cases/{ref}/withdraw/").status_code == 200
    client.post(f"/fa/cases/{ref}/withdraw/")
    assert row(ref).state["outcome"] == "withdrawn"
    officer = signed_in("niloufar")
    late = officer.post(f"/fa/desk/{ref}/decide/", {"choice": "grant"})
    assert late["Location"] == "/fa/desk/?tab=team"
    told = officer.get(late["Location"]).content.decode()
    assert "دیگر در انتظار شما نیست" in told
    assert row(ref).state["outcome"] == "withdrawn"


def test_receipts_of_an_agency_have_no_gap() -> None:
    refs = [applied(name)[1] for name in ("maryam", "zahra", "ali")]
    serials = sorted(int(row(ref).receipt.split("-")[1]) for ref in refs)
    assert serials == list(range(serials[0], serials[0] + 3))


def test_personas_are_gone_outside_of_the_demonstration(settings: object) -> None:
    settings.DEMO = False
    assert personas() == ()
    assert Client(HTTP_HOST="localhost").post("/fa/sign-in/as/maryam/").status_code == 404
