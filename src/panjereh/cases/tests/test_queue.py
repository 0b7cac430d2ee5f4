"""The queue and tasks that go from hand to hand, through the pages, as several officers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.cases.actions import look_at_limits
from panjereh.cases.models import Case, CaseEvent, Colleague
from panjereh.cases.queueing import read_wanted
from panjereh.cases.tests.test_applying import kinds, replayed, row, signed_in, to_review
from panjereh.identity.personas import personas
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

HEAD = "kaveh"


def party(name: str) -> str:
    return next(str(one.party) for one in personas() if one.id == name)


def listed(client: Client, tab: str, **more: str) -> list[str]:
    """The references in a tab of the queue, in order."""
    html = client.get("/en/desk/", {"tab": tab, **more}).content.decode()
    assert page_faults(html, "en") == []
    return re.findall(r'<a href="/en/desk/(\w+)/">', html)


def counts(client: Client) -> dict[str, int]:
    html = client.get("/en/desk/").content.decode()
    tabs = re.search(r'<nav class="tabs".*?</nav>', html, re.DOTALL)
    assert tabs is not None
    found = re.findall(r'tab=(\w+)"[^>]*>[^<]*<span class="count">(\d+)', tabs[0])
    return {name: int(count) for name, count in found}


def let_pass(ref: str, days: int) -> None:
    """Shift the limits of a case back, as if time had passed, and let the job look."""
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        state = dict(case.state)
        for name in ("due_on", "stage_due_on"):
            day = getattr(case, name)
            if day is not None:
                setattr(case, name, day - timedelta(days=days))
                state[name] = getattr(case, name).isoformat()
        case.state, case.ticked_on = state, None
        case.save(update_fields=["due_on", "stage_due_on", "state", "ticked_on"])
        look_at_limits(machine_act("test"))


def test_a_task_moves_through_the_tabs() -> None:
    client, ref = to_review()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    assert listed(niloufar, "team") == [ref] == listed(behrouz, "team")
    assert listed(niloufar, "mine") == []
    niloufar.post(f"/fa/desk/{ref}/take/")
    assert listed(niloufar, "mine") == [ref] == listed(behrouz, "team")
    assert listed(niloufar, "team") == []
    assert "Niloufar" in behrouz.get("/en/desk/?tab=team").content.decode()
    assert counts(niloufar) == {"mine": 1, "team": 0, "overdue": 0, "second": 0, "applicant": 0}
    niloufar.post(f"/fa/desk/{ref}/decide/", {"choice": "ask_more", "pages": ["home"], "note": "x"})
    assert listed(niloufar, "applicant") == [ref] == listed(behrouz, "applicant")
    assert listed(niloufar, "mine") == []
    client.post(f"/fa/cases/{ref}/withdraw/")
    assert counts(niloufar) == dict.fromkeys(("mine", "team", "overdue", "second", "applicant"), 0)


def test_filters_and_order_stand_in_the_address() -> None:
    refs = [to_review()[1] for _ in range(3)]
    officer = signed_in("niloufar")
    receipt = row(refs[1]).receipt
    assert listed(officer, "team", receipt=receipt) == [refs[1]]
    assert listed(officer, "team", sort="received") == refs
    assert listed(officer, "team", service="civil/residence-certificate") == refs
    assert listed(officer, "team", service="no/such-service") == []
    html = officer.get("/en/desk/", {"tab": "team", "receipt": receipt, "sort": "received"}).content.decode()
    assert f"?tab=mine&amp;receipt={receipt}&amp;sort=received" in html


@pytest.mark.parametrize(
    "sent", [{"tab": "x", "page": "-1", "sort": "x"}, {"page": "٠"}, {"page": "1e9"}, {}]
)
def test_an_address_that_makes_no_sense_is_the_queue(sent: dict[str, str]) -> None:
    assert read_wanted(sent) == read_wanted({})


@pytest.mark.parametrize(
    "query", ["page=99999999999999999999", "page=%DB%B2", "sort=1&tab=2", "receipt=" + "9" * 500]
)
def test_a_strange_address_is_answered(query: str) -> None:
    assert signed_in("niloufar").get(f"/fa/desk/?{query}").status_code == 200


def test_the_queue_comes_a_page_at_a_time() -> None:
    _, ref = to_review()
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        for number in range(26):
            case.ref, case.receipt = f"COPY{number:02}", f"1405-{number:07}-0"
            case.id, case.open_key = new_uuid(), new_uuid()
            case.save(force_insert=True)
    officer = signed_in("niloufar")
    first, second = listed(officer, "team"), listed(officer, "team", page="2")
    assert (len(first), len(second)) == (25, 2)
    assert len({*first, *second}) == 27
    assert 'rel="next"' in officer.get("/en/desk/?tab=team").content.decode()
    assert 'rel="prev"' in officer.get("/en/desk/?tab=team&page=2").content.decode()
    assert len(officer.get("/fa/desk/?tab=team").content) < 60_000


def test_of_two_officers_one_takes_the_case_and_the_other_is_told() -> None:
    _, ref = to_review()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    niloufar.post(f"/en/desk/{ref}/take/")
    late = behrouz.post(f"/en/desk/{ref}/take/", follow=True)
    assert late.redirect_chain == [(f"/en/desk/{ref}/", 302)]
    html = late.content.decode()
    assert "A colleague holds this task" in html
    assert "Niloufar" in html
    assert row(ref).state["taken_by"] == party("niloufar")
    assert kinds(ref).count("TaskTaken") == 1


def test_a_task_is_put_back_and_handed_on_with_a_note() -> None:
    _, ref = to_review()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    niloufar.post(f"/en/desk/{ref}/take/")
    html = niloufar.get(f"/en/desk/{ref}/").content.decode()
    assert page_faults(html, "en") == []
    assert party("behrouz") in html
    assert party(HEAD) not in html, "the higher role decides only what has gone up"
    sent = {"to": party("behrouz"), "handing_note": "Ask about the lease"}
    assert niloufar.post(f"/en/desk/{ref}/hand-on/", sent)["Location"] == "/en/desk/"
    assert row(ref).officer is not None
    assert str(row(ref).officer) == party("behrouz")
    assert "Ask about the lease" in behrouz.get(f"/en/desk/{ref}/").content.decode()
    assert "Ask about the lease" not in niloufar.get(f"/en/desk/{ref}/").content.decode()
    assert "A case was given to you" in behrouz.get("/en/inbox/").content.decode()
    behrouz.post(f"/en/desk/{ref}/release/")
    assert row(ref).officer is None
    assert kinds(ref)[-3:] == ["TaskTaken", "TaskHandedOn", "TaskReleased"]
    assert replayed(ref) == row(ref).state
    with acting(machine_act("test")):
        assert "lease" not in str(
            list(CaseEvent.objects.filter(case__ref=ref).values_list("data", flat=True))
        )


@pytest.mark.parametrize("to", ["maryam", "reza", HEAD, "", "nobody"])
def test_a_task_goes_only_to_one_who_may_decide_it(to: str) -> None:
    _, ref = to_review()
    officer = signed_in("niloufar")
    officer.post(f"/en/desk/{ref}/take/")
    receiver = party(to) if to not in ("", "nobody") else to
    told = officer.post(f"/en/desk/{ref}/hand-on/", {"to": receiver}, follow=True).content.decode()
    assert "Choose" in told
    assert str(row(ref).officer) == party("niloufar")


def test_only_whoever_holds_a_task_puts_it_back() -> None:
    _, ref = to_review()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    niloufar.post(f"/en/desk/{ref}/take/")
    assert (
        "don&#39;t hold this task" in behrouz.post(f"/en/desk/{ref}/release/", follow=True).content.decode()
    )
    assert str(row(ref).officer) == party("niloufar")


def test_a_superior_assigns_several_cases_at_once_and_opens_none() -> None:
    refs = [to_review()[1] for _ in range(2)]
    head, niloufar = signed_in(HEAD), signed_in("niloufar")
    html = head.get("/en/desk/").content.decode()
    assert page_faults(html, "en") == []
    assert all(f'value="{ref}"' in html for ref in refs)
    assert listed(head, "team") == [], "a superior reads no papers before the limit has passed"
    assert head.get(f"/en/desk/{refs[0]}/").status_code == 404
    told = head.post(
        "/en/desk/assign/", {"case": [*refs, "NOSUCHCASE"], "to": party("niloufar"), "back": "/en/desk/?tab=team"},
        follow=True,
    )  # fmt: skip
    assert told.redirect_chain == [("/en/desk/?tab=team", 302)]
    assert "2 cases were given." in told.content.decode()
    assert "1 case was not given:" in told.content.decode()
    assert sorted(listed(niloufar, "mine")) == sorted(refs)
    again = head.post("/en/desk/assign/", {"case": refs[0], "to": party("niloufar")}, follow=True)
    assert "holds the task already" in again.content.decode()
    assert kinds(refs[0]).count("TaskAssigned") == 1


def test_an_officer_assigns_nothing_and_no_address_from_elsewhere_is_followed() -> None:
    _, ref = to_review()
    officer = signed_in("niloufar")
    sent = {"case": ref, "to": party("behrouz"), "back": "//evil.example/?x=1"}
    answer = officer.post("/en/desk/assign/", sent)
    assert answer["Location"] == "/en/desk/"
    assert row(ref).officer is None
    assert 'name="case"' not in officer.get("/en/desk/?tab=team").content.decode()
    assert signed_in("maryam").post("/en/desk/assign/", sent).status_code == 404


def test_an_overdue_task_goes_up_once_and_the_superior_decides() -> None:
    client, ref = to_review()
    niloufar, head = signed_in("niloufar"), signed_in(HEAD)
    niloufar.post(f"/en/desk/{ref}/take/")
    let_pass(ref, 30)
    let_pass(ref, 0)
    assert kinds(ref).count("TaskEscalated") == 1
    assert listed(head, "overdue") == [ref]
    assert "An overdue case has come up to you" in head.get("/en/inbox/").content.decode()
    assert "A case of yours is overdue" in niloufar.get("/en/inbox/").content.decode()
    assert "went up" in client.get(f"/en/cases/{ref}/").content.decode()
    head.post(f"/en/desk/{ref}/take/", {"over": "yes"})
    assert head.post(f"/en/desk/{ref}/decide/", {"choice": "grant"})["Location"] == "/en/desk/"
    assert row(ref).state["outcome"] == "granted"
    assert head.get(f"/en/desk/{ref}/").status_code == 404, (
        "decided: the papers are closed to the superior again"
    )


def test_what_went_up_stands_first() -> None:
    _, near = to_review()
    _, raised = to_review()
    let_pass(raised, 30)
    with acting(machine_act("test")):
        Case.objects.filter(ref=near).update(stage_due_on=clock.today() - timedelta(days=300))
    html = signed_in(HEAD).get("/en/desk/?tab=overdue").content.decode()
    assert html.index(row(raised).receipt) < html.index(row(near).receipt)
    assert listed(signed_in("niloufar"), "overdue") == [near, raised], "for others the nearest deadline does"


def test_the_applicant_is_reminded_before_the_case_closes() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    officer.post(f"/en/desk/{ref}/take/")
    officer.post(f"/en/desk/{ref}/decide/", {"choice": "ask_more", "pages": ["home"], "note": "x"})
    let_pass(ref, 29)
    assert kinds(ref)[-1] != "LimitNear", "never on the day it began"
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        case.state = {**case.state, "entered_at": (clock.now() - timedelta(days=29)).isoformat()}
        case.save(update_fields=["state"])
    let_pass(ref, 0)
    let_pass(ref, 0)
    assert kinds(ref).count("LimitNear") == 1
    assert "Your turn until" in client.get("/en/inbox/").content.decode()


def test_a_case_that_was_withdrawn_meanwhile_leads_back_to_the_queue() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    client.post(f"/en/cases/{ref}/withdraw/")
    for step in ("take", "release", "decide"):
        answer = officer.post(f"/en/desk/{ref}/{step}/", {"choice": "grant"}, follow=True)
        assert answer.redirect_chain == [("/en/desk/?tab=team", 302)], step
        assert "no longer waits for you" in answer.content.decode()


def test_rows_of_an_earlier_release_are_put_in_their_place() -> None:
    _, ref = to_review()
    with acting(machine_act("test")):
        Case.objects.filter(ref=ref).update(turn="", roles=[])
    assert listed(signed_in("niloufar"), "team") == []
    with acting(machine_act("test")) as act:
        look_at_limits(act)
    assert listed(signed_in("niloufar"), "team") == [ref]


def test_colleagues_know_each_other_by_name_in_their_agency_alone() -> None:
    officer = signed_in("niloufar")
    officer.get("/en/desk/")
    with acting(machine_act("test")):
        names = dict(Colleague.objects.values_list("party", "name"))
    assert [name["en"] for name in names.values()] == ["Niloufar Karshenas Nemouneh"]
