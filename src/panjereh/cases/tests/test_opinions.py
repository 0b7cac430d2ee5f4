"""Two agencies are asked at the same time: who sees what, what is written, what silence does."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.architecture.page_rules import page_faults

from panjereh.cases.actions import look_at_limits
from panjereh.cases.models import Opinion
from panjereh.cases.tests.test_applying import kinds, replayed, row, signed_in
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.jalali import to_jalali
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "works/street-works"


def begun(length: str = "10") -> str:
    """A case of Maryam's that two agencies are asked about."""
    client = signed_in("maryam")
    started = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})["Location"]
    ref = str(re.findall(r"/cases/(\w+)/next/", started)[0])
    first = to_jalali(clock.today() + timedelta(days=30))
    pages = {
        "place": {"postal_code": "1345678911", "place_of_works": "کوچهٔ یاس، روبه‌روی پلاک ۱۲"},
        "size": {"length": length, "width": "1"},
        "surface": {"surface": "soil"},
        "time": {
            "begins_on-day": str(first.day),
            "begins_on-month": str(first.month),
            "begins_on-year": str(first.year),
            "days": "3",
        },
        "purpose": {"purpose": "water"},
        "works_declaration": {"works_declaration": "yes"},
    }
    for page, values in pages.items():
        answer = client.post(f"/fa/cases/{ref}/questions/{page}/", values)
        assert answer.status_code == 302, answer.content.decode()
    client.post(f"/fa/cases/{ref}/check/")
    assert row(ref).stage == "opinions"
    return ref


def asked(ref: str, branch: str) -> Opinion:
    with acting(machine_act("test")):
        return Opinion.objects.get(case__ref=ref, branch=branch)


def give(person: str, opinion: Opinion, choice: str, note: str = "پس از ساعت ۲۲ بکنید.") -> int:
    answer = signed_in(person).post(f"/en/opinions/{opinion.id}/", {"choice": choice, "note": note})
    return int(answer.status_code)


def test_both_agencies_have_it_at_once_and_the_officer_decides_with_both() -> None:
    ref = begun()
    assert "Opinions asked of us" in signed_in("navid").get("/en/desk/").content.decode()
    assert "Opinions asked of us" in signed_in("golnaz").get("/en/desk/").content.decode()
    traffic, gas = asked(ref, "traffic"), asked(ref, "gas")
    page = signed_in("navid").get(f"/en/opinions/{traffic.id}/").content.decode()
    assert page_faults(page, "en") == []
    assert "روبه‌روی پلاک ۱۲" in page
    assert "مریم" not in page
    assert give("navid", traffic, "with_conditions") == 302
    assert row(ref).stage == "opinions"
    mine = signed_in("maryam").get(f"/fa/cases/{ref}/").content.decode()
    assert page_faults(mine, "fa") == []
    assert "موافق با شرط" in mine
    assert "پس از ساعت ۲۲ بکنید." in mine
    assert give("golnaz", gas, "agree") == 302
    assert row(ref).stage == "review"
    assert "پس از ساعت ۲۲ بکنید." in signed_in("yalda").get(f"/en/desk/{ref}/").content.decode()
    assert kinds(ref).count("OpinionAsked") == kinds(ref).count("OpinionGiven") == 2
    assert replayed(ref) == row(ref).state


def test_nobody_else_gives_or_reads_it() -> None:
    ref = begun()
    traffic = asked(ref, "traffic")
    for person in ("golnaz", "yalda", "maryam", "simin"):
        assert signed_in(person).get(f"/en/opinions/{traffic.id}/").status_code in (403, 404)
        assert give(person, traffic, "agree") in (403, 404)
    assert signed_in("navid").get(f"/en/desk/{ref}/").status_code in (403, 404)
    assert "OpinionGiven" not in kinds(ref)


def test_an_opinion_has_an_answer_and_a_reason() -> None:
    traffic = asked(begun(), "traffic")
    assert give("navid", traffic, "maybe") == 422
    assert give("navid", traffic, "agree", note=" ") == 422
    assert give("navid", traffic, "agree") == 302


def test_a_second_answer_counts_no_more() -> None:
    ref = begun()
    traffic = asked(ref, "traffic")
    assert give("navid", traffic, "agree") == 302
    assert give("navid", traffic, "object") == 302
    assert kinds(ref).count("OpinionGiven") == 1
    assert row(ref).state["opinions"]["traffic"]["choice"] == "agree"


def test_silence_is_told_and_lets_the_officer_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = begun()
    assert give("navid", asked(ref, "traffic"), "agree") == 302
    later = clock.now() + timedelta(days=20)
    monkeypatch.setattr(clock, "now", lambda: later)
    with acting(machine_act("test")) as act:
        look_at_limits(act)
    assert row(ref).stage == "review"
    assert "OpinionMissed" in kinds(ref)
    assert not asked(ref, "gas").awaited
    assert replayed(ref) == row(ref).state


def test_who_withdraws_takes_it_from_both_desks() -> None:
    ref = begun()
    signed_in("maryam").post(f"/en/cases/{ref}/withdraw/", {"sure": "yes"})
    assert row(ref).status == "ended"
    assert not asked(ref, "traffic").awaited
    assert "Opinions asked of us" not in signed_in("navid").get("/en/desk/").content.decode()
