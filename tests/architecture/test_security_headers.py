"""The headers and cookies of every answer, on plain http at localhost and behind https."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from tests.architecture.addresses import Address, all_addresses, names_of
from tests.architecture.asking import ask
from tests.architecture.inhabitants import Inhabitants
from tests.architecture.test_rights import cells_of

from panjereh.config.headers import PERMISSIONS_POLICY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = all_addresses()
each_address = pytest.mark.parametrize("address", ADDRESSES, ids=[address.shown for address in ADDRESSES])
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
}
ON_PAGES = EVERYWHERE | {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
BOUND = {"httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
# What somebody else has written may not even do what a page of the product may.
NOTHING_RUNS = {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"}
MACHINES = ("/healthz", "/metrics")


def is_file(address: Address, answer: HttpResponse) -> bool:
    """Tell whether the answer is a file that a person has sent."""
    return address.name == "cases:file" and answer.status_code == 200


@each_address
@pytest.mark.parametrize("role", ["anonymous", "applicant", "officer"])
def test_every_answer_carries_the_policies(
    address: Address, role: str, country_of_two_agencies: Inhabitants
) -> None:
    world = country_of_two_agencies
    wanted = EVERYWHERE if address.shown in MACHINES else ON_PAGES
    for name in names_of(world.things, address.kind)[:2] + ["missing"] * bool(address.kind):
        for method in ("GET", "POST", "PUT"):
            answer = ask(world, role, method, address, world.things.get((address.kind, name), ""))
            held = {header: answer.headers.get(header) for header in wanted}
            expected = wanted | NOTHING_RUNS if is_file(address, answer) else wanted
            assert held == expected, f"{method} {address.shown} {name}"


@each_address
def test_what_a_signed_in_person_gets_is_kept_by_no_cache(
    address: Address, country_of_two_agencies: Inhabitants
) -> None:
    world = country_of_two_agencies
    if address.shown in MACHINES:
        return
    for name in names_of(world.things, address.kind)[:1]:
        answer = ask(world, "applicant", "GET", address, world.things.get((address.kind, name), ""))
        assert "no-store" in answer.headers["Cache-Control"]


def test_no_page_lets_a_download_run_in_the_browser(country_of_two_agencies: Inhabitants) -> None:
    world = country_of_two_agencies
    answer = world.client("applicant").get(f"/fa/documents/{world.things['document', 'own']}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="panjereh-')
    (cells,) = cells_of(_named("documents:download"), "own", "GET")
    assert cells["other"] == "404"


def _named(name: str) -> Address:
    return next(address for address in ADDRESSES if address.name == name)


def test_cookies_on_plain_http_are_kept_from_scripts_and_other_sites() -> None:
    cookies = _signed_in_cookies({})
    assert {name for name in cookies if name.startswith("__Host-")} == set()
    for name, cookie in cookies.items():
        assert cookie == BOUND | {"secure": ""}, name
    assert set(cookies) == {"session", "csrf"}


def test_cookies_behind_https_are_bound_to_the_host() -> None:
    cookies = _signed_in_cookies({"PANJEREH_HTTPS": "1", "PANJEREH_HOSTS": "window.example"})
    assert set(cookies) == {"__Host-session", "__Host-csrf"}
    for name, cookie in cookies.items():
        assert cookie == {"httponly": True, "secure": True, "samesite": "Lax", "path": "/", "domain": ""}, (
            name
        )


COOKIES = """
import json, django
django.setup()
from django.conf import settings
from django.http import HttpResponse, HttpRequest
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.contrib.sessions.middleware import SessionMiddleware

request, answer = HttpRequest(), HttpResponse()
request.session = SessionStore()
request.session["seen_at"] = 1
request.META["HTTP_HOST"] = "localhost"
get_token(request)
answer = CsrfViewMiddleware(lambda r: answer).process_response(request, answer)
answer = SessionMiddleware(lambda r: answer).process_response(request, answer)
names = ("httponly", "secure", "samesite", "path", "domain")
print(json.dumps({name: {n: m[n] for n in names} for name, m in answer.cookies.items()}))
"""


def _signed_in_cookies(environment: dict[str, str]) -> dict[str, dict[str, object]]:
    """The cookies as the product's own settings make them, in a process with this environment."""
    done = _run(["-c", COOKIES], environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


def _run(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ours = ("DATABASE_", "DJANGO_ALLOW_")  # of this test run
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, *arguments],
        env=kept
        | {"DJANGO_SETTINGS_MODULE": "panjereh.config.settings", "PYTHONPATH": str(ROOT / "src")}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_django_finds_nothing_to_better_behind_https() -> None:
    public = {"PANJEREH_HTTPS": "1", "PANJEREH_HOSTS": "window.example"}
    done = _run(["-m", "django", "check", "--deploy", "--fail-level", "WARNING"], public)
    assert done.returncode == 0, done.stdout + done.stderr


@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=63072000,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
def test_behind_https_plain_http_is_sent_there_and_told_to_stay(
    country_of_two_agencies: Inhabitants,
) -> None:
    client = Client(HTTP_HOST="localhost")
    plain = client.get("/fa/services/")
    assert (plain.status_code, plain["Location"]) == (301, "https://localhost/fa/services/")
    secure = client.get("/fa/services/", headers={"X-Forwarded-Proto": "https"})
    assert secure["Strict-Transport-Security"] == "max-age=63072000"
    assert client.get("/healthz").status_code != 301  # asked from within


@pytest.mark.browser
def test_the_browser_knows_every_feature_that_is_switched_off(browser: Browser) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Permissions-Policy", PERMISSIONS_POLICY)
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>x</title><link rel=icon href=data:,>")

        def log_message(self, *words: object) -> None:
            """Nothing is said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.wait_for_timeout(200)
    page.close()
    server.shutdown()
    assert said == []
