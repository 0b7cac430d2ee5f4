"""What the bank took, against what the product knows of it and gave for it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from tests.journeys.kills.checker import Fault
from tests.journeys.kills.history import OK, Asked
from tests.journeys.kills.records import Row

TAKING = ("pay", "lost", "twice")


@dataclass(frozen=True, slots=True)
class Books:
    """The bank's own books and ours: taken and sent back by authority; payments and refunds by case."""

    taken: Mapping[str, int]
    sent_back: Mapping[str, int]
    verified: frozenset[str]
    payments: Mapping[UUID, list[Row]]
    refunds: Mapping[str, list[Row]]
    cases: Mapping[UUID, Row]


def read_money(connection: psycopg.Connection[Any], bank: Path) -> Books:
    """Read both sides; the bank's from its file."""
    with closing(sqlite3.connect(bank / "bank.sqlite3")) as books:
        paid = "SELECT authority, taken, verified_at FROM payment WHERE state IN ('paid', 'pending')"
        rows = books.execute(paid).fetchall()
        back = books.execute("SELECT authority, sum(amount) FROM refund GROUP BY authority").fetchall()
    with connection.cursor(row_factory=dict_row) as cursor:
        payments: defaultdict[UUID, list[Row]] = defaultdict(list)
        query = (
            "SELECT p.*, b.about, b.amount AS fee FROM money_payment p JOIN money_bill b ON b.id = p.bill_id"
        )
        for row in cursor.execute(query).fetchall():
            payments[UUID(row["about"].partition(":")[2])].append(row)
        refunds: defaultdict[str, list[Row]] = defaultdict(list)
        query = "SELECT r.*, p.authority FROM money_refund r JOIN money_payment p ON p.id = r.payment_id"
        for row in cursor.execute(query).fetchall():
            refunds[row["authority"]].append(row)
        cases = {row["id"]: row for row in cursor.execute("SELECT * FROM cases_case").fetchall()}
    return Books(
        {authority: taken for authority, taken, _ in rows},
        dict(back),
        frozenset(authority for authority, _, at in rows if at is not None),
        payments,
        refunds,
        cases,
    )


def money_faults(asked: list[Asked], books: Books) -> list[Fault]:
    """Everything that was taken twice, lost, kept for nothing or given for nothing."""
    return [*_acknowledged(asked, books), *_cases(books), *_both_sides_agree(books)]


def _acknowledged(asked: list[Asked], books: Books) -> Iterator[Fault]:
    """What the bank told a payer that it took stands in its books: they judge the product, not each other."""
    for act in asked:
        if act.verb == "at the bank" and act.state == OK and act.about["doing"] in TAKING:
            authority = act.about["authority"]
            back = act.told["leads_to"]
            if authority not in books.taken and "Status=NOK" not in back:
                yield Fault("bank", f"{authority} of {act.about['ref']} is in no book")


def _cases(books: Books) -> Iterator[Fault]:
    """A granted case has cost its fee once; any other one has cost nothing in the end."""
    for case_id, payments in books.payments.items():
        case = books.cases[case_id]
        kept = sum(
            books.taken.get(row["authority"], 0) - books.sent_back.get(row["authority"], 0)
            for row in payments
        )
        fee, granted = payments[0]["fee"], case["state"].get("outcome") == "granted"
        if kept > fee:
            yield Fault("taken twice", f"case {case['ref']}: {kept} of {fee} rials")
        elif granted and kept < fee:
            yield Fault("given for nothing", f"case {case['ref']}: {kept} of {fee} rials")
        elif not granted and kept:
            yield Fault("kept for nothing", f"case {case['ref']} ({case['stage']}): {kept} rials")


def _both_sides_agree(books: Books) -> Iterator[Fault]:
    ours = {row["authority"] for payments in books.payments.values() for row in payments}
    for authority in books.taken.keys() - ours:
        kept = books.taken[authority] - books.sent_back.get(authority, 0)
        if kept:
            yield Fault("lost", f"{authority}: the bank holds {kept} rials of which we know nothing")
    for payments in books.payments.values():
        for row in payments:
            authority = row["authority"]
            if (row["state"] == "success") != (authority in books.verified):
                yield Fault("torn", f"{authority}: ours says {row['state']}")
            back = sum(r["amount"] for r in books.refunds.get(authority, ()) if r["state"] == "success")
            if back != books.sent_back.get(authority, 0):
                yield Fault(
                    "torn",
                    f"{authority}: ours sent back {back}, the bank {books.sent_back.get(authority, 0)}",
                )
