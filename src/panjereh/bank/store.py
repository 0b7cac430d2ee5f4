"""What the bank remembers: every payment and refund, on disk before it is answered."""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS payment (
    authority TEXT PRIMARY KEY, merchant TEXT NOT NULL, amount INTEGER NOT NULL, description TEXT NOT NULL,
    callback TEXT NOT NULL, order_id TEXT NOT NULL, language TEXT NOT NULL, made_at REAL NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    taken INTEGER NOT NULL DEFAULT 0, taken_at REAL, verified_at REAL, reference TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS refund (
    id TEXT PRIMARY KEY, authority TEXT NOT NULL REFERENCES payment, amount INTEGER NOT NULL,
    reference TEXT NOT NULL, made_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS asked (
    at REAL NOT NULL, what TEXT NOT NULL, authority TEXT NOT NULL, code INTEGER NOT NULL);
"""
# States: open, pending (taken, but not booked before `taken_at`), paid, failed, reversed.


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment as the bank sees it."""

    authority: str
    merchant: str
    amount: int
    description: str
    callback: str
    language: str
    state: str
    reason: str
    taken: int
    taken_at: float | None
    verified_at: float | None
    reference: str


class Store:
    """The bank's books in one SQLite file; every change is on disk when the call returns."""

    def __init__(self, file: Path, *, reverse_after: float) -> None:
        self.reverse_after = reverse_after
        self._lock = threading.Lock()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def open(
        self, *, merchant: str, amount: int, description: str, callback: str, order_id: str, language: str
    ) -> str:
        """Announce a payment; returns its authority."""
        authority = "S" + secrets.token_hex(17).upper()
        with self._change() as books:
            books.execute(
                "INSERT INTO payment"
                " (authority, merchant, amount, description, callback, order_id, language, made_at, state)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')",
                (authority, merchant, amount, description, callback, order_id, language, time.time()),
            )
        return authority

    def find(self, authority: str) -> Payment | None:
        """The payment as it stands now: what was pending may be booked, what nobody verified goes back."""
        with self._change() as books:
            now = time.time()
            books.execute(
                "UPDATE payment SET state = 'paid' WHERE authority = ? AND state = 'pending' AND taken_at <= ?",
                (authority, now),
            )
            books.execute(
                "UPDATE payment SET state = 'reversed', reason = 'unverified'"
                " WHERE authority = ? AND state = 'paid' AND verified_at IS NULL AND taken_at < ?",
                (authority, now - self.reverse_after),
            )
            row = books.execute("SELECT * FROM payment WHERE authority = ?", (authority,)).fetchone()
        return None if row is None else _payment(row)

    def take(self, authority: str, amount: int, *, after: float = 0.0) -> None:
        """The payer has paid; a second click changes nothing."""
        with self._change() as books:
            books.execute(
                "UPDATE payment SET state = ?, taken = ?, taken_at = ? WHERE authority = ? AND state = 'open'",
                ("pending" if after else "paid", amount, time.time() + after, authority),
            )

    def fail(self, authority: str, reason: str) -> None:
        """Declined, or given up by the payer."""
        with self._change() as books:
            books.execute(
                "UPDATE payment SET state = 'failed', reason = ? WHERE authority = ? AND state = 'open'",
                (reason, authority),
            )

    def verify(self, authority: str) -> tuple[bool, str]:
        """Mark a paid payment as verified; whether that is new, and its reference."""
        with self._change() as books:
            row = books.execute(
                "SELECT verified_at, reference FROM payment WHERE authority = ?", (authority,)
            ).fetchone()
            if row["verified_at"] is not None:
                return False, str(row["reference"])
            reference = str(secrets.randbelow(9 * 10**11) + 10**11)
            books.execute(
                "UPDATE payment SET verified_at = ?, reference = ? WHERE authority = ?",
                (time.time(), reference, authority),
            )
            return True, reference

    def refund(self, refund: str, authority: str, amount: int) -> tuple[int, str]:
        """Send money back once for each `refund`; the protocol's code and a reference."""
        with self._change() as books:
            known = books.execute("SELECT * FROM refund WHERE id = ?", (refund,)).fetchone()
            if known is not None:
                same = (known["authority"], known["amount"]) == (authority, amount)
                return (101, str(known["reference"])) if same else (-33, "")
            row = books.execute(
                "SELECT taken, verified_at, (SELECT coalesce(sum(amount), 0) FROM refund r"
                " WHERE r.authority = p.authority) AS back FROM payment p WHERE authority = ?",
                (authority,),
            ).fetchone()
            if row is None or row["verified_at"] is None or row["back"] + amount > row["taken"]:
                return -34, ""
            reference = f"R{secrets.randbelow(9 * 10**11) + 10**11}"
            books.execute(
                "INSERT INTO refund VALUES (?, ?, ?, ?, ?)",
                (refund, authority, amount, reference, time.time()),
            )
            return 100, reference

    def note(self, what: str, authority: str, code: int) -> None:
        """Remember that something was asked, and what was answered."""
        with self._change() as books:
            books.execute("INSERT INTO asked VALUES (?, ?, ?, ?)", (time.time(), what, authority, code))

    def ledger(self) -> Mapping[str, list[dict[str, Any]]]:
        """All that the bank holds, for reconciliation and tests."""
        with self._lock:
            return {
                table: [dict(row) for row in self._connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
                for table in ("payment", "refund", "asked")
            }


def _payment(row: sqlite3.Row) -> Payment:
    return Payment(**{name: row[name] for name in Payment.__slots__})
