"""The fee of a case, with the real bank over HTTP: each thing that goes wrong with a payment, by its name."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client

from panjereh.cases.actions import look_at_limits, record_payment
from panjereh.cases.models import Case, CaseEvent
from panjereh.cases.tests.test_applying import kinds, replayed, row, signed_in
from panjereh.config.testing.bank import RunningBank, running_bank
from panjereh.config.testing.fees import COPIES, publish_copies
from panjereh.config.testing.jobs import do_jobs
from panjereh.config.testing.settings import BUILD
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.money import actions as money
from panjereh.money.models import Bill, Payment, PaymentEvent, Refund
from panjereh.money.reconciling import Line, differences
from panjereh.notices.models import Notice

FEE = 350_000


@pytest.fixture(scope="module")
def the_bank() -> Iterator[RunningBank]:
    with running_bank(BUILD) as bank:
        yield bank


@pytest.fixture
def bank(the_bank: RunningBank, settings: Any) -> RunningBank:
    if the_bank.process is None:
        the_bank.start()
    the_bank.behave()
    settings.GATEWAY = the_bank.gateway
    settings.PUBLIC_URL = "http://localhost"
    return the_bank


@pytest.fixture
def copies(country: None) -> None:
    publish_copies()


pytestmark = pytest.mark.usefixtures("copies")


def applied(number: int = 3, name: str = "maryam", purpose: str = "court") -> tuple[Client, str]:
    client = signed_in(name)
    answer = client.post(f"/fa/cases/start/{COPIES}/", {"key": str(uuid4())})
    ref = re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])[1]
    said = {"copies": str(number), "purpose": purpose}
    assert client.post(f"/fa/cases/{ref}/questions/need/", said).status_code == 302
    assert client.post(f"/fa/cases/{ref}/check/").status_code == 302
    return client, ref


def hand_over(client: Client, ref: str, key: str | None = None, language: str = "fa") -> str:
    """Choose «Pay»; the authority with which the browser is sent to the bank."""
    answer = client.post(f"/{language}/cases/{ref}/pay/", {"key": key or str(uuid4())})
    found = re.fullmatch(r"http://127\.0\.0\.1:\d+/pg/StartPay/(\w+)", answer["Location"])
    assert found, (answer["Location"], client.get(f"/fa/cases/{ref}/").content.decode())
    return found[1]


def back(address: str) -> tuple[int, str]:
    """Come back from the bank with a browser that holds no session; the status and the page."""
    answer = Client(HTTP_HOST="localhost").get(address.removeprefix("http://localhost"), follow=True)
    return answer.status_code, answer.content.decode()


def payments(ref: str) -> list[Payment]:
    with acting(machine_act("test")):
        return list(Payment.objects.filter(bill__case_ref=ref).order_by("made_at"))


def refunds(ref: str) -> list[tuple[int, str, str]]:
    with acting(machine_act("test")):
        found = Refund.objects.filter(payment__bill__case_ref=ref).order_by("made_at")
        return list(found.values_list("amount", "why", "state"))


def look(payment: Payment) -> None:
    """Ask the provider now, as the sweeper will."""
    with acting(machine_act("test")):
        Payment.objects.filter(id=payment.id).update(next_look_at=clock.now(), busy_until=None)
    money.look(payment.id)


def age(payment: Payment, **span: float) -> None:
    """Let a payment have begun earlier."""
    with acting(machine_act("test")):
        Payment.objects.filter(id=payment.id).update(started_at=clock.now() - timedelta(**span))


def taken(bank: RunningBank, ref: str) -> list[dict[str, Any]]:
    """What the bank holds of a case and has verified."""
    authorities = {payment.authority for payment in payments(ref)}
    return [p for p in bank.ledger()["payment"] if p["authority"] in authorities and p["verified_at"]]


def given_back(bank: RunningBank, ref: str) -> int:
    authorities = {payment.authority for payment in payments(ref)}
    return sum(r["amount"] for r in bank.ledger()["refund"] if r["authority"] in authorities)


def test_a_fee_is_shown_with_its_calculation_paid_and_the_case_goes_on(bank: RunningBank) -> None:
    client, ref = applied()
    page = client.get(f"/en/cases/{ref}/").content.decode()
    for words in ("350,000", "hundred", "35,000 tomans", "The first copy", "Each further copy",
                  "100,000", "250,000", "Budget Law 1404, table 7", "21 March 2025", "article 7"):  # fmt: skip
        assert words in page.replace("\u00a0", " "), words
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


def test_lost_return_is_found(bank: RunningBank) -> None:
    client, ref = applied()
    assert bank.pay(hand_over(client, ref), "lost") == ""
    (payment,) = payments(ref)
    assert payment.state == "started"
    do_jobs()
    assert payments(ref)[0].state == "started"  # not yet
    look(payment)
    do_jobs()
    assert payments(ref)[0].state == "success"
    assert row(ref).state["outcome"] == "granted"


def test_late_booking_is_found(bank: RunningBank) -> None:
    bank.kill()
    bank.late = 0.5
    bank.start()
    client, ref = applied()
    back(bank.pay(hand_over(client, ref), "late"))
    do_jobs()
    (payment,) = payments(ref)
    assert payment.state == "started"  # the bank says: not yet
    threading.Event().wait(0.6)
    look(payment)
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    bank.late = 60.0


def test_late_success_after_the_case_lapsed_goes_back(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied()
    authority = hand_over(client, ref)
    today = clock.today() + timedelta(days=11)
    monkeypatch.setattr(clock, "today", lambda: today)
    with acting(machine_act("job:cases.limits")) as act:
        # The engine's own clock is the moment of the step.
        moment = clock.now() + timedelta(days=11)
        monkeypatch.setattr(clock, "now", lambda: moment)
        look_at_limits(act)
    monkeypatch.undo()
    assert row(ref).state["outcome"] == "lapsed"
    bank.pay(authority, "lost")
    look(payments(ref)[0])
    do_jobs()
    assert refunds(ref) == [(FEE, "late", "success")]
    assert given_back(bank, ref) == FEE
    assert "PaymentConfirmed" not in kinds(ref)
    assert row(ref).state["paid"] == 0


def test_late_success_after_withdrawal_goes_back_and_is_told(bank: RunningBank) -> None:
    client, ref = applied()
    authority = hand_over(client, ref)
    assert client.post(f"/fa/cases/{ref}/withdraw/").status_code == 302
    address = bank.pay(authority)
    back(address)
    do_jobs()
    (payment,) = payments(ref)
    assert (payment.state, payment.counted) == ("success", False)
    assert refunds(ref) == [(FEE, "late", "success")]
    assert given_back(bank, ref) == FEE
    assert "goes back to you" in client.get(f"/en/pay/return/{payment.id}/").content.decode()
    assert "Paid back" in client.get(f"/en/cases/{ref}/").content.decode()
    with acting(machine_act("test")):
        assert Notice.objects.filter(source__startswith="refund:").count() == 1


def test_confirmed_while_the_case_is_withdrawn_goes_back(bank: RunningBank) -> None:
    """The bill was paid, and before the case heard of it, it was taken back."""
    client, ref = applied()
    bank.pay(hand_over(client, ref), "lost")
    (payment,) = payments(ref)
    look(payment)  # paid; the message to the case lies in the queue
    assert client.post(f"/fa/cases/{ref}/withdraw/").status_code == 302
    do_jobs()
    assert "PaymentConfirmed" not in kinds(ref)
    assert refunds(ref) == [(FEE, "late", "success")]
    assert given_back(bank, ref) == FEE


def test_expired_and_paid_again_gives_the_second_back(bank: RunningBank) -> None:
    client, ref = applied()
    first = hand_over(client, ref)
    (payment,) = payments(ref)
    age(payment, minutes=21)
    look(payment)
    assert (payments(ref)[0].state, payments(ref)[0].code) == ("failed", "P0020")
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    bank.pay(first, "lost")  # the old page was still open
    look(payment)
    do_jobs()
    assert [p.state for p in payments(ref)] == ["success", "success"]
    assert [p.counted for p in payments(ref)] == [False, True]
    assert refunds(ref) == [(FEE, "second", "success")]
    assert kinds(ref).count("PaymentConfirmed") == 1


def test_expired_and_paid_late_while_the_case_waits_counts(bank: RunningBank) -> None:
    client, ref = applied()
    authority = hand_over(client, ref)
    (payment,) = payments(ref)
    age(payment, minutes=21)
    look(payment)
    bank.pay(authority, "lost")
    look(payment)
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert refunds(ref) == []


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


@pytest.mark.parametrize("trick", ["down", "silent", "fault"])
def test_a_refund_is_paid_once_whatever_is_lost(bank: RunningBank, trick: str) -> None:
    client, ref = applied(6)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert row(ref).stage == "review"
    bank.behave(refund={"do": trick, "times": 1})
    assert client.post(f"/fa/cases/{ref}/withdraw/").status_code == 302
    do_jobs()
    assert refunds(ref) == [(500_000, "withdrawn", "submitted")]
    with acting(machine_act("test")):
        (refund,) = Refund.objects.filter(payment__bill__case_ref=ref)
        Refund.objects.filter(id=refund.id).update(next_look_at=clock.now())
    for _ in range(2):
        money.carry_refund(refund.id)
    assert refunds(ref) == [(500_000, "withdrawn", "success")]
    assert given_back(bank, ref) == 500_000
    assert payments(ref)[0].refund_available == 0


def test_more_than_was_paid_never_goes_back(bank: RunningBank) -> None:
    client, ref = applied(6)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    about = f"case:{row(ref).id}"
    with acting(machine_act("test")), pytest.raises(RuntimeError):
        money.owe_back(about, 500_001, why="x", source=f"{about}:x")
    assert refunds(ref) == []


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


class Killed(BaseException):
    """The process ends here."""


def killed(*_: Any, **__: Any) -> None:
    raise Killed


def pass_lease(payment: Payment) -> None:
    with acting(machine_act("test")):
        Payment.objects.filter(id=payment.id).update(busy_until=clock.now())


def test_killed_between_the_verification_and_its_record(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied()
    bank.pay(hand_over(client, ref), "lost")
    (payment,) = payments(ref)
    with monkeypatch.context() as patch:
        patch.setattr("panjereh.money.actions.settling._record", killed)
        with pytest.raises(Killed):
            look(payment)
    assert len(taken(bank, ref)) == 1
    money.look(payment.id)  # the lease of the dead one still runs
    assert payments(ref)[0].state == "started"
    pass_lease(payment)
    money.look(payment.id)
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert len(taken(bank, ref)) == 1


def test_killed_between_the_authority_and_its_record(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied()
    with monkeypatch.context() as patch:
        patch.setattr("panjereh.money.contrib.redirect.gateway.RedirectGateway.request", killed)
        with pytest.raises(Killed):
            client.post(f"/fa/cases/{ref}/pay/", {"key": str(uuid4())})
    (payment,) = payments(ref)
    assert (payment.state, payment.authority) == ("created", None)
    pass_lease(payment)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert len(payments(ref)) == 1


def test_killed_between_the_refund_and_its_record(bank: RunningBank, monkeypatch: Any) -> None:
    client, ref = applied(6)
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    client.post(f"/fa/cases/{ref}/withdraw/")
    with acting(machine_act("test")):
        refund = Refund.objects.get(payment__bill__case_ref=ref)
    with monkeypatch.context() as patch:
        patch.setattr("panjereh.money.actions.refunding._finish", killed)
        with pytest.raises(Killed):
            money.carry_refund(refund.id)
    assert given_back(bank, ref) == 500_000
    with acting(machine_act("test")):
        Refund.objects.filter(id=refund.id).update(busy_until=clock.now())
    do_jobs()
    assert refunds(ref) == [(500_000, "withdrawn", "success")]
    assert given_back(bank, ref) == 500_000


def test_only_a_page_with_the_button_may_send_its_form_to_the_bank(bank: RunningBank) -> None:
    client, ref = applied()
    policy = client.get(f"/fa/cases/{ref}/").headers["Content-Security-Policy"]
    assert f"form-action 'self' {bank.url};" in policy
    assert "form-action 'self';" in client.get("/fa/cases/").headers["Content-Security-Policy"]
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    assert bank.url not in client.get(f"/fa/cases/{ref}/").headers["Content-Security-Policy"]


def test_without_a_provider_the_page_says_so(bank: RunningBank, settings: Any) -> None:
    settings.GATEWAY = None
    client, ref = applied()
    client.post(f"/en/cases/{ref}/pay/", {"key": str(uuid4())})
    assert "Online payment is not set up here" in client.get(f"/en/cases/{ref}/").content.decode()
    assert payments(ref) == []


def test_reconciliation_names_each_difference(bank: RunningBank) -> None:
    client, ref = applied()
    back(bank.pay(hand_over(client, ref)))
    do_jobs()
    (paid,) = payments(ref)
    authority = paid.authority or ""
    assert differences([Line(authority, FEE, "verified", 0)]) == []
    assert "we know of no such payment" in differences([Line("S9", 5, "verified", 0)])[0]
    assert "the provider's list lacks it" in differences([])[0]
    assert f"35000 there, {FEE} here" in differences([Line(authority, 35_000, "verified", 0)])[0]
    assert "went back there, 0 here" in differences([Line(authority, FEE, "verified", 7)])[0]
    assert "paid here" in differences([Line(authority, FEE, "failed", 0)])[0]
