"""Whatever is sent, the answer is never a fault of ours: odd addresses, headers, bodies, files."""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.architecture.addresses import Address, all_addresses, names_of
from tests.architecture.asking import taken_back
from tests.architecture.inhabitants import DETAILS, RESIDENCE, Inhabitants

ADDRESSES = [address for address in all_addresses() if address.shown != "/healthz"]
each_address = pytest.mark.parametrize("address", ADDRESSES, ids=[address.shown for address in ADDRESSES])
PLACES = (
    "%00", "a%00b", "%FF%FE", "%ED%A0%80", "%F0%9F%92%A9", "..", "..%2f..%2fetc", "%0d%0aX:1", "x" * 3000,
    "'%20or%201=1--", "%25s", "%7B%7B7*7%7D%7D", "%E2%80%AE", "0" * 40, "%3Cscript%3E", "%D9%A0", "-",
)  # fmt: skip
VALUES = (
    "\x00", "a\x00b", "\ud800", "\u202e" * 10, "x" * 100_000, "٣" * 20, "-1", "9" * 400, "1e999", "null",
    "[]", "<script>", "%s", "{{7*7}}", "۱۴۰۴",
)  # fmt: skip
FIELDS = (
    "key", "purpose", "choice", "conditions", "pages", "note", "number", "password", "code", "text", "page",
    "next", "back", "over", "recipient", "certificate_language", "csrfmiddlewaretoken",
)  # fmt: skip
DECISIONS: tuple[dict[str, str], ...] = (
    {}, {"choice": "grant"}, {"choice": "ask_more", "note": "x"}, {"choice": "refuse", "conditions": "1"},
)  # fmt: skip
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def afterwards_as_before(country_of_two_agencies: Inhabitants) -> Iterator[None]:
    with taken_back():
        yield


def sent(
    world: Inhabitants, role: str, method: str, path: str, body: bytes | str = b"", kind: str = FORM
) -> int:
    """The status of the answer; what was done is taken back."""
    with taken_back():
        return int(world.client(role).generic(method, path, body, content_type=kind).status_code)


def roles_at(address: Address) -> tuple[str, ...]:
    """Who gets far enough there for what is odd to matter, and who is nobody."""
    return ("officer",) if address.shown.startswith("/fa/desk/") else ("anonymous", "applicant")


def thing_in(world: Inhabitants, address: Address) -> str:
    return world.things.get((address.kind, names_of(world.things, address.kind)[0]), "")


@each_address
def test_odd_addresses(address: Address, country_of_two_agencies: Inhabitants) -> None:
    world, faults = country_of_two_agencies, []
    for role in roles_at(address):
        for odd in PLACES:
            paths = [f"{address.path(thing_in(world, address))}?q={odd}&next={odd}&page={odd}&back={odd}"]
            paths += [address.path(odd)] * bool(address.kind)
            faults += [(role, path[:80]) for path in paths if sent(world, role, "GET", path) >= 500]
        if address.kind:
            faults += [(role, odd) for odd in PLACES if sent(world, role, "POST", address.path(odd)) >= 500]
    assert faults == []


@each_address
def test_odd_forms(address: Address, country_of_two_agencies: Inhabitants) -> None:
    world, faults = country_of_two_agencies, []
    path = address.path(thing_in(world, address))
    for role in roles_at(address):
        for value in VALUES:
            for decision in DECISIONS if address.name == "cases:decide" else ({},):
                fields = dict.fromkeys(FIELDS, value) | decision
                body = urlencode(fields, errors="surrogatepass")
                if sent(world, role, "POST", path, body) >= 500:
                    faults.append((role, value[:20], decision))
    assert faults == []


BODIES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe", FORM), (b"a=%FF&b=%ED%A0%80", FORM), (b"&" * 10_000, FORM), (b"a=1&" * 600, FORM),
    (b"a=1", f"{FORM}; charset=nonsense"), (b"a=1", f"{FORM}; charset=utf-16"), (b"a=1", "text/nonsense"),
    (b"--x\r\n", "multipart/form-data; boundary=x"), (b"x", "multipart/form-data"),
    (b"x", "multipart/form-data; boundary="), (b"--x--", "multipart/form-data; boundary=x"),
    (b"\xff", "application/json"), (b"{", "application/json"), (b"[]", "application/json"),
    (b"null", "application/json"), (b"[" * 100_000, "application/json"), (b"9" * 5_000, "application/json"),
)  # fmt: skip


@each_address
def test_odd_bodies(address: Address, country_of_two_agencies: Inhabitants) -> None:
    world = country_of_two_agencies
    path = address.path(thing_in(world, address))
    faults = [
        (role, body[:40], kind)
        for role in roles_at(address)
        for body, kind in BODIES
        if sent(world, role, "POST", path, body, kind) >= 500
    ]
    assert faults == []


