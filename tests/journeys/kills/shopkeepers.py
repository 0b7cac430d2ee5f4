"""Seeded shopkeepers: apply for a licence that rules decide at once, and pay at the bank in every odd way."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.journeys.kills.clients import Client
from tests.journeys.kills.history import OK
from tests.journeys.kills.visitor import RECEIPT, Answer, Visitor

LICENCE = "guilds/shop-licence"
CODES = {"maryam": "1345678913", "zahra": "3713698543"}  # premises that the registers know as their own
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "trade": {"trade": "books"},
    "shop_name": {"shop_name": "کتاب نمونه"},
    "postal_code": {"postal_code": ""},
    "area": {"area": "40"},
    "ownership": {"ownership": "owned"},
    "has_partner": {"has_partner": "no"},
    "shop_phone": {"shop_phone": ""},
    "licence_language": {"licence_language": "fa"},
    "shop_declaration": {"shop_declaration": "yes"},
}
AT_BANK = "/bank/pg/StartPay/"
AUTHORITY = re.compile(r"/StartPay/(\w+)")


class Shopkeeper(Client):
    """One licence after the other, each to the end."""

    persona = "maryam"
    doings = ("pay", "pay", "pay", "pay", "lost", "twice", "decline", "cancel")

    def round(self) -> None:
        key = self.key()
        place = {"postal_code": {"postal_code": CODES[self.persona]}}
        body = {"service": LICENCE, "key": key, "answers": {**ANSWERS, **place}}

        def apply(visitor: Visitor) -> Answer:
            self.moments.announce("submit")
            return visitor.send("/api/v1/applications", body)

        def read(answer: Answer) -> dict[str, str]:
            data = answer.data or {}
            return {"ref": str(data.get("ref")), "receipt": str(data.get("receipt"))}

        told = self.insist("apply", apply, read, key=key, twice=self.chance(0.15))
        if told is None:
            return
        for _ in range(8):
            if self.paid(told["ref"]) or self.stopping.is_set():
                break
            time.sleep(self.random.uniform(0.1, 0.6))
        self.insist("see", lambda visitor: visitor.get(f"/fa/cases/{told['ref']}/"), receipt, ref=told["ref"])

    def paid(self, ref: str) -> bool:
        """Go to the bank and do something there; whether the bank has said that it took the money."""
        key = self.key()

        def ask(visitor: Visitor) -> Answer:
            self.moments.announce("pay")
            return visitor.post(f"/fa/cases/{ref}/pay/", key=key)

        begun = self.insist(
            "ask to pay", ask, lambda answer: {"leads_to": answer.leads_to}, ref=ref, twice=self.chance(0.3)
        )
        place = urlsplit(begun["leads_to"]).path if begun else ""
        return place.startswith(AT_BANK) and self.at_the_bank(ref, place)

    def at_the_bank(self, ref: str, place: str) -> bool:
        doing = self.random.choice(self.doings)

        def act(visitor: Visitor) -> Answer:
            self.moments.announce("bank")
            return visitor.post(place, do=doing, lang="fa")

        told = self.insist(
            "at the bank",
            act,
            lambda answer: {"leads_to": answer.leads_to},
            ref=ref,
            doing=doing,
            authority=AUTHORITY.search(place)[1],  # type: ignore[index]
        )
        if told is None:
            return False
        back = urlsplit(told["leads_to"])
        if back.path and self.chance(0.85):
            self.moments.announce("return")
            for _ in range(1 + self.chance(0.2)):
                self.visitor.get(f"{back.path}?{back.query}")  # whoever closes the window loses nothing
        return doing not in ("decline", "cancel")


def receipt(answer: Answer) -> dict[str, str]:
    found = RECEIPT.search(answer.text)
    return {"receipt": found[0]} if found else {}


class Hasty(Shopkeeper):
    """Pays on two devices at once, and once more after that."""

    persona = "zahra"
    doings = ("pay",)

    def paid(self, ref: str) -> bool:
        places = set()
        for visitor in (self.visitor, self.other):
            answer = visitor.post(f"/fa/cases/{ref}/pay/", key=self.key())
            place = urlsplit(answer.leads_to).path
            if answer.state == OK and place.startswith(AT_BANK):
                places.add(place)
        done = [self.at_the_bank(ref, place) for place in sorted(places)]
        return any(done)
