"""The fee of a case, with the real bank over HTTP: each thing that goes wrong with a payment, by its name."""

from __future__ import annotations

import json
import threading
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client

from panjereh.cases.actions import record_payment
from panjereh.cases.models import Case, CaseEvent
from panjereh.cases.tests.paid_cases import (
    FEE,
    applied,
    back,
    hand_over,
    look,
    payments,
    taken,
)
from panjereh.cases.tests.test_applying import kinds, replayed, row, signed_in
from panjereh.config.testing.bank import RunningBank
from panjereh.config.testing.jobs import do_jobs
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money.models import Bill, PaymentEvent

pytestmark = pytest.mark.usefixtures("copies")


def test_a_fee_is_shown_with_its_calculation_paid_and_the_case_goes_on(bank: RunningBank) -> None:
    client, ref = applied()
    page = client.get(f"/en/cases/{ref}/").content.decode()
    for words in ("350,000", "hundred", "35,000 tomans", "The first copy", "Each further copy",
                  "100,000", "250,000", "Budget Law 1404, table 7", "21 March 2025", "article 7"):  # fmt: skip
        assert words in page.replace("\u00a0", " "), words
    assert page.rindex("350,000") < page.index("Worked out from"), "what is no addend comes after the sum"
    authority = hand_over(client, ref, language="en")
    (payment,) = payments(ref)
    assert (payment.state, payment.amount, payment.authority) == ("started", FEE, authority)
    status, page = back(bank.pay(authority))
    assert status == 200
    assert '<html lang="en"' in page
    assert "being verified" in page
    do_jobs()
    assert kinds(ref).count("PaymentConfirmed") == 1
    assert row(ref).state["outcome"] == "granted"
    (payment,) = payments(ref)
    assert (payment.state, payment.code, payment.counted) == ("success", "", True)
    page = client.get(f"/en/cases/{ref}/").content.decode()
    assert payment.reference in page
    receipt = client.get(f"/en/pay/receipt/{payment.id}/").content.decode()
    assert payment.reference in receipt
    assert replayed(ref) == row(ref).state
    assert [p["taken"] for p in taken(bank, ref)] == [FEE]


def test_an_exempt_person_pays_nothing(bank: RunningBank) -> None:
    client, ref = applied(purpose="welfare")
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert payments(ref) == []
    assert "معافیت ۱۰۰ درصدی" in client.get(f"/fa/cases/{ref}/").content.decode()


def test_double_click_is_one_payment(bank: RunningBank) -> None:
    client, ref = applied()
    key = str(uuid4())
    answers: list[str] = []

    def click() -> None:
        answers.append(hand_over(client, ref, key))
        connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert len(payments(ref)) == 1
    # Another form, opened in another tab, goes on with the same payment.
    assert hand_over(client, ref) == answers[0]
    asked = [a for a in bank.ledger()["asked"] if a["authority"] == answers[0] and a["what"] == "request"]
    assert len(asked) == 1


def test_the_same_key_with_another_bill_is_refused(bank: RunningBank) -> None:
    client, ref = applied()
    key = str(uuid4())
    hand_over(client, ref, key)
    _, other = applied()
    assert client.post(f"/en/cases/{other}/pay/", {"key": key})["Location"] == f"/en/cases/{other}/"
    assert "for another payment" in client.get(f"/en/cases/{other}/").content.decode()
    for bad in ("", "x" * 256, "a b", "ключ"):
        client.post(f"/en/cases/{other}/pay/", {"key": bad})
        assert "has no key" in client.get(f"/en/cases/{other}/").content.decode()
    assert payments(other) == []


@pytest.mark.parametrize(
    ("doing", "code", "words"),
    [("decline", "P0010", "Declined by the bank"), ("cancel", "P0030", "Cancelled at the bank")],
)
def test_a_failed_try_leaves_the_case_and_can_be_made_again(
    bank: RunningBank, doing: str, code: str, words: str
) -> None:
    client, ref = applied()
    back(bank.pay(hand_over(client, ref), doing))
    do_jobs()
    (payment,) = payments(ref)
    assert (payment.state, payment.code) == ("failed", code)
    assert row(ref).stage == "pay"
    assert words in client.get(f"/en/cases/{ref}/").content.decode()
    page = client.get(f"/en/pay/return/{payment.id}/").content.decode()
    assert "No money was taken" in page
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert [p.state for p in payments(ref)] == ["failed", "success"]
    assert row(ref).state["outcome"] == "granted"


