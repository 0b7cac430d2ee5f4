"""One person before the product: signs in, sends forms and JSON, and judges what an answer means."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from tests.journeys.kills.history import FAIL, INFO, OK

SERVICE = "civil/residence-certificate"
PATIENCE = 12.0  # seconds; a machine with two busy cores still answers
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
RECEIPT = re.compile(r"\b1[34]\d\d-\d{7}-\d\b")
REF = re.compile(r"/cases/(\w+)/")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `state` as in `history`, the status, where it leads and what it says."""

    state: str
    status: int = 0
    leads_to: str = ""
    text: str = ""
    data: Mapping[str, Any] | None = None

    @property
    def known(self) -> bool:
        """Whether the product itself has said how it ended; else one asks again."""
        return self.state == OK or 400 <= self.status < 500


logging.getLogger("httpx").setLevel(logging.WARNING)  # a failing run would print every request


class Visitor:
    """A signed-in person. Signs in again whenever the product no longer knows the session."""

    def __init__(self, url: str, persona: str) -> None:
        self.persona = persona
        self.answered: Counter[str] = Counter()
        one_each = httpx.Limits(
            max_keepalive_connections=0
        )  # else a dead connection looks like a lost answer
        self._http = httpx.Client(base_url=url, timeout=PATIENCE, limits=one_each)
        self._token = ""

    def close(self) -> None:
        self._http.close()

    def get(self, path: str) -> Answer:
        return self._ask(lambda: self._http.get(path))

    def post(self, path: str, **values: str) -> Answer:
        """Send a form as a browser does."""
        return self._ask(lambda: self._http.post(path, data={**values, "csrfmiddlewaretoken": self._token}))

    def send(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Send JSON as a machine does."""
        return self._ask(lambda: self._http.post(path, json=dict(body), headers={"X-CSRFToken": self._token}))

    def _ask(self, request: Callable[[], httpx.Response]) -> Answer:
        if not self._token and not self._sign_in():
            return Answer(FAIL)
        answer = self._judge(request)
        if answer.status == 401 or "/sign-in/" in answer.leads_to:
            self._token = ""
            return Answer(FAIL)  # the session is not known: nothing has happened
        return answer

    def _sign_in(self) -> bool:
        self._http.cookies.clear()
        page = self._judge(lambda: self._http.get("/fa/sign-in/"))
        found = TOKEN.search(page.text)
        if page.state != OK or found is None:
            return False
        entered = self._judge(
            lambda: self._http.post(f"/fa/sign-in/as/{self.persona}/", data={"csrfmiddlewaretoken": found[1]})
        )
        if entered.state != OK:
            return False
        self._token = self._http.cookies.get("csrf", "")
        return bool(self._token)

    def _judge(self, request: Callable[[], httpx.Response]) -> Answer:
        try:
            got = request()
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return Answer(FAIL)
        except httpx.HTTPError:
            return Answer(INFO)
        self.answered[f"{got.status_code}" if got.status_code != 500 else f"500 {got.request.url.path}"] += 1
        state = INFO if got.status_code >= 500 else FAIL if got.status_code >= 400 else OK
        is_json = got.headers.get("content-type", "").startswith("application/json")
        return Answer(
            state,
            got.status_code,
            got.headers.get("location", ""),
            got.text,
            got.json() if is_json else None,
        )
