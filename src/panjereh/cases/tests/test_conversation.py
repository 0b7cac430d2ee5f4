"""What applicant and agency write to each other, through the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.architecture.page_rules import page_faults

from panjereh.cases.models import Case, CaseEvent, Paper
from panjereh.cases.tests.test_applying import applied, kinds, replayed, row, signed_in, start, to_review
from panjereh.config.testing.jobs import do_jobs
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.keys import erase_holder
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

WORDS = "Which lease do you need?"


def page(client: Client, path: str) -> str:
    html = client.get(f"/en/{path}/messages/").content.decode()
    assert page_faults(html, "en") == []
    return html


def write(client: Client, path: str, text: str, **more: str) -> str:
    return client.post(f"/en/{path}/messages/", {"text": text, **more}, follow=True).content.decode()


def test_both_sides_write_and_see_what_was_read() -> None:
    client, ref = to_review()
    officer, mine, theirs = signed_in("niloufar"), f"cases/{ref}", f"desk/{ref}"
    officer.post(f"/en/desk/{ref}/take/")
    assert "Your message was sent." in write(client, mine, WORDS)
    assert "Not read yet" in page(client, mine)
    assert 'class="tag you">Message<' in officer.get("/en/desk/").content.decode()
    assert "The applicant has written" in officer.get("/en/inbox/").content.decode()
    assert WORDS in page(officer, theirs)
    assert "Your reply is awaited" in page(officer, theirs)
    assert "Not read yet" not in page(client, mine)
    write(officer, theirs, "The one of this year", reply="yes")
    html = page(client, mine)
    assert "The one of this year" in html
    assert "Residence officer" in html
    assert "Niloufar" not in html, "the applicant sees the role, not the name"
    assert "Niloufar" in page(signed_in("behrouz"), theirs)
    assert "A new message in your case" in client.get("/en/inbox/").content.decode()
    assert "Your reply is awaited" in client.get(f"/en/cases/{ref}/").content.decode()
    assert row(ref).stage == "review"
    assert replayed(ref) == row(ref).state


def test_the_journal_holds_no_word_and_the_papers_are_sealed() -> None:
    client, ref = to_review()
    write(client, f"cases/{ref}", WORDS)
    with acting(machine_act("test")):
        assert "lease" not in str(
            list(CaseEvent.objects.filter(case__ref=ref).values_list("data", flat=True))
        )
        (sealed,) = Paper.objects.filter(case__ref=ref, kind="message").values_list("sealed", flat=True)
        assert b"lease" not in bytes(sealed)
        erase_holder(row(ref).principal)
    assert replayed(ref) == row(ref).state


@pytest.mark.parametrize(
    ("text", "said"), [("", "Write your message"), (" \n ", "Write"), ("x" * 4001, "Shorten")]
)
def test_what_cannot_be_sent_is_said_and_kept(text: str, said: str) -> None:
    client, ref = to_review()
    answer = client.post(f"/en/cases/{ref}/messages/", {"text": text})
    html = answer.content.decode()
    assert (answer.status_code, said in html, page_faults(html, "en")) == (422, True, [])
    assert text.strip() in html
    assert "MessageSent" not in kinds(ref)


def test_a_double_click_sends_once_and_too_many_are_stopped() -> None:
    client, ref = to_review()
    for _ in range(2):
        write(client, f"cases/{ref}", WORDS)
    assert kinds(ref).count("MessageSent") == 1
    for number in range(19):
        write(client, f"cases/{ref}", f"{WORDS} {number}")
    assert client.post(f"/en/cases/{ref}/messages/", {"text": "one more"}).status_code == 429
    assert kinds(ref).count("MessageSent") == 20


def test_a_draft_has_no_conversation() -> None:
    client = signed_in("reza")
    ref = start(client)
    html = page(client, f"cases/{ref}")
    assert "Nobody reads messages before" in html
    assert "<textarea" not in html
    assert "Nobody reads messages before" in write(client, f"cases/{ref}", WORDS)
    assert "MessageSent" not in kinds(ref)


def test_after_the_end_whoever_decided_is_told_and_later_it_closes() -> None:
    client, ref = to_review()
    officer = signed_in("niloufar")
    officer.post(f"/en/desk/{ref}/take/")
    officer.post(f"/en/desk/{ref}/decide/", {"choice": "grant"})
    do_jobs()
    write(client, f"cases/{ref}", WORDS)
    assert "The applicant has written" in officer.get("/en/inbox/").content.decode()
    assert "The applicant has written" not in signed_in("behrouz").get("/en/inbox/").content.decode()
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        case.state = {**case.state, "ended_at": (clock.now() - timedelta(days=31)).isoformat()}
        case.save(update_fields=["state"])
    assert "more than 30 days ago" in write(client, f"cases/{ref}", "still there?")


def test_a_question_about_what_rules_decided_reaches_the_staff() -> None:
    client, ref = applied("maryam")
    do_jobs()
    write(client, f"cases/{ref}", WORDS)
    assert "The applicant has written" in signed_in("behrouz").get("/en/inbox/").content.decode()
    assert WORDS in page(signed_in("behrouz"), f"desk/{ref}")


def test_a_notice_leads_staff_to_the_workbench() -> None:
    _, ref = to_review()
    assert signed_in("niloufar").get(f"/en/cases/{ref}/")["Location"] == f"/en/desk/{ref}/"


def test_strangers_have_no_part_in_it() -> None:
    _, ref = to_review()
    stranger = signed_in("maryam")
    for path in (f"/en/cases/{ref}/messages/", f"/en/desk/{ref}/messages/"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, {"text": "x"}).status_code == 404
    assert signed_in("niloufar").get(f"/en/cases/{ref}/messages/").status_code == 404