def test_wrong_amount_never_moves_the_case(bank: RunningBank) -> None:
    client, ref = applied()
    back(bank.pay(hand_over(client, ref), "wrong"))
    do_jobs()
    (payment,) = payments(ref)
    assert (payment.state, payment.code) == ("error", "P0050")
    assert row(ref).stage == "pay"
    assert taken(bank, ref) == []  # nobody verified it, so the bank gives it back
    assert "sends it back by itself" in client.get(f"/en/pay/return/{payment.id}/").content.decode()
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert row(ref).state["outcome"] == "granted"


def test_forged_callbacks_change_nothing(bank: RunningBank) -> None:
    client, ref = applied()
    authority = hand_over(client, ref)
    (payment,) = payments(ref)
    asked = len(bank.ledger()["asked"])
    forged = [f"?Authority={'S' * 35}&Status=OK", "?Status=OK", "?Authority=&Status=NOK", f"?Authority={authority}x&Status=OK",
              "?Authority=%00&Status=OK", f"?authority={authority}&Status=OK", "?Authority=a&Authority=b"]  # fmt: skip
    for query in forged:
        Client(HTTP_HOST="localhost").get(f"/fa/pay/return/{payment.id}/{query}")
    assert back(f"/fa/pay/return/{uuid4()}/?Authority={authority}&Status=OK")[0] == 404
    do_jobs()
    assert payments(ref)[0].state == "started"
    assert len(bank.ledger()["asked"]) == asked
    # The right authority, but nothing was paid: the bank is asked, and nothing happens.
    back(f"/fa/pay/return/{payment.id}/?Authority={authority}&Status=OK")
    do_jobs()
    assert payments(ref)[0].state == "started"
    # A forged «cancelled» doesn't cancel what is paid.
    bank.pay(authority, "lost")
    back(f"/fa/pay/return/{payment.id}/?Authority={authority}&Status=NOK")
    do_jobs()
    assert row(ref).state["outcome"] == "granted"


def test_doubled_callback_is_verified_once_and_recorded_once(bank: RunningBank) -> None:
    client, ref = applied()
    address = bank.pay(hand_over(client, ref))
    for _ in range(3):
        back(address)
    do_jobs()
    back(address)
    do_jobs()
    (payment,) = payments(ref)
    verified = [
        a["code"]
        for a in bank.ledger()["asked"]
        if a["what"] == "verify" and a["authority"] == payment.authority
    ]
    assert verified == [100]
    assert kinds(ref).count("PaymentConfirmed") == 1
    with acting(machine_act("test")):
        assert [e.kind for e in PaymentEvent.objects.filter(payment_id=payment.id).order_by("seq")] == [
            "made", "asks", "given", "came_back", "paid",
        ]  # fmt: skip
    record_twice(payment.id)
    assert kinds(ref).count("PaymentConfirmed") == 1


def record_twice(payment_id: UUID) -> None:
    for _ in range(2):
        with acting(machine_act("job:cases.paid")) as act:
            record_payment(act, payment_id)


@pytest.mark.parametrize("trick", ["down", "fault", "slow", "silent"])
def test_provider_down_at_the_start_loses_nothing(bank: RunningBank, trick: str) -> None:
    client, ref = applied()
    bank.behave(request={"do": trick, "seconds": 7})
    answer = client.post(f"/en/cases/{ref}/pay/", {"key": str(uuid4())})
    assert answer["Location"] == f"/en/cases/{ref}/"
    assert "No money was taken" in client.get(f"/en/cases/{ref}/").content.decode()
    assert [p.state for p in payments(ref)] == ["created"]
    bank.behave()
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert [p.state for p in payments(ref)] == ["success"]


def test_provider_gone_at_the_start(bank: RunningBank) -> None:
    client, ref = applied()
    bank.kill()
    client.post(f"/fa/cases/{ref}/pay/", {"key": str(uuid4())})
    assert "پولی از شما گرفته نشده" in client.get(f"/fa/cases/{ref}/").content.decode()


