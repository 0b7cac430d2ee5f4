"""The bank as a program: whom it serves, what it refuses, how it misbehaves."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from panjereh.bank.behaviour import Behaviour
from panjereh.config.testing.bank import ADMIN, MERCHANT, RunningBank, running_bank
from panjereh.config.testing.settings import BUILD


@pytest.fixture(scope="module")
def bank() -> Iterator[RunningBank]:
    with running_bank(BUILD) as bank:
        yield bank


def asked(
    bank: RunningBank, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", bank.port, timeout=10)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_it_refuses_to_start_outside_of_a_demonstration(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "panjereh.bank", "--port", "0", "--data", str(tmp_path)],
        env={"PANJEREH_DEMO": "0", "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "path", ["/", "/admin/ledger", "/pg/StartPay/", "/pg/StartPay/../../etc", "/pg/v4/x"]
)
def test_what_is_not_there_is_not_there(bank: RunningBank, path: str) -> None:
    assert asked(bank, "GET", path)[0] == 404


def test_its_books_open_to_nobody_else(bank: RunningBank) -> None:
    for word in ("", "x", ADMIN + "x"):
        assert asked(bank, "GET", "/admin/ledger", **{"X-Bank-Admin": word})[0] == 404
        assert asked(bank, "POST", "/admin/behaviour", b"{}", **{"X-Bank-Admin": word})[0] == 404
    assert asked(bank, "GET", "/admin/ledger", **{"X-Bank-Admin": ADMIN})[0] == 200


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"\xff", b"[" * 20_000, b'{"merchant_id": 5}', b"{}"])
def test_odd_questions_get_an_answer(bank: RunningBank, body: bytes) -> None:
    for what in ("request", "verify", "inquiry", "refund"):
        status, text = asked(bank, "POST", f"/pg/v4/payment/{what}.json", body)
        assert status in (200, 400)
        assert '"code": -9' in text


def test_too_much_is_not_read(bank: RunningBank) -> None:
    assert asked(bank, "POST", "/pg/v4/payment/verify.json", b"x" * 70_000)[0] == 413


def test_its_page_says_in_both_languages_that_no_money_moves(bank: RunningBank) -> None:
    assert "ساختگی" in asked(bank, "GET", "/pg/StartPay/SUNKNOWN1")[1]
    assert "No real money" in asked(bank, "GET", "/pg/StartPay/SUNKNOWN1?lang=en")[1]
    assert "No real money" in asked(bank, "GET", "/pg/StartPay/SUNKNOWN1", **{"Accept-Language": "en-GB"})[1]


def test_tricks_are_counted_and_unknown_ones_refused() -> None:
    behaviour = Behaviour('{"verify": {"do": "silent", "times": 2}, "request": "down"}')
    assert [trick.kind if (trick := behaviour.of("verify")) else "" for _ in range(3)] == [
        "silent",
        "silent",
        "",
    ]
    assert [trick.kind if (trick := behaviour.of("request")) else "" for _ in range(3)] == ["down"] * 3
    assert behaviour.of("refund") is None
    for wrong in ({"verify": "explode"}, {"coffee": "down"}):
        with pytest.raises(ValueError, match="known are"):
            behaviour.learn(wrong)


def test_who_gave_up_is_not_told_that_the_bank_took_money(bank: RunningBank) -> None:
    asking = {
        "merchant_id": MERCHANT,
        "amount": 1000,
        "currency": "IRR",
        "callback_url": "http://127.0.0.1:1/back",
    }
    said = asked(bank, "POST", "/pg/v4/payment/request.json", json.dumps(asking).encode())[1]
    page = f"/pg/StartPay/{json.loads(said)['data']['authority']}"
    assert asked(bank, "POST", page, b"do=cancel")[0] == 303
    assert asked(bank, "POST", page, b"do=lost")[0] == 303
