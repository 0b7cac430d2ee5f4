"""A draft goes over to the version that was published while it was typed; nothing typed is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from panjereh.cases.actions.journal import hold
from panjereh.cases.models import Case, CaseEvent
from panjereh.cases.tests.test_applying import ANSWERS, kinds, row, signed_in, start
from panjereh.cases.tests.test_keeping import answers, ask, hidden, send
from panjereh.catalogue.actions import publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.queries import live_version, version_of
from panjereh.flow import replay
from panjereh.flow.rows import write_state
from panjereh.flow.state import Event
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

SERVICE = "civil/residence-certificate"
FOLDER = Path(__file__).parents[4] / "services" / SERVICE
RECIPIENT = "گواهی را به کجا می‌دهید؟"


def publish(everywhere: tuple[str, str] = ("", ""), **changes: tuple[str, str]) -> None:
    """Publish the shipped service once more, with changes in a file (its name without `.yaml`) or in all."""
    bundle = Bundle.from_directory(FOLDER)
    files = {
        name: bundle.text(name).replace(*everywhere) if everywhere[0] else bundle.text(name)
        for name in bundle.files
    }
    for name, (old, new) in changes.items():
        assert old in files[f"{name}.yaml"]
        files[f"{name}.yaml"] = files[f"{name}.yaml"].replace(old, new)
    act = act_of_number("9990000077", clock.today())
    with acting(act):
        publish_service(
            act, SERVICE, Bundle.from_files({name: text.encode() for name, text in files.items()}), alone=True
        )


def reworded() -> None:
    publish(form=(RECIPIENT, "گیرندهٔ گواهی کیست؟"))


def drafted(*pages: str) -> tuple[Client, str]:
    client = signed_in("maryam")
    ref = start(client)
    for page in pages or ANSWERS:
        assert send(client, ref, page, {page: ANSWERS[page]}).status_code == 302
    return client, ref


def replayed(ref: str) -> dict[str, object]:
    with acting(machine_act("test")):
        case = Case.objects.get(ref=ref)
        events = CaseEvent.objects.filter(case_id=case.id).order_by("seq")
        history = [(Event(e.kind, e.stage, e.data, e.seen_by), e.at) for e in events]
        ids = {
            event.data[name]
            for event, _ in history
            for name in ("before", "now")
            if event.kind == "DraftMoved"
        }
        earlier = {name: version_of(name).version for name in ids}
        return write_state(replay(version_of(case.version_id).version, history, earlier=earlier))


def test_a_changed_question_is_asked_again_with_what_was_typed() -> None:
    client, ref = drafted()
    reworded()
    assert client.get(f"/fa/cases/{ref}/next/")["Location"].endswith("/questions/recipient/")
    html = ask(client, ref, "recipient")
    assert "گیرندهٔ گواهی کیست؟" in html
    assert f'value="{ANSWERS["recipient"]}"' in html
    assert "از زمان شروع شما تغییر کرده است" in html
    assert answers(ref).keys() == {"purpose", "certificate_language"}
    assert row(ref).version_id == live_version(SERVICE).id
    assert kinds(ref).count("DraftMoved") == 1
    assert replayed(ref) == row(ref).state


def test_the_changed_question_is_answered_and_the_case_is_sent_on_the_newest_version() -> None:
    client, ref = drafted()
    reworded()
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/check/"
    client.get(f"/fa/cases/{ref}/check/")
    assert client.post(f"/fa/cases/{ref}/check/")["Location"].endswith("/questions/recipient/")
    mark = hidden(ask(client, ref, "recipient"), "page-version")
    sent = send(client, ref, "recipient", {"recipient": "بانک"}, **{"page-version": mark})
    assert sent["Location"] == f"/fa/cases/{ref}/check/"
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"
    assert row(ref).receipt
    assert replayed(ref) == row(ref).state


def test_an_answer_to_the_former_question_is_kept_and_is_no_answer_to_the_new_one() -> None:
    client, ref = drafted("purpose")
    former = hidden(ask(client, ref, "recipient"), "page-version")
    mark = hidden(ask(client, ref, "recipient"), "page-mark")
    reworded()
    sent = {"page-version": former, "page-mark": mark}
    assert send(client, ref, "recipient", {"recipient": "دادگاه"}, **sent)["Location"].endswith("/recipient/")
    assert 'value="دادگاه"' in ask(client, ref, "recipient")
    assert "recipient" not in answers(ref)


def test_what_was_typed_wrongly_goes_along_too() -> None:
    client, ref = drafted("purpose")
    long = "ن" * 121
    assert send(client, ref, "recipient", {"recipient": long}).status_code == 422
    reworded()
    assert long in ask(client, ref, "recipient")


def test_nothing_is_asked_again_where_only_rules_or_lines_have_moved() -> None:
    client, ref = drafted()
    publish(
        form=("pages:\n", "# the same\npages:\n"), service=("limit: {within: 10wd", "limit: {within: 9wd")
    )
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/check/"
    assert "تازه شده است" in client.get(f"/fa/cases/{ref}/check/").content.decode()
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"
    assert kinds(ref).count("DraftMoved") == 1


def test_a_page_that_is_gone_leaves_the_expressions_and_stays_sealed() -> None:
    client, ref = drafted()
    publish(everywhere=("recipient", "whom"))
    assert client.get(f"/fa/cases/{ref}/next/")["Location"].endswith("/questions/whom/")
    assert "recipient" not in answers(ref)
    with acting(machine_act("test")):
        dropped = hold(Case.objects.get(ref=ref)).folder.latest("dropped")
    assert dropped["recipient"]["values"] == {"recipient": ANSWERS["recipient"]}


def test_a_question_that_moved_to_another_page_takes_its_answer_along() -> None:
    client, ref = drafted()
    publish(
        form=("  - id: recipient\n", "  - id: receiver\n"),
        process=("[purpose, recipient, certificate_language]", "[purpose, receiver, certificate_language]"),
    )
    assert client.get(f"/fa/cases/{ref}/next/")["Location"] == f"/fa/cases/{ref}/check/"
    assert answers(ref)["recipient"] == ANSWERS["recipient"]


def test_a_draft_whose_stage_is_gone_begins_again_with_its_answers() -> None:
    client, ref = drafted()
    publish(everywhere=("details", "about"))
    assert client.get(f"/fa/cases/{ref}/next/")["Location"] == f"/fa/cases/{ref}/check/"
    case = row(ref)
    assert case.state["path"] == ["details", "about"]
    assert answers(ref) == ANSWERS
    assert replayed(ref) == case.state
    client.post(f"/fa/cases/{ref}/check/")
    assert replayed(ref) == row(ref).state


def test_what_has_been_sent_stays_on_its_version() -> None:
    client, ref = drafted()
    client.post(f"/fa/cases/{ref}/check/")
    before = row(ref).version_id
    reworded()
    client.get(f"/fa/cases/{ref}/next/")
    assert row(ref).version_id == before
    assert "DraftMoved" not in kinds(ref)


def test_events_of_the_move_hold_nothing_but_versions() -> None:
    client, ref = drafted()
    first = str(row(ref).version_id)
    reworded()
    client.get(f"/fa/cases/{ref}/next/")
    with acting(machine_act("test")):
        event = CaseEvent.objects.get(case__ref=ref, kind="DraftMoved")
    assert event.data == {"before": first, "now": str(live_version(SERVICE).id)}
