from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from panjereh.config.mail import mail_settings


def test_without_a_url_nothing_is_sent() -> None:
    mail = mail_settings("")
    assert not mail.configured
    assert mail.backend.endswith("dummy.EmailBackend")


def test_a_full_url() -> None:
    mail = mail_settings("smtp://office:p%40ss%3A@mail.example:2525?from=window@example.org")
    assert mail.configured
    assert (mail.host, mail.port, mail.user, mail.password) == ("mail.example", 2525, "office", "p@ss:")
    assert mail.sender == "window@example.org"
    assert mail.starttls
    assert not mail.tls


def test_usual_ports() -> None:
    assert mail_settings("smtp://mail.example").port == 587
    secure = mail_settings("smtps://mail.example")
    assert (secure.port, secure.tls, secure.starttls) == (465, True, False)


def test_a_relay_on_this_machine_may_go_without_encryption() -> None:
    assert not mail_settings("smtp://localhost:25?tls=none").starttls


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail:notaport"])
def test_a_wrong_url_gets_an_example(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="smtp://user:password@host:587"):
        mail_settings(url)
