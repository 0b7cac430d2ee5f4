"""An appeal through the pages, across agencies: who may, until when, who hears it, what comes of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from tests.architecture.city_world import City, settle_city

from panjereh.access.models import Trace
from panjereh.cases.domain import CaseRef
from panjereh.cases.models import Appeal, Case, Paper
from panjereh.cases.tests.afterwards import (
    PLACE,
    appealed,
    granted,
    hear,
    kinds,
    refused,
    replayed,
    row,
    text,
)
from panjereh.config.testing.jobs import do_jobs
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting


@pytest.fixture
def city(country: None) -> City:
    return settle_city()


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
