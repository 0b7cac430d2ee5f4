"""Two officers have to agree where the service says so: what each sees and what happens when they differ."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.cases.tests.test_applying import kinds, replayed, row, signed_in
from panjereh.cases.tests.test_queue import listed
from panjereh.catalogue.actions import publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "civil/address-history-certificate"
FOLDER = Path(settings.ROOT) / "tests" / "folders" / "address-history-certificate"
PUBLISHERS = ("9990000077", "9990000085")
FORMER = (("8174673441", "1398", "1400"), ("1513714511", "1395", "1398"), ("1513714513", "1390", "1395"))


def publish() -> None:
    bundle = Bundle.from_directory(FOLDER)
    for number in PUBLISHERS:
        act = act_of_number(number, clock.today())
        with acting(act):
            publish_service(act, SERVICE, bundle)


def waiting() -> str:
    """A case with three former addresses: it waits for two officers."""
    publish()
    client = signed_in("maryam")
    found = re.search(
        r"/cases/(\w+)/next/", client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})["Location"]
    )
    assert found is not None
    ref = found[1]
    pages = {"purpose": {"purpose": "court"}, "former_count": {"former_count": "three"}}
    for number, (code, since, until) in enumerate(FORMER, start=1):
        pages[f"former_{number}"] = {
            f"former_{number}_postal_code": code,
            **{f"former_{number}_from-{part}": said for part, said in (("day", "1"), ("month", "1"), ("year", since))},
            **{f"former_{number}_until-{part}": said for part, said in (("day", "1"), ("month", "1"), ("year", until))},
        }  # fmt: skip
    pages["truth"] = {"truth": "yes"}
    for page, values in pages.items():
        answer = client.post(f"/fa/cases/{ref}/questions/{page}/", values)
        assert answer.status_code == 302, answer.content.decode()
    client.post(f"/fa/cases/{ref}/check/")
    assert row(ref).stage == "review"
    return ref


def decide(officer: Client, ref: str, **sent: str) -> None:
    officer.post(f"/en/desk/{ref}/take/")
    answer = officer.post(f"/en/desk/{ref}/decide/", sent)
    assert answer.headers.get("Location") == "/en/desk/", answer.content.decode()


def work(officer: Client, ref: str) -> str:
    html = officer.get(f"/en/desk/{ref}/").content.decode()
    assert page_faults(html, "en") == []
    return html


def test_the_second_officer_sees_the_first_opinion_and_confirms_it() -> None:
    ref = waiting()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    decide(niloufar, ref, choice="grant")
    assert row(ref).state["outcome"] is None
    assert listed(niloufar, "second") == []
    assert listed(behrouz, "second") == [ref]
    assert "You gave the first opinion." in work(niloufar, ref)
    assert "Take this case" not in work(niloufar, ref)
    behrouz.post(f"/en/desk/{ref}/take/")
    html = work(behrouz, ref)
    assert "First opinion: Approve" in html
    assert "Niloufar" in html
    decide(behrouz, ref, choice="grant")
    assert row(ref).state["outcome"] == "granted"
    assert replayed(ref) == row(ref).state


def test_officers_who_differ_go_round_until_two_agree() -> None:
    ref = waiting()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    decide(niloufar, ref, choice="grant")
    decide(behrouz, ref, choice="refuse", **{"finding-3": "unmet"})
    assert row(ref).state["outcome"] is None
    assert kinds(ref).count("FirstOpinionGiven") == 2
    niloufar.post(f"/en/desk/{ref}/take/")
    html = work(niloufar, ref)
    assert "First opinion: Refuse" in html
    assert "conditions not met: 3" in html
    assert "It differs from the opinion before it." in html
    decide(niloufar, ref, choice="refuse", **{"finding-3": "unmet"})
    assert (row(ref).state["outcome"], row(ref).state["unmet"]) == ("refused", [3])


def test_the_first_officer_gets_the_case_back_by_no_way() -> None:
    ref = waiting()
    niloufar, behrouz = signed_in("niloufar"), signed_in("behrouz")
    decide(niloufar, ref, choice="grant")
    told = niloufar.post(f"/en/desk/{ref}/take/", follow=True).content.decode()
    assert "Another officer has to confirm this decision" in told
    behrouz.post(f"/en/desk/{ref}/take/")
    first = row(ref).state["first_officer"]
    assert first not in work(behrouz, ref), "not even offered"
    behrouz.post(f"/en/desk/{ref}/hand-on/", {"to": first})
    assert row(ref).state["taken_by"] != first
