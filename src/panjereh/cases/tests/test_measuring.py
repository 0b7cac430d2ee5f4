"""What was given is suspended, reinstated, revoked, and seen so by everybody it concerns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.architecture.city_world import COMMISSIONERS, OFFICERS, City, settle_city

from panjereh.access.models import Trace
from panjereh.cases import actions
from panjereh.cases.domain import CaseMoved, CaseRef
from panjereh.cases.tests.afterwards import (
    PLACE,
    appealed,
    code,
    entries,
    granted,
    kinds,
    replayed,
    row,
    take,
    text,
)
from panjereh.config.testing.jobs import do_jobs
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.keys import safe_of
from panjereh.kernel.wall import acting, present
from panjereh.notices.models import Notice
from panjereh.registries.models import Record


@pytest.fixture
def city(country: None) -> City:
    return settle_city()


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
