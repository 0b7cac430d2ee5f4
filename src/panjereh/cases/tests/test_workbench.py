"""The workbench: the checklist with its reasons, the working paper, the preview, what differs between rounds."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.cases.models import CaseEvent, Paper
from panjereh.cases.tests.test_applying import HOME, kinds, row, signed_in, to_review
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

ALL_MET = {f"finding-{number}": "met" for number in (1, 2, 3, 4)}


def taken() -> tuple[Client, Client, str]:
    """Applicant, officer and a case that the officer has taken."""
    client, ref = to_review()
    officer = signed_in("niloufar")
    officer.post(f"/en/desk/{ref}/take/")
    return client, officer, ref


def work(officer: Client, ref: str, language: str = "en") -> str:
    html = officer.get(f"/{language}/desk/{ref}/").content.decode()
    assert page_faults(html, language) == []
    return html


def section(html: str, number: int) -> str:
    """The card of one condition, as text."""
    found = re.search(rf'aria-labelledby="condition-{number}".*?</section>', html, re.DOTALL)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi[^>]*>", "", found[0])))


def ticked(html: str, name: str) -> str | None:
    found = re.search(rf'name="{name}" value="(\w+)" checked', html)
    return found[1] if found else None


def test_each_condition_says_what_the_rules_found_and_why() -> None:
    _, officer, ref = taken()
    html = work(officer, ref)
    second, third = section(html, 2), section(html, 3)
    assert "Met" in second
    assert "Whether the address register knows the postal code" in second
    assert "Table home, rule 1" in second
    assert "Postal code" in second
    assert "For you to look at" in third
    assert "Answer" in third
    assert section(html, 1).count("Alive") >= 1
    assert (ticked(html, "finding-1"), ticked(html, "finding-3")) == ("met", None)
    work(officer, ref, "fa")


def test_without_the_task_there_is_nothing_to_tick() -> None:
    _, _, ref = taken()
    html = work(signed_in("behrouz"), ref)
    assert "finding-1" not in html
    assert "Record the decision" not in html


@pytest.mark.parametrize(
    ("sent", "fault", "said"),
    [
        ({"choice": ""}, "choice", "Choose one of the decisions"),
        ({"choice": "refuse", **ALL_MET}, "conditions", "A refusal needs the number of a condition"),
        ({"choice": "ask_more", **ALL_MET}, "pages", "Tick the pages to be filled in again"),
        (
            {"choice": "grant", **ALL_MET, "finding-4": "unmet"},
            "finding-4",
            "You marked condition 4 as not met",
        ),
        (
            {"choice": "grant", "finding-1": "met", "finding-3": "unsure"},
            "finding-2",
            "condition 2 and 3 and 4",
        ),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    sent: dict[str, str], fault: str, said: str
) -> None:
    _, officer, ref = taken()
    answer = officer.post(f"/en/desk/{ref}/decide/", {**sent, "note": "My words"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert page_faults(html, "en") == []
    assert said in html
    assert f'href="#{fault}"' in html
    assert f'id="{fault}"' in html
    again = work(officer, ref)
    assert "My words" in again
    if sent.get("finding-4"):
        assert ticked(again, "finding-4") == sent["finding-4"]
    assert kinds(ref)[-1] == "TaskTaken"


def test_a_working_paper_is_kept_sealed_and_is_its_officers_alone() -> None:
    client, officer, ref = taken()
    sent = {"choice": "refuse", "finding-3": "unmet", "note": "Secret thoughts", "save": "yes"}
    answer = officer.post(f"/en/desk/{ref}/decide/", sent, follow=True)
    assert "Nothing is decided yet" in answer.content.decode()
    html = work(officer, ref)
    assert (ticked(html, "finding-3"), ticked(html, "choice")) == ("unmet", "refuse")
    assert "Secret thoughts" in html
    behrouz = signed_in("behrouz")
    behrouz.post(f"/en/desk/{ref}/take/", {"over": "yes"})
    assert "Secret thoughts" not in work(behrouz, ref)
    assert "Secret thoughts" not in client.get(f"/en/cases/{ref}/").content.decode()
    with acting(machine_act("test")):
        assert "thoughts" not in str(
            list(CaseEvent.objects.filter(case__ref=ref).values_list("data", flat=True))
        )
        papers = Paper.objects.filter(case__ref=ref, kind="draft").values_list("sealed", flat=True)
        assert papers
        assert all(b"thoughts" not in bytes(sealed) for sealed in papers)


def test_a_refusal_stands_on_the_findings_and_is_shown_before_as_it_will_be() -> None:
    client, officer, ref = taken()
    sent = {"choice": "refuse", **ALL_MET, "finding-3": "unmet", "note": "You moved away"}
    html = officer.post(f"/en/desk/{ref}/decide/", {**sent, "preview": "yes"}).content.decode()
    assert page_faults(html, "en") == []
    assert kinds(ref)[-1] == "TaskTaken", "a preview decides nothing"
    preview = re.search(
        r'<section class="stack" id="preview".*?</section>\s*</section>|id="preview".*?<h2>Answers',
        html,
        re.DOTALL,
    )
    assert preview is not None
    for words in (
        "Condition 3",
        "Civil Registration Law",
        "After you have moved to the address",
        "You moved away",
    ):
        assert words in preview[0]
    assert officer.post(f"/en/desk/{ref}/decide/", sent)["Location"] == "/en/desk/"
    assert row(ref).state["unmet"] == [3]
    assert row(ref).state["met"] == [1, 2, 4]
    from panjereh.config.testing.jobs import do_jobs

    do_jobs()
    told = client.get("/en/inbox/").content.decode()
    notice = re.search(r'href="(/en/inbox/[0-9a-f-]+/)"', told)
    assert notice is not None
    letter = re.search(r'<div class="letter.*?</div>', client.get(notice[1]).content.decode(), re.DOTALL)
    assert letter is not None
    for paragraph in re.findall(r"<p>(.*?)</p>", letter[0], re.DOTALL):
        assert paragraph.strip() in preview[0], "the letter that came is the one that was shown"


def test_what_changed_since_the_question_is_marked() -> None:
    client, officer, ref = taken()
    officer.post(f"/en/desk/{ref}/decide/", {"choice": "ask_more", "pages": ["home"], "note": "x"})
    client.post(f"/en/cases/{ref}/questions/home/", HOME["home"] | {"home_since-year": "1403"})
    client.post(f"/en/cases/{ref}/check/")
    officer.post(f"/en/desk/{ref}/take/")
    html = work(officer, ref)
    # the page has two questions
    assert html.count("Changed since you asked") == 2
    assert "Changed. Before:" in section(html, 3)
    assert "Changed" not in section(html, 1)


def test_only_pages_that_can_be_asked_again_are_offered() -> None:
    _, officer, ref = taken()
    html = work(officer, ref)
    assert 'name="pages" value="home"' in html
    assert 'name="pages" value="purpose"' not in html
