"""Whatever page any role gets at any address keeps the rules of pages, in both languages."""

from __future__ import annotations

from tests.architecture.addresses import Address, all_addresses, names_of
from tests.architecture.asking import ask
from tests.architecture.inhabitants import ROLES, Inhabitants
from tests.architecture.page_rules import page_faults

LANGUAGES = ("fa", "en")
ADDRESSES = tuple(address for address in all_addresses() if address.shown.startswith("/fa/"))
# The pages of single sessions and forms, which no walk along links comes to. Those that ask for a fresh
# sign-in first are judged where they are met for certain: in tests/journeys/test_people.py.
SEEN = {
    "identity:security", "identity:factor", "identity:proofing", "identity:recovery",
    "identity:recovery_sent", "identity:recovery_finish", "identity:recovery_stop", "identity:parked",
    "cases:tasks", "cases:page", "cases:check", "cases:correct", "cases:messages", "cases:withdraw",
    "cases:queue", "cases:work", "cases:desk_messages", "cases:about", "cases:given", "cases:measure",
    "cases:appeal",
}  # fmt: skip


def pages_of(world: Inhabitants, address: Address, language: str) -> dict[str, str]:
    """Each different page that somebody gets at an address: the HTML, and who gets it where."""
    there = Address(address.shown.replace("/fa/", f"/{language}/", 1), address.name)
    found: dict[str, str] = {}
    for role in ROLES:
        for name in names_of(world.things, address.kind):
            answer = ask(world, role, "GET", there, world.things.get((address.kind, name), ""))
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            if is_page and answer.content and answer.status_code < 500:
                found.setdefault(answer.content.decode(), f"{there.shown} {role} {name}")
    return found


def test_every_page_keeps_the_rules(country_of_two_agencies: Inhabitants) -> None:
    seen, faults = set(), set()
    for address in ADDRESSES:
        for language in LANGUAGES:
            for html, where in pages_of(country_of_two_agencies, address, language).items():
                seen.add(address.name)
                faults |= {f"{where}: {fault}" for fault in page_faults(html, language)}
    assert not faults, "\n".join(sorted(faults))
    assert seen >= SEEN, SEEN - seen
