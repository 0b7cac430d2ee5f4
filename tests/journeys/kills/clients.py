"""Seeded people who apply, hesitate, click twice, lose their connection and try again with the same key."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from tests.journeys.kills.history import INFO, OK, Book
from tests.journeys.kills.moments import Moments
from tests.journeys.kills.visitor import RECEIPT, REF, SERVICE, Answer, Visitor

WAITING = re.compile(r"/fa/desk/(\w+)/")
PURPOSES = ("school", "bank", "work", "court", "other")
HOME = {
    "home": {
        "home_postal_code": "9174639511",
        "home_since-day": "1",
        "home_since-month": "6",
        "home_since-year": "1404",
    },
    "home_basis": {"home_basis": "rented"},
    "home_declaration": {"home_declaration": "yes"},
}


class Client(threading.Thread):
    """One client: does one whole thing after the other until told to stop, and ends what it has begun."""

    persona = ""

    def __init__(
        self, url: str, books: Path, name: str, seed: str, *, moments: Moments, patience: float
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.patience = patience
        self.random = random.Random(f"{seed}:{name}")
        self.book = Book(books, name)
        self.moments = moments
        self.visitor = Visitor(url, self.persona)
        self.other = Visitor(url, self.persona)  # the same person's second tab
        self.stopping = threading.Event()
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self.round()
                time.sleep(self.random.uniform(0.02, 0.3))
        except BaseException as fault:
            self.fault = fault
        finally:
            self.book.close()
            self.visitor.close()
            self.other.close()

    def round(self) -> None:
        raise NotImplementedError

    def insist(
        self,
        verb: str,
        attempt: Callable[[Visitor], Answer],
        read: Callable[[Answer], dict[str, str]] = lambda answer: {},
        *,
        twice: bool = False,
        **about: object,
    ) -> dict[str, str] | None:
        """Try until the outcome is known, now and then give up when it isn't; returns what was told when ok.

        `twice` sends the same again at the same time, as an impatient click does.
        """
        number = self.book.invoke(verb, persona=self.persona, **about)
        end = time.monotonic() + self.patience
        answer = self._once(attempt, twice=twice)
        while not answer.known:
            if time.monotonic() > end or (answer.state == INFO and self.chance(0.1)):
                self.book.tell(number, INFO, status=answer.status)
                return None
            time.sleep(self.random.uniform(0.05, 0.5))
            answer = self._once(attempt, twice=False)
        told = read(answer) if answer.state == OK else {}
        self.book.tell(number, answer.state, status=answer.status, **told)
        return told if answer.state == OK else None

    def _once(self, attempt: Callable[[Visitor], Answer], *, twice: bool) -> Answer:
        if not twice:
            return attempt(self.visitor)
        with ThreadPoolExecutor(2) as tabs:
            first, second = (tabs.submit(attempt, visitor) for visitor in (self.visitor, self.other))
        return max((first.result(), second.result()), key=lambda answer: answer.state == OK)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def key(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))


class Machine(Client):
    """Applies by JSON, the whole application in one request."""

    persona = "maryam"

    def round(self) -> None:
        key, purpose = self.key(), self.random.choice(PURPOSES)
        answers = {
            "purpose": {"purpose": purpose},
            "recipient": {"recipient": f"نهاد {key[:8]}"},
            "certificate_language": {"certificate_language": self.random.choice(("fa", "en"))},
        }
        body = {"service": SERVICE, "key": key, "answers": answers}

        def apply(visitor: Visitor) -> Answer:
            self.moments.announce("submit")
            return visitor.send("/api/v1/applications", body)

        def read(answer: Answer) -> dict[str, str]:
            self.moments.announce("effects")
            data = answer.data or {}
            return {"ref": str(data.get("ref")), "receipt": str(data.get("receipt"))}

        told = self.insist("apply", apply, read, key=key, twice=self.chance(0.15))
        if told and self.chance(0.3):  # a machine that forgot its answer asks with the same key again
            self.insist("apply", apply, read, key=key)


class Person(Client):
    """Applies page by page, as a browser without scripts does, and leaves some drafts lying."""

    persona = "zahra"

    def round(self) -> None:
        key = self.key()
        told = self.insist(
            "start",
            lambda visitor: visitor.post(f"/fa/cases/start/{SERVICE}/", key=key),
            lambda answer: {"ref": REF.search(answer.leads_to)[1]},  # type: ignore[index]
            key=key,
            twice=self.chance(0.15),
        )
        if told is None:
            return
        ref = told["ref"]
        for page, values in self.answers(key).items():
            if self.chance(0.06) or not self.save(ref, page, values):
                return
        if self.submit(ref):
            self.after(ref, key)

    def answers(self, key: str) -> dict[str, dict[str, str]]:
        return {
            "purpose": {"purpose": self.random.choice(PURPOSES)},
            "recipient": {"recipient": f"نهاد {key[:8]}"},
            "certificate_language": {"certificate_language": "fa"},
        }

    def save(self, ref: str, page: str, values: dict[str, str]) -> bool:
        def send(visitor: Visitor) -> Answer:
            self.moments.announce("save")
            return visitor.post(f"/fa/cases/{ref}/questions/{page}/", **values)

        twice = self.chance(0.05)
        return self.insist("save", send, led_to, ref=ref, page=page, values=values, twice=twice) is not None

    def submit(self, ref: str) -> bool:
        def send(visitor: Visitor) -> Answer:
            self.moments.announce("submit")
            return visitor.post(f"/fa/cases/{ref}/check/")

        sent = self.insist("submit", send, led_to, ref=ref, twice=self.chance(0.15))
        self.moments.announce("effects")
        return sent is not None

    def after(self, ref: str, key: str) -> None:
        self.see(ref)

    def see(self, ref: str) -> None:
        """Read the receipt on the page of the case: what was shown once may never change."""
        self.insist("see", lambda visitor: visitor.get(f"/fa/cases/{ref}/"), shown_receipt, ref=ref)


def led_to(answer: Answer) -> dict[str, str]:
    return {"leads_to": answer.leads_to}


def shown_receipt(answer: Answer) -> dict[str, str]:
    found = RECEIPT.search(answer.text)
    return {"receipt": found[0]} if found else {}


class Tenant(Person):
    """Lives where no register knows it: tells the address, and waits for an officer, or takes it back."""

    persona = "reza"

    def after(self, ref: str, key: str) -> None:
        self.see(ref)
        for page, values in HOME.items():
            if not self.save(ref, page, values):
                return
        if self.submit(ref) and self.chance(0.2):
            self.insist("withdraw", lambda visitor: visitor.post(f"/fa/cases/{ref}/withdraw/"), ref=ref)
        self.see(ref)


class Officer(Client):
    """Takes what lies in the queue and decides it."""

    persona = "niloufar"

    def round(self) -> None:
        queue = self.visitor.get("/fa/desk/")
        refs = sorted(set(WAITING.findall(queue.text))) if queue.state == OK else []
        if not refs:
            time.sleep(0.5)
            return
        ref = self.random.choice(refs)
        taken = self.insist("take", lambda visitor: visitor.post(f"/fa/desk/{ref}/take/"), ref=ref)
        if taken is None:
            return
        choice = {"choice": "grant"} if self.chance(0.7) else {"choice": "refuse", "conditions": "4"}
        self.insist(
            "decide",
            lambda visitor: visitor.post(f"/fa/desk/{ref}/decide/", **choice),
            led_to,
            ref=ref,
            choice=choice["choice"],
            twice=self.chance(0.15),
        )