@pytest.mark.parametrize(
    "said",
    [
        {"service": "a\x00"}, {"service": "\ud800"}, {"service": 1}, {"service": RESIDENCE, "key": 12},
        {"service": RESIDENCE, "key": "0" * 32, "answers": []},
        {"service": RESIDENCE, "key": "0" * 32, "answers": {"purpose": "school"}},
        {"service": RESIDENCE, "key": "1" * 32, "answers": DETAILS | {"recipient": {"recipient": "\ud800"}}},
        {"service": RESIDENCE, "key": "2" * 32, "answers": DETAILS | {"purpose": {"purpose": {"a": [1]}}}},
    ],
)  # fmt: skip
def test_odd_words_of_a_machine_get_a_sentence(
    said: dict[str, object], country_of_two_agencies: Inhabitants
) -> None:
    client = country_of_two_agencies.client("applicant")
    answer = client.post("/api/v1/applications", json.dumps(said), content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["error"] in ("malformed", "answers")


@pytest.mark.parametrize("name", ["session", "csrf", "language"])
@pytest.mark.parametrize(
    "value", ['"\\000aaaaaaaaaaaaaaa"', '"\\355\\240\\200aaaaaa"', "x" * 5000, "ÿ" * 40, ""]
)
def test_odd_cookies(name: str, value: str) -> None:
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    for path in ("/fa/", "/fa/cases/", "/"):
        assert client.get(path, HTTP_COOKIE=f"{name}={value}").status_code < 500


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Host", "localhost:99999"), ("Accept-Language", "x" * 10_000), ("Accept-Language", "\u0660;q=x"),
        ("Referer", "http://[::1"), ("Referer", "javascript:x"), ("X-Request-ID", "\u202e" * 10),
        ("Origin", "null"), ("Content-Length", "x"), ("Range", "bytes=0-0"), ("If-Modified-Since", "never"),
        ("X-Forwarded-For", "x" * 1000), ("Authorization", "Bearer \u0660"), ("Accept", "\u0660"),
    ],
)  # fmt: skip
def test_odd_headers(header: str, value: str, country_of_two_agencies: Inhabitants) -> None:
    client = country_of_two_agencies.client("applicant")
    for path in ("/fa/", "/services/", "/metrics", "/fa/cases/", "/fa/sign-out/"):
        assert client.get(path, headers={header: value}).status_code < 500
        assert client.post(path, headers={header: value}).status_code < 500


# Files for verification


def given(content: bytes, name: str = "a.pdf") -> tuple[int, str]:
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    answer = client.post("/en/verify/", {"file": SimpleUploadedFile(name, content, "application/pdf")})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x", b"%PDF", b"<script>alert(1)</script>", b"PK\x03\x04" + b"\0" * 100, b"\x00%PDF-1.7",
        b"%PDF-" + b"0" * (5 * 2**20), gzip.compress(b"%PDF-1.7", mtime=0),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_document_is_refused_with_what_is_taken(content: bytes) -> None:
    status, page = given(content)
    assert status == 422
    assert "Upload the PDF as it was issued, up to 5 MB" in page or "Enter the code" in page


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00.pdf", "x" * 5000, "۱.pdf", "<b>.pdf", ""])
def test_a_files_name_is_of_no_account(name: str) -> None:
    assert given(b"%PDF-1.7\n", name or "x")[0] == 404


def test_a_file_that_would_unpack_to_a_thousand_times_its_size_is_only_compared() -> None:
    bomb = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(b"\0" * 200 * 2**20, 9)
    assert len(bomb) < 2**20
    assert given(bomb)[0] == 404


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def readinto(self, buffer: object) -> int:
        raise AssertionError("the body was read")


@pytest.mark.parametrize(("language", "said"), [("en", "8 megabytes together"), ("fa", "تا ۸ مگابایت")])
def test_what_is_larger_than_any_form_is_refused_before_it_is_read(language: str, said: str) -> None:
    answer = Client(HTTP_HOST="localhost").post(
        f"/{language}/verify/",
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(10**10)},  # type: ignore[arg-type]
    )
    assert answer.status_code == 413
    assert said in answer.content.decode()


def test_a_form_of_many_megabytes_without_a_file_is_refused(country_of_two_agencies: Inhabitants) -> None:
    client = country_of_two_agencies.client("applicant")
    body = b"text=" + os.urandom(1).hex().encode() * (3 * 2**20 // 2)
    assert client.generic("POST", "/fa/report/", body, content_type=FORM).status_code == 400
