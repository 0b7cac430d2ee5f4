"""Everything typed is kept at once: faulty pages, other devices, lost sessions, stale forms."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panjereh.cases.actions.journal import hold
from panjereh.cases.models import Case
from panjereh.cases.tests.test_applying import (
    ANSWERS,
    HOME,
    SERVICE,
    answer_all,
    applied,
    row,
    signed_in,
    start,
)
from panjereh.catalogue.actions import publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

pytestmark = pytest.mark.usefixtures("country")

ROOT = Path(__file__).parents[4]
WRONG = HOME["home"] | {"home_postal_code": "۱۲۳"}


def at_home(name: str = "reza") -> tuple[Client, str]:
    """A person without a registered address, at the page that asks for it."""
    return applied(name)


def ask(client: Client, ref: str, page: str) -> str:
    return client.get(f"/fa/cases/{ref}/questions/{page}/").content.decode()


def send(client: Client, ref: str, page: str, values: dict[str, str], **more: str) -> Any:
    return client.post(f"/fa/cases/{ref}/questions/{page}/", {**values, **more})


def hidden(html: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return unescape(found[1])


def test_a_faulty_page_is_there_again_on_another_device_with_its_fault_and_its_right_parts() -> None:
    client, ref = at_home()
    assert send(client, ref, "home", WRONG).status_code == 422
    html = ask(signed_in("reza"), ref, "home")
    assert 'value="۱۲۳"' in html
    assert 'value="۱۴۰۴"' in html, "the valid sibling is kept, too"
    assert "خطا:" in html
    assert "۱۰ رقم" in html


def test_save_and_leave_keeps_a_half_typed_page_and_continues_there() -> None:
    client, ref = at_home()
    answer = send(client, ref, "home", WRONG, leave="yes")
    assert answer["Location"] == "/fa/cases/"
    assert "نگه داشته شد" in client.get("/fa/cases/").content.decode()
    assert signed_in("reza").get(f"/fa/cases/{ref}/next/")["Location"].endswith("/questions/home/")


def test_a_page_left_empty_does_not_scold_when_one_comes_back() -> None:
    client, ref = at_home()
    send(client, ref, "home", {"home_postal_code": ""}, leave="yes")
    assert "خطا:" not in ask(client, ref, "home")


def test_a_faulty_change_of_an_answer_keeps_the_case_from_being_sent_with_the_old_one() -> None:
    client, ref = at_home()
    for page, values in HOME.items():
        assert send(client, ref, page, values).status_code == 302
    send(client, ref, "home", WRONG)
    assert client.post(f"/fa/cases/{ref}/check/")["Location"].endswith("/questions/home/")
    assert row(ref).stage == "home"
    send(client, ref, "home", HOME["home"])
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"


def test_two_devices_at_once_lose_nothing_and_the_person_chooses() -> None:
    client, ref = at_home()
    other = signed_in("reza")
    seen = hidden(ask(client, ref, "home"), "page-mark")
    assert hidden(ask(other, ref, "home"), "page-mark") == seen
    first = HOME["home"] | {"home_postal_code": "6135741133"}
    assert send(other, ref, "home", first, **{"page-mark": seen}).status_code == 302
    late = send(client, ref, "home", HOME["home"], **{"page-mark": seen})
    assert late["Location"].endswith("/questions/home/")
    html = client.get(late["Location"]).content.decode()
    assert "61357-41133" in html
    assert "91746-39511" in html
    assert client.post(f"/fa/cases/{ref}/check/")["Location"].endswith("/home/"), "nothing is sent undecided"
    send(client, ref, "home", {}, **{"rival-choice": "0"})
    assert 'value="۹۱۷۴۶۳۹۵۱۱"' in ask(other, ref, "home")


def test_the_other_version_of_a_page_can_be_chosen_too() -> None:
    client, ref = at_home()
    seen = hidden(ask(client, ref, "home_basis"), "page-mark")
    send(client, ref, "home_basis", {"home_basis": "owned"}, **{"page-mark": seen})
    send(client, ref, "home_basis", {"home_basis": "rented"}, **{"page-mark": seen})
    send(client, ref, "home_basis", {}, **{"rival-choice": "there"})
    assert re.search(r'value="owned"[^>]* checked', ask(client, ref, "home_basis"))


def test_a_third_version_pushes_no_other_out() -> None:
    client, ref = at_home()
    seen = {"page-mark": hidden(ask(client, ref, "home_basis"), "page-mark")}
    for basis in ("owned", "rented", "family"):
        send(client, ref, "home_basis", {"home_basis": basis}, **seen)
    html = ask(client, ref, "home_basis")
    assert re.findall(r'name="rival-choice" value="(\w+)"', html) == ["1", "0", "there"]
    for words in ("مالک هستم", "اجاره کرده‌ام", "با خانواده"):
        assert words in html
    send(client, ref, "home_basis", {}, **{"rival-choice": "0"})
    assert answers(ref)["home_basis"] == "rented"


def test_a_double_click_is_no_quarrel() -> None:
    client, ref = at_home()
    seen = hidden(ask(client, ref, "home_basis"), "page-mark")
    for _ in range(2):
        answer = send(client, ref, "home_basis", {"home_basis": "owned"}, **{"page-mark": seen})
        assert "home_basis" not in answer["Location"]


def lose_session(how: str) -> None:
    if how == "deleted":
        Session.objects.all().delete()
    else:
        Session.objects.update(expire_date=clock.now())


def sent_on(client: Client, address: str) -> Any:
    """Press the button of the page from which a form goes on that could not go on before."""
    html = client.get(address).content.decode()
    form = html.split("data-goes-on>")[1].split("</form>")[0]
    fields = {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form)}
    path = re.search(r'<form method="post" action="([^"]+)" data-goes-on', html)
    assert path is not None
    return client.post(path[1], fields)


@pytest.mark.parametrize("how", ["deleted", "expired"])
def test_what_is_sent_after_the_session_ended_is_there_after_sign_in(how: str) -> None:
    client, ref = at_home()
    mark = hidden(ask(client, ref, "home"), "page-mark")
    lose_session(how)
    answer = send(client, ref, "home", WRONG, **{"page-mark": mark})
    (after,) = parse_qs(urlsplit(answer["Location"]).query)["next"]
    assert "home_postal_code" not in answers(ref)
    stranger = signed_in("maryam")
    assert stranger.get(after).status_code == 404
    assert client.post("/fa/sign-in/as/reza/", {"next": after})["Location"] == after
    assert sent_on(client, after).status_code == 422
    html = ask(signed_in("reza"), ref, "home")
    assert 'value="۱۲۳"' in html
    assert 'value="۱۴۰۴"' in html


def test_a_lost_session_overwrites_nothing_that_was_kept_meanwhile() -> None:
    client, ref = at_home()
    mark = hidden(ask(client, ref, "home_basis"), "page-mark")
    Session.objects.all().delete()
    answer = send(client, ref, "home_basis", {"home_basis": "rented"}, **{"page-mark": mark})
    (after,) = parse_qs(urlsplit(answer["Location"]).query)["next"]
    send(signed_in("reza"), ref, "home_basis", {"home_basis": "owned"})
    client.post("/fa/sign-in/as/reza/", {"next": after})
    sent_on(client, after)
    assert answers(ref)["home_basis"] == "owned"
    assert 'name="rival-choice"' in ask(client, ref, "home_basis")


def answers(ref: str) -> dict[str, object]:
    with acting(machine_act("test")):
        return hold(Case.objects.get(ref=ref)).folder.answers()


def stale(client: Client, ref: str, values: dict[str, str], **headers: str) -> Any:
    """Send a page with the form's key of another time, in a browser that is still signed in."""
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies = client.cookies
    strict.get(f"/fa/cases/{ref}/questions/home/")
    return strict.post(
        f"/fa/cases/{ref}/questions/home/", {**values, "csrfmiddlewaretoken": "x" * 64}, **headers
    )


