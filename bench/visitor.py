"""A signed-in person who applies: by one request of a machine, or step by step as a browser does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

import httpx

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
REF = re.compile(r"/cases/(\w+)/")


@dataclass(frozen=True, slots=True)
class Application:
    """What is asked for, and what is answered on each page: as a machine sends it, as a person types it."""

    service: str
    answers: Mapping[str, Mapping[str, str]]
    typed: Mapping[str, Mapping[str, str]]


def _plain(answers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {page: {page: value} for page, value in answers.items()}


_CERTIFICATE = _plain({"purpose": "school", "recipient": "دبستان نمونه", "certificate_language": "fa"})
CERTIFICATE = Application("civil/residence-certificate", _CERTIFICATE, _CERTIFICATE)
_SHOP = _plain(
    {
        "trade": "grocery",
        "shop_name": "خواربار نمونه",
        "postal_code": "1345678913",
        "area": "40",
        "ownership": "rented",
        "lease": "",
        "has_partner": "no",
        "employs": "no",
        "shop_phone": "",
        "licence_language": "fa",
        "shop_declaration": "yes",
    }
)
SHOP = Application(  # twelve questions on eleven pages
    "guilds/shop-licence",
    _SHOP | {"lease": {"lease_until": "1407-12-29"}},
    _SHOP
    | {
        "lease": {
            f"lease_until-{part}": value
            for part, value in zip(("day", "month", "year"), ("29", "12", "1407"), strict=True)
        }
    },
)


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

    def apply(self, to: Application = CERTIFICATE) -> str:
        """Apply by JSON; returns the reference of the case."""
        body = {"service": to.service, "key": str(uuid4()), "answers": to.answers}
        answer = self.http.post("/api/v1/applications", json=body, headers={"X-CSRFToken": self.csrf})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["ref"])

    def start(self, to: Application = CERTIFICATE) -> str:
        """Begin a draft; returns its reference."""
        found = REF.search(self.post(f"/fa/cases/start/{to.service}/", key=str(uuid4())))
        assert found is not None
        return found[1]

    def walk(self, to: Application = CERTIFICATE) -> str:
        """Home, service, start, each page of questions, check, submit, case; returns its reference."""
        self.get("/fa/")
        self.get(f"/fa/services/{to.service}/")
        ref = self.start(to)
        self.get(f"/fa/cases/{ref}/next/")
        for page, typed in to.typed.items():
            self.get(self.post(f"/fa/cases/{ref}/questions/{page}/", **typed))
        self.get(self.post(f"/fa/cases/{ref}/check/"))
        return ref
