"""Settings are read afresh in a process of its own, as each process of the product does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ASKED = (
    "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT DEBUG"
    " ALLOWED_HOSTS SECURE_HSTS_SECONDS DEMO SESSION_COOKIE_AGE SESSION_COOKIE_HTTPONLY USE_TZ LANGUAGE_CODE"
)
SCRIPT = f"""
import json
from panjereh.config import settings
print(json.dumps({{name: getattr(settings, name) for name in {ASKED.split()!r}}}))
"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def settings(**variables: str) -> dict[str, Any]:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
            "PANJEREH_DATA": str(tmp_path),
            **variables,
        }
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        found: dict[str, Any] = json.loads(ran.stdout)
        return found

    return settings


def test_behind_https_cookies_are_bound_to_the_host(read: Any) -> None:
    held = read(PANJEREH_HTTPS="1", PANJEREH_HOSTS="window.example")
    assert (held["SESSION_COOKIE_NAME"], held["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert held["SESSION_COOKIE_SECURE"]
    assert held["CSRF_COOKIE_SECURE"]
    assert held["SECURE_SSL_REDIRECT"]
    assert held["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_plain_http_works_on_this_machine(read: Any) -> None:
    held = read()
    assert (held["SESSION_COOKIE_NAME"], held["SESSION_COOKIE_SECURE"]) == ("session", False)
    assert "localhost" in held["ALLOWED_HOSTS"]
    assert not held["SECURE_SSL_REDIRECT"]


def test_debug_stays_off_also_in_a_demo(read: Any) -> None:
    held = read(PANJEREH_DEMO="1", DEBUG="1", DJANGO_DEBUG="1")
    assert held["DEMO"]
    assert held["DEBUG"] is False


def test_only_named_hosts_and_this_machine_are_served(read: Any) -> None:
    hosts = read(PANJEREH_HOSTS="window.example,pencere.example")["ALLOWED_HOSTS"]
    assert {"window.example", "pencere.example"} <= set(hosts)
    assert "*" not in hosts
    assert "" not in read()["ALLOWED_HOSTS"]


def test_sessions_last_half_an_hour_and_scripts_cannot_read_them(read: Any) -> None:
    held = read()
    assert held["SESSION_COOKIE_AGE"] == 1800
    assert held["SESSION_COOKIE_HTTPONLY"]


def test_times_are_stored_in_utc_and_persian_comes_first(read: Any) -> None:
    held = read()
    assert (held["USE_TZ"], held["LANGUAGE_CODE"]) == (True, "fa")
