"""A signed-in person who applies: by one request of a machine, or step by step as a browser does."""

from __future__ import annotations

import re
from uuid import uuid4

import httpx

SERVICE = "civil/residence-certificate"
ANSWERS = {"purpose": "school", "recipient": "دبستان نمونه", "certificate_language": "fa"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
REF = re.compile(r"/cases/(\w+)/")


class Visitor:
    """One person with one connection that stays open."""

    def __init__(self, url: str, persona: str = "maryam") -> None:
        self.http = httpx.Client(base_url=url, timeout=30, headers={"Accept-Encoding": "gzip"})
        token = self.token(self.get("/fa/sign-in/"))
        entered = self.http.post(f"/fa/sign-in/as/{persona}/", data={"csrfmiddlewaretoken": token})
        assert entered.status_code == 302, entered.text
        self.csrf = self.http.cookies["csrf"]

    @staticmethod
    def token(page: httpx.Response) -> str:
        found = TOKEN.search(page.text)
        assert found is not None, page.text
        return found[1]

    def get(self, path: str, *, follow: bool = True) -> httpx.Response:
        answer = self.http.get(path, follow_redirects=follow)
        assert answer.status_code in (200, 302), answer.text
        return answer

    def post(self, path: str, **values: str) -> str:
        """Send a form; returns the address that the answer leads to."""
        answer = self.http.post(path, data={**values, "csrfmiddlewaretoken": self.csrf})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def apply(self) -> str:
        """Apply by JSON; returns the reference of the case."""
        answers = {page: {page: value} for page, value in ANSWERS.items()}
        body = {"service": SERVICE, "key": str(uuid4()), "answers": answers}
        answer = self.http.post("/api/v1/applications", json=body, headers={"X-CSRFToken": self.csrf})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["ref"])

    def start(self) -> str:
        """Begin a draft; returns its reference."""
        found = REF.search(self.post(f"/fa/cases/start/{SERVICE}/", key=str(uuid4())))
        assert found is not None
        return found[1]

    def walk(self) -> str:
        """Home, service, start, each page of questions, check, submit, case; returns its reference."""
        self.get("/fa/")
        self.get(f"/fa/services/{SERVICE}/")
        ref = self.start()
        self.get(f"/fa/cases/{ref}/next/")
        for page, value in ANSWERS.items():
            onward = self.post(f"/fa/cases/{ref}/questions/{page}/", **{page: value})
            self.get(onward)
        self.get(self.post(f"/fa/cases/{ref}/check/"))
        return ref
