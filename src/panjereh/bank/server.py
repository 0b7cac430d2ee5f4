"""The bank over HTTP: its protocol below /pg/v4/payment/, its page below /pg/StartPay/, its books for tests."""

from __future__ import annotations

import hmac
import http.client
import json
import re
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from panjereh.bank import pages
from panjereh.bank.behaviour import Behaviour
from panjereh.bank.protocol import Protocol
from panjereh.bank.store import Payment, Store

LARGEST_BODY = 64 * 1024
QUESTION = re.compile(r"/pg/v4/payment/(request|verify|inquiry|refund)\.json")
PAGE = re.compile(r"/pg/StartPay/([A-Za-z0-9]{8,64})")
POLICY = "default-src 'none'; style-src 'self'; form-action {origin}; base-uri 'none'; frame-ancestors 'none'"


class Silence(Exception):
    """The connection is closed without an answer."""


class Bank(ThreadingHTTPServer):
    """One bank with its books, its one merchant and its tricks."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        address: tuple[str, int],
        store: Store,
        *,
        merchant: str,
        admin: str,
        behaviour: Behaviour,
        late: float,
    ) -> None:
        super().__init__(address, Teller)
        self.store = store
        self.protocol = Protocol(store, merchant)
        self.admin = admin
        self.behaviour = behaviour
        self.late = late


class Teller(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: Bank
    protocol_version = "HTTP/1.1"
    server_version = "SimulatedBank"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        self._answered(self._get)

    def do_POST(self) -> None:
        self._answered(self._post)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what was asked stands in the books."""

    def _answered(self, work: Any) -> None:
        try:
            work()
        except Silence:
            self.close_connection = True

    def _get(self) -> None:
        parts = urlsplit(self.path)
        page = PAGE.fullmatch(parts.path)
        if parts.path == "/pg/StartPay/style.css":
            self._send(HTTPStatus.OK, pages.STYLE, "text/css")
        elif parts.path == "/admin/ledger" and self._is_admin():
            self._send_json(self.server.store.ledger())
        elif page:
            self._trick("page")
            self._pay_page(page[1], parse_qs(parts.query).get("lang", [""])[0])
        else:
            self._send(HTTPStatus.NOT_FOUND, "Not found", "text/plain")

    def _post(self) -> None:
        body = self._body()
        path = urlsplit(self.path).path
        question, page = QUESTION.fullmatch(path), PAGE.fullmatch(path)
        if question:
            self._question(question[1], body)
        elif path == "/admin/behaviour" and self._is_admin():
            self._learn(body)
        elif page:
            self._trick("page")
            said = parse_qs(body.decode("utf-8", "replace"))
            self._paid(
                page[1], said.get("do", [""])[0], _language(said.get("lang", [""])[0], self._accepts())
            )
        else:
            self._send(HTTPStatus.NOT_FOUND, "Not found", "text/plain")

    def _question(self, what: str, body: bytes) -> None:
        silent = self._trick(what)
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            self._send_json(
                {"data": [], "errors": {"code": -9, "message": "Not JSON"}}, HTTPStatus.BAD_REQUEST
            )
            return
        answer = self.server.protocol.answer(what, said)
        if silent:
            raise Silence
        self._send_json(answer)

    def _trick(self, part: str) -> bool:
        """Misbehave before the answer; True: act, but say nothing."""
        trick = self.server.behaviour.of(part)
        if trick is None:
            return False
        if trick.kind == "down":
            raise Silence
        if trick.kind == "slow":
            time.sleep(trick.seconds)
        if trick.kind == "fault":
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "Out of order", "text/plain")
            raise Silence
        return trick.kind == "silent"

    def _pay_page(self, authority: str, said: str) -> None:
        """In the language that the payer switched to, else in that of the merchant's page."""
        payment = self.server.store.find(authority)
        language = _language(said or (payment.language if payment else ""), self._accepts())
        if payment is None:
            self._send(HTTPStatus.NOT_FOUND, pages.unknown_page(language), "text/html")
        elif payment.state == "open":
            self._send(
                HTTPStatus.OK, pages.pay_page(payment, language), "text/html", callback=payment.callback
            )
        else:
            self._send_back(payment)

    def _paid(self, authority: str, doing: str, language: str) -> None:
        store = self.server.store
        payment = store.find(authority)
        if payment is None or doing not in pages.DOINGS:
            self._send(HTTPStatus.NOT_FOUND, pages.unknown_page(language), "text/html")
            return
        if doing in ("decline", "cancel"):
            store.fail(authority, "canceled" if doing == "cancel" else "declined")
        else:
            wrong = max(1, payment.amount // 10) if doing == "wrong" else payment.amount
            store.take(authority, wrong, after=self.server.late if doing == "late" else 0.0)
        now = store.find(authority)
        assert now is not None
        if doing == "lost" and now.taken:
            self._send(HTTPStatus.OK, pages.lost_page(language), "text/html")
            return
        if doing == "twice":
            threading.Thread(target=_call_back, args=(_way_back(now),), daemon=True).start()
        self._send_back(now)

    def _send_back(self, payment: Payment) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", _way_back(payment))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _learn(self, body: bytes) -> None:
        try:
            self.server.behaviour.learn(json.loads(body))
        except (ValueError, AttributeError, TypeError) as mistake:
            self._send(HTTPStatus.BAD_REQUEST, str(mistake), "text/plain")
            return
        self._send_json({})

    def _is_admin(self) -> bool:
        given = self.headers.get("X-Bank-Admin", "")
        return bool(self.server.admin) and hmac.compare_digest(given.encode(), self.server.admin.encode())

    def _accepts(self) -> str:
        return self.headers.get("Accept-Language", "")

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large", "text/plain")
            raise Silence
        return self.rfile.read(int(length))

    def _send_json(self, said: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, json.dumps(said), "application/json")

    def _send(self, status: HTTPStatus, text: str, kind: str, *, callback: str = "") -> None:
        body = text.encode()
        parts = urlsplit(callback)
        origin = f"'self' {parts.scheme}://{parts.netloc}" if callback else "'self'"
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY.format(origin=origin))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


def _language(said: str, accepts: str) -> str:
    if said in pages.WORDS:
        return said
    return "en" if accepts.lower().startswith("en") else "fa"


def _way_back(payment: Payment) -> str:
    status = "NOK" if payment.state in ("failed", "reversed") else "OK"
    joint = "&" if urlsplit(payment.callback).query else "?"
    return payment.callback + joint + urlencode({"Authority": payment.authority, "Status": status})


def _call_back(address: str) -> None:
    """Bring the news once more, by the bank itself; whether anybody listens is not its concern."""
    parts = urlsplit(address)
    maker = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = maker(parts.netloc, timeout=10)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        connection.getresponse().read(LARGEST_BODY)
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()
