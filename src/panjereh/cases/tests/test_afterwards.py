"""After the decision, through the pages: appeal across agencies, suspend, reinstate, revoke, verify."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from tests.architecture.city_world import COMMISSIONERS, OFFICERS, City, settle_city

from panjereh.access.models import Trace
from panjereh.cases import actions
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.models import Appeal, Case, CaseEvent, Paper
from panjereh.catalogue.queries import version_of
from panjereh.config.testing.jobs import do_jobs
from panjereh.documents.models import Document
from panjereh.flow import replay
from panjereh.flow.rows import write_state
from panjereh.flow.state import Event
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import acting, present
from panjereh.notices.models import Notice
from panjereh.registries.models import Record

PLACE = "روبه‌روی خانه"


@pytest.fixture
def city(country: None) -> City:
    return settle_city()


def row(ref: str) -> Case:
    with acting(machine_act("test")):
        return Case.objects.get(ref=ref)


def kinds(ref: str) -> list[str]:
    with acting(machine_act("test")):
        return list(CaseEvent.objects.filter(case__ref=ref).order_by("seq").values_list("kind", flat=True))


def replayed(ref: str) -> dict[str, Any]:
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        events = CaseEvent.objects.filter(case_id=case.id).order_by("seq")
        history = [(Event(e.kind, e.stage, e.data, e.seen_by), e.at) for e in events]
        assert [e.seq for e in events] == list(range(1, len(events) + 1))
        return write_state(replay(version_of(case.version_id).version, history))


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def refused(city: City) -> str:
    ref = city.apply("applicant", PLACE)
    city.decide("officer", ref, choice="refuse", conditions=["1"])
    do_jobs()
    return ref


def granted(city: City) -> str:
    ref = city.apply("applicant", PLACE)
    city.decide("officer", ref, choice="grant")
    do_jobs()
    assert row(ref).state["given"] == "valid"
    return ref


def appealed(city: City, ref: str) -> str:
    """Begin the appeal and send it; returns its reference."""
    client = city.client("applicant")
    begun = re.fullmatch(r"/fa/cases/(\w+)/next/", client.post(f"/fa/cases/{ref}/appeal/")["Location"])
    assert begun
    city.answer("applicant", begun[1], {"why": {"why": "درخت راه را نمی‌بندد"}})
    return begun[1]


def hear(city: City, appeal: str, choice: str, note: str = "") -> None:
    conditions = ["1"] if choice == "refuse" else []
    city.decide("commissioner", appeal, choice=choice, conditions=conditions, note=note)
    do_jobs()


def take(city: City, role: str, ref: str, **fields: Any) -> Any:
    fields = {"reason": "درخت جای دیگری است", "number": row(ref).receipt, **fields}
    return city.client(role).post(f"/fa/given/{ref}/", fields)


def code(ref: str) -> str:
    with acting(machine_act("test")):
        document = Document.objects.get(case_ref=ref)
        facts = safe_of(document.holder).open(f"documents_document:facts:{document.id}", document.facts)
        return str(facts["code"])


def entries(ref: str) -> list[tuple[str, bool]]:
    """What the register says and said of a permit: status, and whether it says so still."""
    with acting(machine_act("test")):
        present("entering", "tree_permits")
        found = []
        for record in Record.objects.filter(register="tree_permits").order_by("recorded_at", "valid_from"):
            if f"case:{ref}:" in record.source:
                data = safe_of(record.subject).open(f"registries_record:sealed:{record.id}", record.sealed)
                found.append((data["status"], record.superseded_at is None))
        return found


# The way of appeal.


def test_a_refusal_says_how_and_until_when_to_appeal(city: City) -> None:
    ref = refused(city)
    client = city.client("applicant")
    for language, words in (("fa", "۲۰ روز کاری از روز تصمیم"), ("en", "20 working days from the day")):
        page = text(client, f"/{language}/cases/{ref}/")
        assert words in page
        assert f"/{language}/cases/{ref}/appeal/" in page
    inbox = text(client, "/fa/inbox/")
    notice = re.search(r"/fa/inbox/[0-9a-f-]+/", inbox)
    assert notice
    assert "۲۰ روز کاری از روز تصمیم" in text(client, notice[0])
    assert "کمیسیون" in text(client, f"/fa/cases/{ref}/appeal/")


def test_an_overturned_refusal_goes_on_and_is_granted(city: City) -> None:
    ref = refused(city)
    appeal = appealed(city, ref)
    assert row(ref).state["appeal"] == appeal
    hear(city, appeal, "grant", note="کارشناس دیگری دوباره بررسی کند")
    original = row(ref)
    assert (original.status, original.stage, original.state["outcome"]) == ("running", "review", None)
    assert kinds(appeal)[-3:] == ["CaseEnded", "OverturnDelivered", "PersonTold"]
    assert [kind for kind in kinds(ref) if kind.startswith(("Appeal", "Decision"))] == [
        "AppealLodged",
        "DecisionOverturned",
    ]
    assert "کارشناس دیگری دوباره بررسی کند" in text(city.client("officer"), f"/fa/desk/{ref}/")
    assert "کارشناس دیگری دوباره بررسی کند" in text(city.client("applicant"), f"/fa/cases/{ref}/")
    city.decide("colleague", ref, choice="grant")
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    for case in (ref, appeal):
        assert replayed(case) == row(case).state


def test_an_upheld_refusal_stays_and_can_not_be_appealed_again(city: City) -> None:
    ref = refused(city)
    hear(city, appealed(city, ref), "refuse", note="تصمیم درست است")
    client = city.client("applicant")
    page = text(client, f"/fa/cases/{ref}/")
    assert "تصمیم درست است" in page
    assert f"/fa/cases/{ref}/appeal/" not in page
    answer = client.post(f"/fa/cases/{ref}/appeal/", follow=True)
    assert "به همین تصمیم اعتراض کرد" in answer.content.decode()
    assert row(ref).state["outcome"] == "refused"


def test_one_appeal_a_decision_however_often_one_clicks(city: City) -> None:
    ref = refused(city)
    client = city.client("applicant")
    addresses = {client.post(f"/fa/cases/{ref}/appeal/")["Location"] for _ in range(3)}
    assert len(addresses) == 1
    with acting(machine_act("test")):
        assert Appeal.objects.filter(about__ref=ref).count() == 1


def test_an_appeal_that_comes_too_late_is_not_begun_and_not_sent(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = refused(city)
    client = city.client("applicant")
    draft = client.post(f"/fa/cases/{ref}/appeal/")["Location"].split("/")[3]
    client.post(f"/fa/cases/{draft}/questions/why/", {"why": "درخت راه را نمی‌بندد"})
    later = clock.now() + timedelta(days=60)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = client.post(f"/fa/cases/{draft}/check/", follow=True)
    assert "مهلت اعتراض به این تصمیم گذشته است" in answer.content.decode()
    assert (row(draft).status, row(ref).state["appeal"]) == ("draft", None)
    other = refused_before(city)
    assert "مهلت اعتراض" in text(client, f"/fa/cases/{other}/appeal/")


def refused_before(city: City) -> str:
    """A refusal of long ago, by the row alone."""
    ref = refused(city)
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        case.state["decided_at"] = "2025-01-01T09:00:00+03:30"
        case.save(update_fields=["state"])
    return ref


def test_a_withdrawn_appeal_leaves_room_for_another(city: City) -> None:
    ref = refused(city)
    appeal = appealed(city, ref)
    city.client("applicant").post(f"/fa/cases/{appeal}/withdraw/")
    do_jobs()
    assert row(ref).state["appeal"] is None
    assert appealed(city, ref) != appeal


def test_nobody_else_appeals_and_an_appeal_is_not_begun_by_itself(city: City) -> None:
    ref = refused(city)
    assert city.client("other").post(f"/fa/cases/{ref}/appeal/").status_code == 404
    assert city.client("officer").get(f"/fa/cases/{ref}/appeal/").status_code == 404
    client = city.client("applicant")
    page = text(client, "/fa/services/city/tree-appeal/")
    assert "cases/start" not in page
    key = "b7a6f8a0-0000-4000-8000-000000000001"
    answer = client.post("/fa/cases/start/city/tree-appeal/", {"key": key})
    assert answer["Location"] == "/fa/services/city/tree-appeal/"
    sent = {"service": "city/tree-appeal", "key": key, "answers": {}}
    assert client.post("/api/v1/applications", sent, content_type="application/json").status_code == 409
    with acting(machine_act("test")):
        assert not Case.objects.filter(service="city/tree-appeal").exists()


def test_a_grant_and_a_draft_have_nothing_to_appeal(city: City) -> None:
    ref = granted(city)
    answer = city.client("applicant").post(f"/fa/cases/{ref}/appeal/", follow=True)
    assert "تصمیمی نیست که بتوان به آن اعتراض کرد" in answer.content.decode()


# Who hears it, and what they see.


def test_who_hears_an_appeal_reads_that_case_alone_and_traced(city: City) -> None:
    ref, elsewhere = refused(city), refused(city)
    appeal = appealed(city, ref)
    client = city.client("commissioner")
    assert f"/fa/desk/{appeal}/about/" in text(client, f"/fa/desk/{appeal}/")
    page = text(client, f"/fa/desk/{appeal}/about/")
    assert PLACE in page
    assert client.get(f"/fa/desk/{ref}/").status_code == 404
    with acting(machine_act("test")):
        trace = Trace.objects.get(purpose="appeal")
        case = Case.objects.get(ref=ref)
        assert (trace.human, trace.subject) == (city.parties["commissioner"], case.principal)
        assert bytes(trace.object_index) == case.id.bytes
    assert city.client("officer").get(f"/fa/desk/{appeal}/about/").status_code == 404
    with acting(city.act("commissioner")):
        assert not Case.objects.filter(ref__in=[ref, elsewhere]).exists()
        assert not Paper.objects.filter(case_id=case.id).exists()


def test_the_wall_lets_the_original_be_read_and_nothing_be_written(city: City) -> None:
    from django.db import DatabaseError, transaction

    from panjereh.cases.afterwards import hear_case

    ref = refused(city)
    elsewhere = refused(city)
    appeal = appealed(city, ref)
    case, other = row(ref), row(elsewhere)
    with acting(city.act("commissioner")) as act:
        hear_case(act, CaseRef(appeal))
        assert Case.objects.filter(ref=ref).exists()
        assert not Case.objects.filter(ref=elsewhere).exists()
        assert not Paper.objects.filter(case_id=other.id).exists()
        assert Case.objects.filter(ref=ref).update(stage="x") == 0
        for statement in (
            "INSERT INTO cases_caseevent SELECT case_id, seq + 1000, at, 'x', stage, party, human, principal,"
            " mandate, assurance, ground, data, seen_by FROM cases_caseevent WHERE case_id = %s LIMIT 1",
            "INSERT INTO cases_paper SELECT case_id, kind, 'x', round, at, sealed FROM cases_paper"
            " WHERE case_id = %s LIMIT 1",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [case.id])
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_paper SET sealed = '' WHERE case_id = %s", [case.id])
            assert cursor.rowcount == 0


def test_nobody_who_took_part_hears_the_appeal(city: City) -> None:
    city.appoint("officer", "city-commission", "commissioner")
    ref = refused(city)
    appeal = appealed(city, ref)
    officer = city.client("officer")
    assert appeal not in text(officer, "/fa/desk/")
    assert officer.get(f"/fa/desk/{appeal}/").status_code == 404
    assert officer.post(f"/fa/desk/{appeal}/take/").status_code == 404
    assert officer.get(f"/fa/desk/{appeal}/about/").status_code == 404
    assert appeal in text(city.client("commissioner"), "/fa/desk/")


# Measures.


def test_a_suspension_is_seen_by_everybody_it_concerns(city: City) -> None:
    ref = granted(city)
    assert take(city, "officer", ref, measure="suspend", grounds=["1"])["Location"] == f"/fa/given/{ref}/"
    do_jobs()
    assert kinds(ref)[-4:] == ["OutcomeSuspended", "EntryRestated", "DocumentMarked", "PersonTold"]
    assert replayed(ref) == row(ref).state
    page = text(city.client("applicant"), f"/fa/cases/{ref}/")
    for words in ("تعلیق‌شده", "درخت در جای دیگری کاشته شده است", "درخت جای دیگری است", "قانون حفظ و گسترش",
                  f"/fa/cases/{ref}/appeal/"):  # fmt: skip
        assert words in page
    public = text(Client(), f"/en/verify/{code(ref)}/")
    assert "has been suspended since" in public
    assert "planted in another place" not in public, "the service keeps the reason to itself"
    assert "درخت جای دیگری است" not in public
    with acting(machine_act("test")):
        notice = Notice.objects.filter(case_ref=ref, source__contains=":notify:suspended").get()
        body = safe_of(notice.party).open(f"notices_notice:sealed:{notice.id}", notice.sealed)["body"]
    for words in ("planted in another place", "green spaces", "20 working days", "within ten days"):
        assert words in body["en"]
    assert "۲۰ روز کاری" in body["fa"]
    assert "از صفحهٔ پروندهٔ خود آغاز کنید" in body["fa"]
    assert not re.search("[A-Za-z]", body["fa"]), "a Persian message is wholly Persian"


def test_the_register_keeps_what_it_said_before(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = granted(city)
    assert entries(ref) == [("valid", True)]
    later = clock.now() + timedelta(days=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    take(city, "officer", ref, measure="suspend", grounds=["1"])
    do_jobs()
    said = entries(ref)
    assert sorted(said) == [("suspended", True), ("valid", False), ("valid", True)]
    with acting(machine_act("test")):
        present("entering", "tree_permits")
        days = {
            (record.valid_from, record.valid_to)
            for record in Record.objects.filter(register="tree_permits", superseded_at__isnull=True)
        }
    today = clock.today()
    assert (today - timedelta(days=10), today) in days


def test_lifting_a_suspension_makes_it_valid_again(city: City) -> None:
    ref = granted(city)
    take(city, "officer", ref, measure="suspend", grounds=["1"])
    do_jobs()
    take(city, "officer", ref, measure="reinstate", grounds=["2"])
    do_jobs()
    assert row(ref).state["given"] == "valid"
    public = text(Client(), f"/en/verify/{code(ref)}/")
    assert "genuine and valid" in public
    assert "Suspended on" in public
    assert "In force again from" in public


def test_two_officers_revoke_and_its_code_says_so(city: City) -> None:
    ref = granted(city)
    take(city, "officer", ref, measure="revoke", grounds=["1", "2"])
    do_jobs()
    assert row(ref).state["given"] == "valid"
    assert "genuine and valid" in text(Client(), f"/en/verify/{code(ref)}/")
    own = city.client("officer").post(
        f"/fa/given/{ref}/", {"answer": "agree", "number": row(ref).receipt}, follow=True
    )
    assert "کارشناس دیگری" in own.content.decode()
    wrong = city.client("colleague").post(f"/fa/given/{ref}/", {"answer": "agree", "number": "1"})
    assert wrong.status_code == 422
    city.client("colleague").post(f"/fa/given/{ref}/", {"answer": "agree", "number": row(ref).receipt})
    do_jobs()
    assert row(ref).state["given"] == "revoked"
    assert entries(ref)[-1] == ("revoked", True)
    answer = Client().get(f"/en/verify/{code(ref)}/")
    assert "was revoked on" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    plain = Client().get(f"/en/verify/{code(ref)}/", HTTP_ACCEPT="application/json")
    assert (plain.json()["standing"], len(plain.json()["changes"])) == ("revoked", 1)
    assert plain["Cache-Control"] == "no-store"
    assert "باطل‌شده" in text(city.client("applicant"), f"/fa/cases/{ref}/") or "ابطال" in text(
        city.client("applicant"), f"/fa/cases/{ref}/"
    )
    again = text(city.client("officer"), f"/fa/given/{ref}/")
    assert "فقط با پذیرش اعتراض" in again


def test_a_proposal_can_be_turned_down_or_taken_back(city: City) -> None:
    ref = granted(city)
    for role in ("officer", "colleague"):
        take(city, "officer", ref, measure="revoke", grounds=["2"])
        city.client(role).post(f"/fa/given/{ref}/", {"answer": "drop"})
        assert row(ref).state["proposal"] == {}


def test_an_overturned_revocation_is_valid_again_everywhere(city: City) -> None:
    ref = granted(city)
    take(city, "officer", ref, measure="revoke", grounds=["2"])
    city.client("colleague").post(f"/fa/given/{ref}/", {"answer": "agree", "number": row(ref).receipt})
    do_jobs()
    appeal = appealed(city, ref)
    blocked = text(city.client("officer"), f"/fa/given/{ref}/")
    assert "به اعتراض دارنده رسیدگی می‌شود" in blocked
    page = text(city.client("commissioner"), f"/fa/desk/{appeal}/about/")
    assert "پاسخ‌های درخواست نادرست بوده است" in page
    for role in ("commissioner", "commissioner_too"):
        city.decide(role, appeal, choice="grant")
    do_jobs()
    assert (row(ref).state["given"], row(ref).status) == ("valid", "ended")
    assert entries(ref)[-1] == ("valid", True)
    assert "genuine and valid" in text(Client(), f"/en/verify/{code(ref)}/")
    for case in (ref, appeal):
        assert replayed(case) == row(case).state


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"measure": ""}, "یکی از اقدام‌ها"),
        ({"measure": "destroy", "grounds": ["1"]}, "یکی از اقدام‌ها"),
        ({"measure": "reinstate"}, "یکی از اقدام‌ها"),
        ({"measure": "suspend"}, "دست‌کم یک مبنا"),
        ({"measure": "suspend", "grounds": ["2"]}, "برای این اقدام نیست"),
        ({"measure": "suspend", "grounds": ["7"]}, "برای این اقدام نیست"),
        ({"measure": "suspend", "grounds": ["1"], "reason": " "}, "دلیل را بنویسید"),
        ({"measure": "suspend", "grounds": ["1"], "reason": "د" * 4001}, "بلندتر است"),
        ({"measure": "suspend", "grounds": ["1"], "number": ""}, "یک بار دیگر بنویسید"),
        ({"measure": "suspend", "grounds": ["1"], "number": "1405-0000001-1"}, "پروندهٔ دیگری"),
    ],
)
def test_a_wrong_measure_gets_a_sentence(city: City, fields: Mapping[str, Any], fault: str) -> None:
    ref = granted(city)
    answer = take(city, "officer", ref, **fields)
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert row(ref).state["given"] == "valid"


def test_the_number_is_taken_in_any_digits(city: City) -> None:
    ref = granted(city)
    number = row(ref).receipt.translate(str.maketrans("0123456789-", "۰۱۲۳۴۵۶۷۸۹ "))
    assert take(city, "officer", ref, measure="suspend", grounds=["1"], number=number).status_code == 302
    assert row(ref).state["given"] == "suspended"


def test_nobody_takes_a_measure_on_their_own_permit_or_without_the_role(city: City) -> None:
    ref = city.apply("officer", PLACE)
    city.decide("colleague", ref, choice="grant")
    do_jobs()
    for role in ("officer", "applicant", "commissioner"):
        assert city.client(role).get(f"/fa/given/{ref}/").status_code == 404
        assert take(city, role, ref, measure="suspend", grounds=["1"]).status_code == 404
    assert ref not in text(city.client("officer"), "/fa/given/")
    assert ref in text(city.client("colleague"), "/fa/given/")
    assert city.client("applicant").get("/fa/given/").status_code == 404


def test_two_officers_at_once_and_a_holder_who_appeals_meanwhile(city: City) -> None:
    ref = granted(city)
    assert row(ref).state["given"] == "valid"
    stale = {"measure": "suspend", "grounds": [1], "reason": "x"}
    with acting(city.act("officer")) as act:
        actions.take_measure(act, CaseRef(ref), **stale)
    with acting(city.act("colleague")) as act, pytest.raises(CaseMoved) as moved:
        actions.take_measure(act, CaseRef(ref), **stale)
    assert "در حال ثبت" in moved.value.fa
    do_jobs()
    appealed(city, ref)
    with acting(city.act("colleague")) as act, pytest.raises(CaseMoved) as moved:
        actions.take_measure(act, CaseRef(ref), **{**stale, "measure": "revoke"})
    assert "اعتراض کرده است" in moved.value.fa
    assert kinds(ref).count("OutcomeSuspended") == 1


def test_what_has_expired_is_shown_so_and_left_alone(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = granted(city)
    later = clock.now() + timedelta(days=800)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "it has expired" in text(Client(), f"/en/verify/{code(ref)}/")
    assert "چیزی برای تعلیق یا ابطال نمانده است" in text(city.client("officer"), f"/fa/given/{ref}/")
    answer = take(city, "officer", ref, measure="suspend", grounds=["1"])
    assert row(ref).state["given"] == "valid"
    assert answer.status_code == 302


def test_what_was_given_is_found_by_receipt_and_by_the_register(city: City) -> None:
    first, second = granted(city), granted(city)
    client = city.client("officer")
    number = row(first).receipt
    found = text(client, f"/fa/given/?q={number}")
    assert first in found
    assert second not in found
    assert "این شماره را ندارد" in text(client, "/fa/given/?q=1405-9")
    with acting(machine_act("test")):
        assert Trace.objects.filter(source="tree_permits", human=city.parties["officer"]).count() == 2
    for query in ("page=2", "page=0", "page=x", "page=999999999", f"q={'x' * 3000}"):
        assert client.get(f"/fa/given/?{query}").status_code == 200


def test_effects_carried_out_twice_change_nothing(city: City) -> None:
    ref = granted(city)
    take(city, "officer", ref, measure="suspend", grounds=["1"])
    do_jobs()
    before = (kinds(ref), entries(ref))
    with acting(machine_act("test")) as act:
        assert actions.carry_out(act, row(ref).id) is False
    assert (kinds(ref), entries(ref)) == before


def test_the_people_of_the_city_are_as_the_tests_need_them(city: City) -> None:
    assert set(OFFICERS).isdisjoint(COMMISSIONERS)
    assert isinstance(city.parties["officer"], UUID)