def test_a_stale_form_shows_the_page_again_with_what_was_typed() -> None:
    client, ref = at_home()
    answer = stale(client, ref, WRONG, HTTP_ORIGIN="http://localhost")
    assert answer.status_code == 302
    assert sent_on(client, answer["Location"]).status_code == 422
    assert 'value="۱۲۳"' in ask(client, ref, "home")


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}])
def test_a_form_of_another_site_is_shown_to_nobody(headers: dict[str, str]) -> None:
    client, ref = at_home()
    assert stale(client, ref, WRONG, **headers).status_code == 403
    assert 'value="۱۲۳"' not in ask(client, ref, "home")


def test_a_page_that_is_asked_no_more_says_where_the_case_stands() -> None:
    client, ref = at_home()
    for _ in ("GET", "POST"):
        html = client.get(f"/fa/cases/{ref}/questions/purpose/", follow=True).content.decode()
        assert "این را نمی‌پرسد" in html
    late = client.post(f"/fa/cases/{ref}/questions/purpose/", {"purpose": "bank"}, follow=True)
    assert "این را نمی‌پرسد" in late.content.decode()
    assert answers(ref)["purpose"] == ANSWERS["purpose"]


def test_questions_and_the_check_page_print_with_the_number_of_the_case() -> None:
    client = signed_in("maryam")
    ref = start(client)
    assert f'class="sheet-note"><bdi dir="ltr">{ref}' in ask(client, ref, "purpose").replace(
        ' dir="ltr" class="code"', ' dir="ltr"'
    )
    answer_all(client, ref)
    assert "sheet-note" in client.get(f"/fa/cases/{ref}/check/").content.decode()


