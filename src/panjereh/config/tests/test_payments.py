from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from panjereh.config.payments import Gateway, gateway_settings

GIVEN = {
    "PANJEREH_PAY_URL": "https://bank.example/pg/v4/payment",
    "PANJEREH_PAY_PAGE": "https://pay.bank.example/pg/StartPay/",
    "PANJEREH_PAY_MERCHANT": "m" * 36,
}


def test_a_gateway_is_read_and_its_page_s_origin_known() -> None:
    gateway = gateway_settings(GIVEN)
    assert gateway == Gateway(
        "https://bank.example/pg/v4/payment/", "https://pay.bank.example/pg/StartPay/", "m" * 36
    )
    assert gateway.page_origin == "https://pay.bank.example"
    assert gateway_settings({}) is None


@pytest.mark.parametrize("name", GIVEN)
def test_half_a_gateway_is_refused_with_what_is_missing(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        gateway_settings({**GIVEN, name: " "})


@pytest.mark.parametrize(
    "address",
    [
        "http://bank.example/x/",
        "ftp://bank.example/",
        "bank.example",
        "https://u:p@bank.example/",
        "https://a/?x=1",
    ],
)
def test_money_goes_over_https_alone(address: str) -> None:
    for name in ("PANJEREH_PAY_URL", "PANJEREH_PAY_PAGE"):
        with pytest.raises(ImproperlyConfigured, match="https"):
            gateway_settings({**GIVEN, name: address})


def test_this_machine_itself_may_be_asked_over_http() -> None:
    local = {"PANJEREH_PAY_URL": "http://127.0.0.1:9/", "PANJEREH_PAY_PAGE": "http://localhost:8000/bank/"}
    assert gateway_settings({**GIVEN, **local}) is not None