@pytest.mark.parametrize("trick", ["down", "fault", "slow"])
def test_provider_down_at_verify_leaves_it_submitted_and_not_asked_twice(
    bank: RunningBank, trick: str
) -> None:
    client, ref = applied()
    address = bank.pay(hand_over(client, ref))
    bank.behave(verify={"do": trick, "seconds": 7})
    back(address)
    do_jobs()
    (payment,) = payments(ref)
    assert (payment.state, row(ref).stage) == ("submitted", "pay")
    assert "Do not pay again" in client.get(f"/en/cases/{ref}/").content.decode()
    client.post(f"/en/cases/{ref}/pay/", {"key": str(uuid4())})
    assert (
        "We are asking the bank how your last payment ended"
        in client.get(f"/en/cases/{ref}/").content.decode()
    )
    assert len(payments(ref)) == 1
    bank.behave()
    look(payment)
    do_jobs()
    assert row(ref).state["outcome"] == "granted"


def test_verify_answered_but_not_recorded_is_a_success_the_second_time(bank: RunningBank) -> None:
    """The bank verified, and its answer was lost: the second time it says 101."""
    client, ref = applied()
    address = bank.pay(hand_over(client, ref))
    bank.behave(verify={"do": "silent", "times": 1})
    back(address)
    do_jobs()
    (payment,) = payments(ref)
    assert payment.state == "submitted"
    assert len(taken(bank, ref)) == 1
    look(payment)
    do_jobs()
    codes = [
        a["code"]
        for a in bank.ledger()["asked"]
        if a["what"] == "verify" and a["authority"] == payment.authority
    ]
    assert codes == [100, 101]
    assert row(ref).state["outcome"] == "granted"


def test_provider_down_at_inquire_leaves_it_submitted(bank: RunningBank) -> None:
    client, ref = applied()
    address = bank.pay(hand_over(client, ref), "decline")
    bank.behave(inquiry="down")
    back(address)
    do_jobs()
    (payment,) = payments(ref)
    assert payment.state == "submitted"
    bank.behave()
    look(payment)
    assert payments(ref)[0].code == "P0010"


def test_only_the_payer_sees_receipt_and_case(bank: RunningBank) -> None:
    client, ref = applied()
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    (payment,) = payments(ref)
    other = signed_in("ali")
    for path in (f"/fa/pay/receipt/{payment.id}/", f"/fa/pay/case/{payment.id}/"):
        assert client.get(path).status_code in (200, 302)
        assert other.get(path).status_code == 404
        assert "/sign-in/" in Client(HTTP_HOST="localhost").get(path)["Location"]
    public = Client(HTTP_HOST="localhost").get(f"/fa/pay/return/{payment.id}/")
    assert public.status_code == 200
    for secret in (ref, str(payment.payer), payment.reference, payment.authority, "350"):
        assert secret not in public.content.decode()
    said = Client(HTTP_HOST="localhost").get(f"/fa/pay/return/{payment.id}/", HTTP_ACCEPT="application/json")
    assert json.loads(said.content) == {"state": "success"}
    assert other.post(f"/fa/cases/{ref}/pay/", {"key": str(uuid4())}).status_code == 404


def test_books_of_bank_and_product_agree(bank: RunningBank) -> None:
    """Nothing is taken twice: every verified payment is a success of ours, and every refund is known here."""
    refs = []
    for doing in ("pay", "lost", "twice", "decline", "wrong"):
        client, ref = applied()
        bank.pay(hand_over(client, ref), doing)
        refs.append(ref)
    for ref in refs:
        for payment in payments(ref):
            look(payment)
    do_jobs()
    for ref in refs:
        ours = [p.amount for p in payments(ref) if p.state == "success"]
        assert [p["taken"] for p in taken(bank, ref)] == ours
    with acting(machine_act("test")):
        assert Bill.objects.filter(state="paid").count() == 3
        assert Case.objects.filter(status="ended").count() == 3
        assert CaseEvent.objects.filter(kind="PaymentConfirmed").count() == 3