PURPOSES = st.sampled_from(["school", "bank", "work", "", "no such"])
NAMES = st.sampled_from(["دبستان نمونه", "بانک", "", "ن" * 121, " x "])
# fresh: the page is opened first · stale: it was opened long ago · lost: the session has ended meanwhile ·
# renewed: a version with other words for one of the questions has been published meanwhile
HOW = st.sampled_from(["fresh", "stale", "lost", "renewed"])
PAGES = st.one_of(st.tuples(st.just("purpose"), PURPOSES), st.tuples(st.just("recipient"), NAMES))
STEPS = st.lists(st.tuples(st.integers(0, 1), PAGES, st.booleans(), HOW), max_size=8)


class Device:
    """A browser of Maryam with the pages that she has opened in it, each with its hidden marks."""

    def __init__(self, ref: str) -> None:
        self.ref, self.client = ref, signed_in("maryam")
        self.marks: dict[str, dict[str, str]] = {}
        for page in ("purpose", "recipient"):
            self.open(page)

    def open(self, page: str) -> None:
        html = ask(self.client, self.ref, page)
        if 'name="rival-choice"' in html:
            send(self.client, self.ref, page, {}, **{"rival-choice": "0"})
            html = ask(self.client, self.ref, page)
        self.marks[page] = {name: hidden(html, name) for name in ("page-mark", "page-version")}

    def send(self, page: str, text: str, how: str, *, leave: bool) -> Any:
        if how == "fresh":
            self.open(page)
        if how == "lost":
            Session.objects.all().delete()
        sent = {page: text, **self.marks[page]} | ({"leave": "yes"} if leave else {})
        answer = send(self.client, self.ref, page, sent)
        if how != "lost":
            return answer
        (after,) = parse_qs(urlsplit(answer["Location"]).query)["next"]
        self.client.post("/fa/sign-in/as/maryam/", {"next": after})
        return sent_on(self.client, after)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_sequence_of_sending_leaving_and_publishing_loses_what_was_typed_last(
    steps: list[tuple[int, tuple[str, str], bool, str]],
) -> None:
    devices = [Device(start(signed_in("maryam")))]
    devices.append(Device(devices[0].ref))
    for turn, (number, (page, text), leave, how) in enumerate(steps):
        if how == "renewed":
            publish_recipient(f"گیرندهٔ شمارهٔ {turn} کیست؟")
        answer = devices[number].send(page, text, how, leave=leave)
        if how == "lost":
            devices[1 - number].client = signed_in("maryam")
        seen = answer if answer.status_code == 422 else None
        html = seen.content.decode() if seen else ask(devices[1 - number].client, devices[0].ref, page)
        assert is_there(html, page, text), (page, text, how)


def publish_recipient(question: str) -> None:
    """Publish the service with another question on its second page."""
    file = "form.yaml"
    folder = Bundle.from_directory(ROOT / "services" / SERVICE)
    words = folder.text(file).replace("گواهی را به کجا می‌دهید؟", question)
    act = act_of_number("9990000077", clock.today())
    with acting(act):
        publish_service(act, SERVICE, Bundle.from_files({**folder.files, file: words.encode()}), alone=True)


def is_there(html: str, page: str, text: str) -> bool:
    """Whether a page shows what was sent: in its input, or among the two versions to choose from."""
    if not text.strip():
        return True
    if page == "purpose":
        label = {"school": "ثبت‌نام مدرسه", "bank": "بانک یا بیمه", "work": "کار یا مجوز"}.get(text, text)
        picked = re.search(f'value="{text}"[^>]* checked', html) is not None
        return picked or text == "no such" or ('name="rival-choice"' in html and label in html)
    return text.strip() in unescape(html)
