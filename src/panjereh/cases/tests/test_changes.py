"""What time and registers bring while a case is under way."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from panjereh.cases.actions import look_at_limits
from panjereh.cases.jobs import limits
from panjereh.cases.models import Case
from panjereh.cases.tests.test_applying import answer_all, kinds, replayed, row, signed_in, start, to_review
from panjereh.identity.queries import party_by_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.registries.actions import NewEntry, enter

pytestmark = pytest.mark.usefixtures("country")

CHANGED = "از هنگامی که پاسخ‌ها را دیدید تغییر کرده است"


def move_house(number: str, address: str) -> None:
    with acting(machine_act("test")):
        data = {
            "national_id": number,
            "postal_code": "1513714511",
            "address": address,
            "since": date(2026, 1, 1),
            "status": "current",
        }
        enter(
            NewEntry("residences", data, date(2026, 1, 1), "import:test", subject=party_by_number(number).id)
        )


def test_a_register_that_changed_since_the_check_page_is_told() -> None:
    client = signed_in("maryam")
    ref = start(client)
    answer_all(client, ref)
    page = client.get(f"/fa/cases/{ref}/check/").content.decode()
    seen = dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', page))
    assert {"seen-applicant", "seen-residence"} <= set(seen)
    move_house("9990000018", "تهران، خیابان تازه، پلاک ۱")
    client.post(f"/fa/cases/{ref}/check/", seen)
    told = client.get(f"/fa/cases/{ref}/").content.decode()
    assert told.count(CHANGED) == 1
    assert f"«پایگاه سکونت» {CHANGED}" in told


def test_a_register_that_did_not_change_is_not_told() -> None:
    client = signed_in("maryam")
    ref = start(client)
    answer_all(client, ref)
    page = client.get(f"/fa/cases/{ref}/check/").content.decode()
    client.post(f"/fa/cases/{ref}/check/", dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', page)))
    assert CHANGED not in client.get(f"/fa/cases/{ref}/").content.decode()


def test_a_limit_that_passes_is_an_event_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _, ref = to_review()
    due = row(ref).stage_due_on
    real = clock.now
    later = timedelta(days=(due - clock.today()).days + 1)
    monkeypatch.setattr(clock, "now", lambda: real() + later)
    for _ in range(2):
        limits(timestamp=0)
    assert kinds(ref).count("LimitPassed") == 1
    assert replayed(ref) == row(ref).state
    assert row(ref).state["overdue"] is True


def test_limits_are_looked_at_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    to_review()
    with acting(machine_act("test")) as act:
        assert look_at_limits(act) is False
        assert not Case.objects.filter(ticked_on__isnull=False).exists()
