"""A renewal takes the place of the licence that an earlier case gave; one from paper times is renewed as well."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from panjereh.cases.actions import carry_out
from panjereh.cases.actions.journal import lock_case, move
from panjereh.cases.domain import CaseRef
from panjereh.cases.models import Case
from panjereh.cases.tests.test_applying import kinds, replayed, row, signed_in
from panjereh.documents.models import Document
from panjereh.documents.queries import documents_of_case
from panjereh.flow.state import Paid
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.registries.queries import Question, look_up

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "guilds/shop-licence-renewal"


def renewed(person: str) -> str:
    """One page, sent, paid, and everything that follows."""
    client = signed_in(person)
    started = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})["Location"]
    ref = str(re.findall(r"/cases/(\w+)/next/", started)[0])
    page = {"unchanged": "yes", "renewal_declaration": "yes"}
    assert client.post(f"/fa/cases/{ref}/questions/renewal/", page).status_code == 302
    client.post(f"/fa/cases/{ref}/check/")
    assert row(ref).stage == "pay"
    with acting(machine_act("test")) as act:
        held = lock_case(CaseRef(ref))
        paid = Paid(f"test-{ref}", held.state.fee or 0)
        move(held, paid, by=act, ground="test", party="machine")
    follow(ref)
    return ref


def follow(ref: str) -> None:
    more = True
    while more:
        with acting(machine_act("test")) as act:
            more = carry_out(act, Case.objects.get(ref=ref).id)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day in the last year of Soheila's licence, whenever the tests run."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment.replace(year=2026, month=11, day=25))


@pytest.mark.usefixtures("day")
def test_a_licence_from_paper_times_is_renewed_for_five_years() -> None:
    ref = renewed("soheila")
    assert row(ref).state["outcome"] == "granted"
    assert kinds(ref).count("FormerReplaced") == 1
    assert valid_until() == date(2031, 11, 25)
    with acting(machine_act("test")):
        code = documents_of_case(Document.objects.get(case_ref=ref).holder, ref)[0].code
    html = Client().get(f"/en/verify/{code.replace('-', '')}/").content.decode()
    assert "Books and stationery" in html


def valid_until() -> date | None:
    """What the register says today of Soheila's licence."""
    question = Question("shop_licences", ("valid_until",), "guild_12", "test", key="1400-7741")
    with acting(machine_act("test")) as act:
        entry = look_up(act, question)
        assert entry is not None
        return date.fromisoformat(str(entry.fields["valid_until"]))


def test_a_second_renewal_marks_the_document_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    start = clock.now().replace(year=2026, month=11, day=25)
    monkeypatch.setattr(clock, "now", lambda: start)
    first = renewed("soheila")
    later = start + timedelta(days=4 * 365 + 30)
    monkeypatch.setattr(clock, "now", lambda: later)
    second = renewed("soheila")
    follow(first)
    old, new = row(first), row(second)
    assert (old.state["given"], new.state["given"]) == ("replaced", "valid")
    assert old.status == "ended"
    assert replayed(first) == old.state
    with acting(machine_act("test")):
        assert Document.objects.get(case_ref=first).replaced_at == later
        assert Document.objects.get(case_ref=second).replaced_at is None
    page = signed_in("soheila").get(f"/en/cases/{first}/").content.decode()
    assert "Renewed" in page
    assert "until the suspension" not in page
