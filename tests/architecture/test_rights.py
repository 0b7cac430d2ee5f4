"""Every address × method × role × object answers as `rights.csv` declares, and no address is without its row.

rights.csv  address   as the product's patterns say it, those of people in Persian
            object    what stands in the address: names of `inhabitants`, `any` for all of them, `-` for none
            method    of METHODS, each in one row
            the rest  a column for each role: the status, or `in` where it is sent to the sign-in page
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import override_settings
from tests.architecture.addresses import Address, all_addresses, names_of
from tests.architecture.asking import METHODS, SIGN_IN, ask, outcome
from tests.architecture.inhabitants import ROLES, Inhabitants

TABLE = Path(__file__).with_name("rights.csv")
ANY = "any"
HIDDEN = ("404", "401", SIGN_IN)  # answers that must not tell whether the thing is there
ADDRESSES = all_addresses()
each_address = pytest.mark.parametrize("address", ADDRESSES, ids=[address.shown for address in ADDRESSES])

Row = tuple[str, str, str]  # address, object, method
Cells = dict[str, str]  # role -> outcome


@cache
def declared() -> dict[tuple[str, str], list[tuple[list[str], Cells]]]:
    """(address, method) -> the rows that speak of it: names of objects, and a cell for each role."""
    rows: dict[tuple[str, str], list[tuple[list[str], Cells]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cells = {role: row[role] for role in ROLES}
            for method in row["method"].split():
                rows.setdefault((row["address"], method), []).append((row["object"].split(), cells))
    return rows


def cells_of(address: Address, name: str, method: str) -> list[Cells]:
    """The rows of the table for one object and method; a good table has exactly one."""
    rows = declared().get((address.shown, method), [])
    return [cells for names, cells in rows if name in names or names == [ANY]]


def differences(world: Inhabitants, address: Address, method: str) -> list[str]:
    """Where the answers differ from the table, a line each."""
    found = []
    for name in names_of(world.things, address.kind):
        (cells,) = cells_of(address, name, method)
        for role, expected in cells.items():
            got, _ = answer(world, role, method, address, name)
            if got != expected:
                found.append(f"{method} {address.shown} {name} as {role}: {got} instead of {expected}")
        if set(cells.values()) == {"405"} or method == "HEAD":
            break  # the method alone is refused, or it is GET without a body: one object stands for all
    return found


_answers: dict[tuple[Inhabitants, str, str, str, str], tuple[str, str]] = {}


def answer(world: Inhabitants, role: str, method: str, address: Address, name: str) -> tuple[str, str]:
    """Outcome, and all that is seen of the answer but for the reference itself; each is asked once."""
    key = (world, role, method, address.shown, name)
    if key not in _answers:
        thing = world.things.get((address.kind, name), "")
        response = ask(world, role, method, address, thing)
        _answers[key] = (outcome(response), _seen(response, thing))
    return _answers[key]


def _seen(response: HttpResponse, thing: str) -> str:
    """Headers and body, without what differs between any two answers and without the echo of the address."""
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    body = "" if response.get("Content-Type", "").startswith("application/pdf") else response.content.decode()
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    text = f"{sorted(headers.items())}\n{body}"
    for echo in {thing, quote(thing), quote(thing, safe="")} - {""}:
        text = text.replace(echo, "…")
    return re.sub(r"'Content-Length', '\d+'", "", text)


def test_every_address_has_its_rows_and_every_row_its_address(country_of_two_agencies: Inhabitants) -> None:
    things = country_of_two_agencies.things
    wanted = {(a.shown, n, m) for a in ADDRESSES for n in names_of(things, a.kind) for m in METHODS}
    lines = {
        (address, name, method)
        for (address, method), rows in declared().items()
        for names, _ in rows
        for name in names
        if name != ANY
    }
    addresses = {address for address, _ in declared()}
    assert addresses - {address.shown for address in ADDRESSES} == set(), "rows without an address"
    assert lines - wanted == set(), "rows without an object or method"
    by_shown = {address.shown: address for address in ADDRESSES}
    counted = {row: len(cells_of(by_shown[row[0]], row[1], row[2])) for row in wanted}
    assert {row for row, count in counted.items() if count == 0} == set(), "addresses without a row"
    assert {row for row, count in counted.items() if count > 1} == set(), "rows that speak of the same"


@each_address
def test_an_address_answers_each_role_as_declared(
    address: Address, country_of_two_agencies: Inhabitants
) -> None:
    found = [line for method in METHODS for line in differences(country_of_two_agencies, address, method)]
    assert found == []


@each_address
def test_a_foreign_thing_looks_like_a_missing_one(
    address: Address, country_of_two_agencies: Inhabitants
) -> None:
    world = country_of_two_agencies
    names = names_of(world.things, address.kind)
    if "missing" not in names:
        return
    told = []
    for method in set(METHODS) - {"HEAD"}:
        for name in names:
            (cells,) = cells_of(address, name, method)
            for role, expected in cells.items():
                if expected in HIDDEN and name not in ("missing", "malformed"):
                    seen, missing = (answer(world, role, method, address, n) for n in (name, "missing"))
                    if seen != missing:
                        told.append(f"{method} {address.shown} {name} as {role}")
    assert told == []


@each_address
def test_the_english_pages_have_the_same_rights(
    address: Address, country_of_two_agencies: Inhabitants
) -> None:
    world = country_of_two_agencies
    if not address.shown.startswith("/fa/"):
        return
    english = Address(address.shown.replace("/fa/", "/en/", 1), address.name)
    name = names_of(world.things, address.kind)[0]
    (cells,) = cells_of(address, name, "GET")
    for role in ("anonymous", "applicant", "officer"):
        assert answer(world, role, "GET", english, name)[0] == cells[role], role


def test_the_english_addresses_are_the_persian_ones() -> None:
    persian = {address.shown.replace("/fa/", "/en/", 1) for address in ADDRESSES}
    assert {address.shown for address in all_addresses("en")} == persian


def test_outside_of_the_demonstration_its_pages_are_not_there(country_of_two_agencies: Inhabitants) -> None:
    client = country_of_two_agencies.client("applicant")
    with override_settings(DEMO=False):
        assert client.get("/fa/demo/mailbox/").status_code == 404
        assert client.post("/fa/sign-in/as/maryam/").status_code == 404
        assert client.get("/metrics").status_code == 404


def test_a_decision_is_needed_for_what_a_missing_row_would_hide(country_of_two_agencies: Inhabitants) -> None:
    """The check of the table can fail: a changed cell, and an address that nobody declared."""
    address = next(address for address in ADDRESSES if address.name == "cases:case")
    (cells,) = cells_of(address, "waiting", "GET")
    kept = dict(cells)
    try:
        cells["other"] = "200"
        assert differences(country_of_two_agencies, address, "GET") != []
    finally:
        cells.update(kept)
    assert cells_of(Address("/fa/new/", "new"), "-", "GET") == []
